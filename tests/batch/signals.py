#!/usr/bin/env python3
"""Interrupted, it ends with 130 and goes on from there; watching, it reads what comes, until it is interrupted.

    tests/batch/signals.py ILEX
"""
import os
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


def run(ilex):
    with tempfile.TemporaryDirectory() as folder:
        interrupted(ilex, folder)
        watching(ilex, folder)
        return "signals: as it should be"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1])))
