"""The Check suites in tests/unit."""
import os
import re
import subprocess


def run(bin_dir):
    env = dict(os.environ)
    if "asan" in os.path.basename(bin_dir):
        env["CK_FORK"] = "no"  # so that leaks are seen
    done = subprocess.run([f"{bin_dir}/unit/unit"], env=env, capture_output=True, text=True)
    faults = re.findall(r"^\S+:\d+:[FE]:.*$", done.stdout, re.M)
    counts = re.search(r"^(\d+) passed, (\d+) failed$", done.stdout, re.M)
    for i in range(int(counts[1]) if counts else 0):
        yield f"unit {i}", None
    for fault in faults:
        yield "unit", fault
    if done.returncode and not faults:
        yield "unit", done.stdout + done.stderr
