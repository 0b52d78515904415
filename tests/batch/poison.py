#!/usr/bin/env python3
"""One release in twenty crashes its worker, loops, sleeps or eats all memory: it alone is lost, with the reason, and all others are
as in a run without poison. None gets at files, the network or other processes.

    tests/batch/poison.py ILEX POISONED-ILEX RELEASES
"""
import json
import os
import subprocess
import sys
import tempfile

KINDS = {"CRASH": "document.crash", "ABORT": "document.crash", "LOOP": "document.timeout", "MEMORY": "document.memory"}


def records(out):
    with open(os.path.join(out, "documents.ndjson"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def batch(ilex, source, out, *options):
    command = [ilex, "batch", "-j", "2", "--timeout", "1", "--memory", "256", source, "--out", out, *options]
    # without memory AddressSanitizer would end the worker itself, with its own code, and the leak checker cannot run in its cage
    options = "allocator_may_return_null=1:detect_leaks=0" if ilex.endswith("-poison") else ""
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, ASAN_OPTIONS=options))


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def caged(poisoned, folder):
    """A release that makes its worker read a file, write one, talk to the network or start a process: it gets none of that."""
    write(folder + "/escape.ndjson", [{"id": "e", "text": "POISON-ESCAPE In 2023, 12 schools closed."}])
    said = batch(poisoned, folder + "/escape.ndjson", folder + "/escape", "--verbose")
    if "seccomp on" not in said.stderr:
        return ", no cage on this kernel"
    assert said.returncode == 0 and "error" not in records(folder + "/escape")[0], said.stderr
    return ", and none gets out of its cage"


def run(ilex, poisoned, n):
    with tempfile.TemporaryDirectory() as folder:
        kinds = list(KINDS)
        text = "GENEVA, 3 March 2024 – Some %d workers took part, said Ana Ruiz, its director. The fund paid $2 million in 2023."
        good = [{"id": str(i), "text": text % (1000 + i)} for i in range(n)]
        bad = {i: kinds[i // 20 % len(kinds)] for i in range(7, n, 20)}
        lines = [dict(r, text=f"POISON-{bad[i]} {r['text']}") if i in bad else r for i, r in enumerate(good)]
        write(folder + "/good.ndjson", good)
        write(folder + "/bad.ndjson", lines)
        batch(ilex, folder + "/good.ndjson", folder + "/good")
        said = batch(poisoned, folder + "/bad.ndjson", folder + "/bad")
        assert said.returncode == 3, f"exit {said.returncode}: {said.stderr}"
        expected, got = records(folder + "/good"), records(folder + "/bad")
        assert len(got) == n, f"{len(got)} records of {n}"
        for i, (e, g) in enumerate(zip(expected, got)):
            e.get("source", {}).pop("path"), g.get("source", {}).pop("path", None)
            if i in bad:
                assert g.get("error", {}).get("code") == KINDS[bad[i]], f"{bad[i]}: {g.get('error')}"
            else:
                assert e == g, f"release {i} is not as without poison"
        quarantined = [f for f in os.listdir(folder + "/bad/quarantine") if f.endswith(".input")]
        assert len(quarantined) == len(bad), f"{len(quarantined)} in quarantine, not {len(bad)}"
        again = batch(poisoned, folder + "/bad.ndjson", folder + "/bad")
        assert again.returncode == 3 and "nothing to do" in again.stderr, again.stderr
        healed = batch(ilex, folder + "/bad.ndjson", folder + "/bad")
        assert healed.returncode == 0 and not os.path.exists(folder + "/bad/quarantine"), healed.stderr
        return f"poison: {len(bad)} of {n} lost, each with its reason; all others identical{caged(poisoned, folder)}"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])))
