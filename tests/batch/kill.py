#!/usr/bin/env python3
"""SIGKILL at random moments, then the same command again: the bytes of an undisturbed run, and nothing torn on the way.

    tests/batch/kill.py ILEX KILLS [SOURCE…]     default source: corpus/, copied over under many names
"""
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def make_source(folder, copies):
    """NDJSON of the sample releases, over and over with another id, so that a run lasts."""
    path = os.path.join(folder, "releases.ndjson")
    with open(path, "w", encoding="utf-8") as out:
        for n in range(copies):
            for name in sorted(os.listdir("corpus")):
                if name.endswith(".txt"):
                    with open(os.path.join("corpus", name), encoding="utf-8") as file:
                        out.write(json.dumps({"id": f"{n}/{name}", "text": file.read()}) + "\n")
    return path


def whole(path):
    """Whether every line of what is in place is a record."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                assert line.endswith("\n"), "a torn line"
                json.loads(line)


def kill_often(ilex, sources, kills, folder):
    command = [ilex, "batch", "-j", "2", *sources, "--out"]
    started = time.monotonic()
    subprocess.run(command + [os.path.join(folder, "clean")], check=True, stderr=subprocess.DEVNULL)
    took = time.monotonic() - started
    clean = digest(os.path.join(folder, "clean", "documents.ndjson"))
    chance = random.Random(8)
    done = finished = round_ = 0
    while done < kills:
        out = os.path.join(folder, f"killed{round_}")
        product = os.path.join(out, "documents.ndjson")
        while done < kills:
            run = subprocess.Popen(command + [out], stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                run.wait(timeout=chance.uniform(0, 1) ** 2 * took * 0.8)
            except subprocess.TimeoutExpired:
                os.kill(run.pid, signal.SIGKILL)
                run.wait()
                done += 1
            whole(product)
            if run.returncode == 0:
                break
        subprocess.run(command + [out], check=True, stderr=subprocess.DEVNULL)
        assert digest(product) == clean, f"{out}: not the bytes of an undisturbed run"
        left = sorted(os.listdir(os.path.join(out, ".ilex")))
        assert left == ["lock", "state"], f"{out}: {left} are left behind"
        finished += 1
        round_ += 1
    return f"{done} kills, {finished} runs finished after them, each with the bytes of an undisturbed one"


def run(ilex, kills, copies, sources=()):
    with tempfile.TemporaryDirectory() as folder:
        return kill_often(ilex, list(sources) or [make_source(folder, copies)], kills, folder)


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1]), int(sys.argv[2]), 40, [os.path.abspath(s) for s in sys.argv[3:]]))
