#!/usr/bin/env python3
"""Interrupted, it ends with 130 and goes on from there; watching, it reads what comes, until it is interrupted; on a terminal it shows how far
it is, and nowhere else.

    tests/batch/signals.py ILEX
"""
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time

from kill import digest, make_source, whole


def interrupted(ilex, folder):
    source, out = make_source(folder, 30), os.path.join(folder, "out")
    command = [ilex, "batch", "-j", "2", source, "--out"]
    run = subprocess.Popen(command + [out], stderr=subprocess.PIPE, text=True)
    journal = os.path.join(out, ".ilex", "journal")
    wait(lambda: os.path.exists(journal) and os.path.getsize(journal) > 0, "a journal")
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130 and "interrupted" in said, f"exit {run.returncode}: {said}"
    said = subprocess.run(command + [out], check=True, stderr=subprocess.PIPE, text=True).stderr
    assert " 0 as before" not in said, f"nothing was kept: {said}"
    subprocess.run(command + [out + "2"], check=True, stderr=subprocess.DEVNULL)
    assert digest(out + "/documents.ndjson") == digest(out + "2/documents.ndjson"), "not the bytes of an undisturbed run"


def wait(condition, what):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def watching(ilex, folder):
    inbox, out = os.path.join(folder, "inbox"), os.path.join(folder, "watched")
    product = os.path.join(out, "documents.ndjson")
    os.mkdir(inbox)

    def write(name):
        with open(os.path.join(inbox, name), "w", encoding="utf-8") as file:
            file.write("In 2023, 12 schools closed.\n")

    def count():
        with open(product, encoding="utf-8") as file:
            return len(file.readlines())

    write("a.txt")
    run = subprocess.Popen([ilex, "batch", inbox, "--out", out, "--watch", "-j", "1"], stderr=subprocess.DEVNULL)
    try:
        wait(lambda: os.path.exists(product), "the first run")
        write("b.txt")
        wait(lambda: count() == 2, "b.txt")
        os.mkdir(os.path.join(inbox, "new"))
        time.sleep(0.6)
        write("new/c.txt")
        wait(lambda: count() == 3, "new/c.txt")
        whole(product)
    finally:
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=60) in (0, 130), f"exit {run.returncode}"


def shown(ilex, out, terminal):
    """What it says on standard error while releases come in one by one."""
    ours, its = pty.openpty() if terminal else os.pipe()
    run = subprocess.Popen([ilex, "batch", "-", "--out", out, "-j", "1"], stdin=subprocess.PIPE, stderr=its, env=dict(os.environ, TERM="xterm"))
    os.close(its)
    for i in range(4):
        run.stdin.write(b'{"text": "In 2023, %d schools closed."}\n' % i)
        run.stdin.flush()
        time.sleep(0.2)
    run.stdin.close()
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:
        pass  # how a terminal ends
    os.close(ours)
    assert run.wait(timeout=60) == 0, said
    return said


def progress(ilex, folder):
    said = shown(ilex, folder + "/terminal", True)
    assert re.search(rb"\r\x1b\[K\d+ documents  [\d.]+ MB/s  \d+ facts  0 errors", said), said
    assert b"\r\x1b[Kilex: done: 4 documents" in said, said
    said = shown(ilex, folder + "/pipe", False)
    assert said.startswith(b"ilex: done: 4 documents") and said.count(b"\n") == 1 and b"\r" not in said, said


def run(ilex):
    with tempfile.TemporaryDirectory() as folder:
        interrupted(ilex, folder)
        watching(ilex, folder)
        progress(ilex, folder)
        return "signals: as it should be"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1])))
