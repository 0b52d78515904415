#!/usr/bin/env python3
"""What the parent process keeps of a release while a batch runs, and while it runs again over one file that changed: an entry of its
index, and nothing of the release or its record.

    tests/batch/memory.py ILEX RELEASES
"""
import json
import os
import subprocess
import sys
import tempfile
import time

FEW, MOST = 1000, 110  # releases to compare with; bytes that one more may cost


def write(path, n):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": f"In 2023, {i} schools closed."}) + "\n" for i in range(n))


def peak(ilex, source, out):
    """The most memory that the parent had, in KiB: looked at while it runs, as a dead process has none."""
    process = subprocess.Popen([ilex, "batch", source, "--out", out, "-j", "2"], stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
            most = max([most] + [int(line.split()[1]) for line in file if line.startswith("VmHWM")])
        time.sleep(0.002)
    assert process.returncode == 0, f"exit {process.returncode}"
    return most


def run(ilex, n):
    with tempfile.TemporaryDirectory() as folder:
        said = []
        for count in (FEW, n):
            write(f"{folder}/{count}.ndjson", count)
        for what in ("first", "again"):
            few, many = (peak(ilex, f"{folder}/{count}.ndjson", f"{folder}/{count}") for count in (FEW, n))
            each = 1024 * (many - few) / (n - FEW)
            assert each < MOST, f"{what}: {few} KiB for {FEW} releases, {many} for {n}: {each:.0f} bytes a release"
            said.append(f"{what}: {few} KiB for {FEW} releases, {many} for {n}: {each:.0f} bytes more for each")
            for count in (FEW, n):
                with open(f"{folder}/{count}.ndjson", "a", encoding="utf-8") as file:
                    file.write('{"text": "In 2024, 3 more did."}\n')
        return "memory of the parent, " + "; ".join(said)


if __name__ == "__main__":
    print(run(os.path.abspath(sys.argv[1]), int(sys.argv[2])))
