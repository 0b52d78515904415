"""The review: its log under kill -9, and decisions over a new extraction."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "review"))


def run(bin_dir):
    import log
    try:
        log.run(os.path.join(bin_dir, "ilex"), os.path.join(bin_dir, "review-driver"))
        yield "tests/review/log.py", None
    except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as fault:
        yield "tests/review/log.py", f"{type(fault).__name__}: {fault}"
