"""The review: its log under kill -9, decisions over a new extraction, what comes out of it, its server under attack, and its page in a browser."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "review"))


class Skipped(str):
    """Why a test was not run: no fault, and not passed."""


def page(ilex):
    import browser
    if browser.missing():
        yield "tests/review/browser.py", Skipped(f"there is no {browser.missing()} here; it drives Chromium by ChromeDriver")
        return
    for name, fault, skipped in browser.run(ilex):
        yield f"tests/review/browser.py: {name}", Skipped(skipped) if skipped else fault


def run(bin_dir):
    import attack
    import export
    import log
    ilex, driver = os.path.join(bin_dir, "ilex"), os.path.join(bin_dir, "review-driver")
    for test, programs in ((log, [ilex, driver]), (export, [ilex, driver]), (attack, [ilex])):
        name = f"tests/review/{test.__name__}.py"
        try:
            test.run(*programs)
            yield name, None
        except (AssertionError, OSError, LookupError, ValueError, subprocess.SubprocessError) as fault:
            yield name, f"{type(fault).__name__}: {fault}"
    yield from page(ilex)
