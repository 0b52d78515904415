#!/usr/bin/env python3
"""A full disk, a limit on files' sizes, a folder that cannot be written, files that vanish: said, exit 3, and what is in place stays whole.

    tests/batch/disk.py ILEX
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

from kill import digest, make_source, whole


def batch(ilex, source, out, limit=None):
    def cap():
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    run = subprocess.run([ilex, "batch", "-j", "2", source, "--out", out], capture_output=True, text=True, preexec_fn=cap)
    return run.returncode, run.stderr


def limited(ilex, source, folder, clean):
    """The journal does not fit, then the product does not; in the end, without a limit, all is as it should be."""
    out = os.path.join(folder, "limited")
    for limit in (100_000, 200_000, os.path.getsize(os.path.join(folder, "clean", "documents.ndjson")) - 1):
        code, said = batch(ilex, source, out, limit)
        assert code == 3 and "File too large" in said, f"RLIMIT_FSIZE {limit}: exit {code}: {said}"
        whole(os.path.join(out, "documents.ndjson"))
        assert not [n for n in os.listdir(out) if n.endswith(".new")], "a temporary file is left behind"
    assert batch(ilex, source, out)[0] == 0
    assert digest(os.path.join(out, "documents.ndjson")) == clean


def full(ilex, source, folder, clean):
    """The same on a small disk, where one can be mounted."""
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", disk], stderr=subprocess.DEVNULL).returncode:
        return "not mounted"
    try:
        code, said = batch(ilex, source, disk + "/out")
        assert code == 3 and "No space left" in said, f"full disk: exit {code}: {said}"
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        assert batch(ilex, source, disk + "/out")[0] == 0
        assert digest(disk + "/out/documents.ndjson") == clean
    finally:
        subprocess.run(["umount", disk], check=True)
    return "mounted"


def vanished(ilex, folder):
    """A file that is gone when its turn comes, and one that is empty by then, are told; the others are done."""
    inbox, out = os.path.join(folder, "inbox"), os.path.join(folder, "vanished")
    os.mkdir(inbox)
    for name in "abcd":
        with open(f"{inbox}/{name}.txt", "w", encoding="utf-8") as file:
            file.write(f"In 2023, 12 schools closed in {name}.")
    run = subprocess.Popen([ilex, "batch", "-", inbox, "--out", out], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not os.path.exists(out + "/.ilex/lock"):  # by then it has listed the files, and waits for what comes first
        time.sleep(0.01)
    os.unlink(f"{inbox}/b.txt")
    os.truncate(f"{inbox}/c.txt", 0)
    said = run.communicate("In 2024, 3 schools closed.", timeout=60)[1]
    assert run.returncode == 3 and "b.txt: No such file" in said and "c.txt: there is no text" in said, said
    with open(out + "/documents.ndjson", encoding="utf-8") as file:
        kinds = ["error" if "error" in json.loads(line) else "record" for line in file]
    assert kinds == ["record", "record", "error", "error", "record"], kinds


def run(ilex):
    with tempfile.TemporaryDirectory() as folder:
        source = make_source(folder, 12)
        assert batch(ilex, source, os.path.join(folder, "clean"))[0] == 0
        clean = digest(os.path.join(folder, "clean", "documents.ndjson"))
        limited(ilex, source, folder, clean)
        vanished(ilex, folder)
        mounted = full(ilex, source, folder, clean)
        code, said = batch(ilex, source, "/proc/nowhere")
        assert code == 3 and "/proc/nowhere" in said, f"unwritable: exit {code}: {said}"
        return f"disk: as it should be (tmpfs {mounted})"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1])))
