#!/usr/bin/env python3
"""All tests of ilex but the compiler's own: `make check` calls this.

    tests/run.py BIN           BIN holds ilex and unit/unit (out/release)
    UPDATE=1 tests/run.py BIN  write what ilex gives now as what is expected: read the diff before committing

Parts: unit tests, the rules' own examples, tests/cases, corpus, hostile pages, the README, tests/cli, tests/batch, tests/review. Every record that a part sees is checked
against the schema and against what must hold for any record (record.py).
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import batch, cli, hostile, readme, records, review, rules, unit  # noqa: E402


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    bin_dir = os.path.abspath(sys.argv[1])
    passed = failed = skipped = 0
    for part in (unit, rules, records, hostile, readme, cli, batch, review):
        for name, fault in part.run(bin_dir):
            if fault is None:
                passed += 1
            elif isinstance(fault, review.Skipped):
                skipped += 1
                print(f"SKIPPED {name}: {fault}", flush=True)
            else:
                failed += 1
                print(f"FAILED {name}\n{fault.rstrip()}\n", flush=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


sys.exit(main())
