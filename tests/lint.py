#!/usr/bin/env python3
"""What no compiler checks: who may include whom, one door a library, and how long functions and files may be."""
import collections
import glob
import os
import re
import statistics
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

STAGE = {"model", "base", "stages.h", "ilex.h"}
MAY_INCLUDE = {  # a folder of src, or a file in it: the folders and headers it may include beside its own
    "base": {"ilex.h"},
    "model": {"base"},
    "rules": {"model", "base", "ilex.h"},
    "1-ingest": STAGE,
    "2-parse": STAGE | {"rules/rules.h"},
    "3-segment": STAGE | {"rules/rules.h"},
    "4-extract": STAGE | {"rules/rules.h"},
    "5-resolve": STAGE | {"rules/rules.h"},
    "6-emit": {"model", "base", "ilex.h"},
    "batch": {"model", "base", "ilex.h", "stages.h"},
    "review": {"model", "base", "ilex.h", "rules/rules.h", "batch/sql.h", "batch/file.h", "batch/revive.h", "6-emit/facts.h", "6-emit/json.h"},
    "cli": {"base", "batch", "review", "ilex.h"},
    "stages.h": {"model", "rules/rules.h", "ilex.h"},
    "pipeline.c": {"stages.h", "base", "ilex.h"},
    "version.c": {"ilex.h"},
}
DOORS = {"libxml/": 2, "archive.h": 1, "seccomp.h": 1, "sqlite3.h": 1, "microhttpd.h": 1, "pcre2.h": 1, "libfyaml.h": 1, "nettle/": 1, "unicode/": 1}  # library: files that may include it
MOST_LINES, MOST_FUNCTION_LINES = 500, 80


def sources():
    return sorted(glob.glob("src/**/*.[ch]", recursive=True) + glob.glob("src/**/*.def", recursive=True))


def includes(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            m = re.match(r'\s*#\s*include\s+(["<])([^">]+)', line)
            if m:
                yield number, m[1] == "<", m[2]


def layering():
    doors = collections.defaultdict(set)
    for path in sources():
        part = path.split("/")[1]
        for number, outside, name in includes(path):
            if outside:
                for library in DOORS:
                    if name.startswith(library):
                        doors[library].add(path)
                continue
            if name == "assets.def" or os.path.exists(os.path.join(os.path.dirname(path), name)):
                continue
            allowed = MAY_INCLUDE.get(part, set())
            if name.split("/")[0] != part and name not in allowed and name.split("/")[0] not in allowed:
                yield f"{path}:{number}: {part} must not include {name}"
    for library, paths in doors.items():
        if len(paths) > DOORS[library]:
            yield f"{library} is included by {', '.join(sorted(paths))}: one door a library"


def functions(path):
    """(name, first line, lines) of each function, by the layout that clang-format gives: `}` alone in column 0."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    start = name = None
    for number, line in enumerate(lines, 1):
        m = re.match(r"[A-Za-z_].*?\b(\w+)\(", line)
        if m and not line.rstrip().endswith(";") and not line.startswith(("typedef", "struct", "enum")):
            start, name = number, m[1]
        if line.startswith("}") and start:
            if line.rstrip() == "}":
                yield name, start, number - start + 1
            start = None


def lengths():
    all_lengths = []
    for path in sources() + sorted(glob.glob("tests/unit/*.c")):
        with open(path, encoding="utf-8") as file:
            n = sum(1 for _ in file)
        if n > MOST_LINES:
            yield f"{path}: {n} lines; at most {MOST_LINES}"
        for name, start, n in functions(path):
            all_lengths.append(n)
            if n > MOST_FUNCTION_LINES:
                yield f"{path}:{start}: {name} has {n} lines; at most {MOST_FUNCTION_LINES}"
    all_lengths.sort()
    print(f"{len(all_lengths)} functions: median {statistics.median(all_lengths):.0f} lines, nine in ten at most "
          f"{all_lengths[len(all_lengths) * 9 // 10]}, longest {all_lengths[-1]}")


faults = [*layering(), *lengths()]
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
