#!/usr/bin/env python3
"""What must hold for any record, held against thousands of releases: tests/sweep.py BIN [FILE.jsonl[.gz] …]

Without files: all of ../shared/corpus and ../shared/bench (ILEX_BENCH=DIR names another place). Each file's records go through
`ilex pipe` as they are, without gates and without JIT: the three must say the same (but for records in which a rule ran out of its
budget, which the interpreter counts otherwise), every record must be sound (harness/record.py: among all else, the bytes of the page that a span names are its words), and nothing may be diagnosed as
`internal`. Then all naughty strings of ../shared/hostile go through the review, in every field (review/hostile.py)."""
import collections
import glob
import gzip
import json
import os
import subprocess
import sys
import tarfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.insert(0, "tests")
from harness import record  # noqa: E402

SHARED = os.environ.get("ILEX_BENCH", "../shared")
KEYS = ("id", "text", "html", "url", "language", "published")


def inputs(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                r = json.loads(line)
                yield {k: r[k] for k in KEYS if r.get(k) is not None}


def pipe(bin_dir, data, *options):
    output = subprocess.run([f"{bin_dir}/ilex", "pipe", *options], input=data, stdout=subprocess.PIPE, check=False).stdout
    return [json.loads(line) for line in output.decode("utf-8").split("\n") if line]


def out_of_budget(record):
    return any(d["code"] == "rule.budget" for d in record.get("diagnostics", []))


def sweep(bin_dir, path):
    sources = list(inputs(path))
    data = "".join(json.dumps(r) + "\n" for r in sources).encode()
    records = pipe(bin_dir, data)
    for option in ("--no-gates", "--no-jit"):
        for r, other in zip(records, pipe(bin_dir, data, option)):
            if r != other and not out_of_budget(r) and not out_of_budget(other):
                yield r["id"], f"another record with {option}"
    if len(records) != len(sources):
        yield "", f"{len(sources)} records in, {len(records)} out"
    for source, r in zip(sources, records):
        page = source["html"].encode() if "html" in source else None
        for fault in record.faults(r, page):
            yield r["id"], fault
        for d in r.get("diagnostics", []):
            if d["code"].startswith("internal") or d["code"] == "rule.budget":
                yield r["id"], f"diagnosed: {d['code']}: {d['message']}"


def naughty(ilex):
    """Faults of the review page with all of the strings, each in every field."""
    sys.path.insert(0, "tests/review")
    import driver
    import hostile
    place = f"{SHARED}/hostile/hostile.tar.xz"
    if not os.path.exists(place) or driver.missing():
        return 0
    with tarfile.open(place) as archive:
        strings = json.load(archive.extractfile("hostile/blns/blns.json"))
    try:
        hostile.hostile(ilex, strings)
    except AssertionError as fault:
        print(f"{len(strings)} naughty strings in the review: {fault}")
        return 1
    print(f"{len(strings)} naughty strings in the review: 0 faults")
    return 0


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    paths = sys.argv[2:] or sorted(glob.glob(f"{SHARED}/corpus/*.jsonl.gz") + glob.glob(f"{SHARED}/bench/*.jsonl.gz"))
    total = 0
    for path in paths:
        kinds = collections.Counter()
        for name, fault in sweep(os.path.abspath(sys.argv[1]), path):
            kinds[fault.split(":")[0]] += 1
            total += 1
            if kinds[fault.split(":")[0]] <= 5:
                print(f"{os.path.basename(path)}: {name}: {fault}", flush=True)
        print(f"{os.path.basename(path)}: {sum(kinds.values())} faults", flush=True)
    if not sys.argv[2:]:
        total += naughty(os.path.abspath(sys.argv[1]) + "/ilex")
    return 1 if total else 0


sys.exit(main())
