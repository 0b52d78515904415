#!/usr/bin/env python3
"""Accuracy and speed on the annotated data beside the project: tests/bench.py out/release/ilex

The data (../shared/bench, ../shared/gold) belongs to its publishers and is not part of the project; without it there is
nothing to do. Prints Markdown tables, as the README has them."""
import glob
import gzip
import json
import os
import subprocess
import sys

SHARED = os.environ.get("ILEX_BENCH", "../shared")
# title, task, file, options, figures shown: (name in score.py, short name)
RUNS = [
    *[(f"releases, {lang}", "gold", "gold/dev", ["--language", lang],
       [("figures value", "value"), ("figures value+unit", "+unit"), ("figures all fields", "all fields"), ("dates found+value", "dates"),
        ("quotes segment", "quotes"), ("quotes segment+speaker", "+speaker"), ("organisations surface", "bodies"), ("people name", "people")])
      for lang in ("en", "fr", "es")],
    ("figures: NewsQuant", "figures", "bench/figures.jsonl.gz", [], [("value", "value"), ("value+unit", "+unit"), ("value+change", "+change")]),
    *[(f"dates: TimeBank, {lang}", "dates", "bench/dates.jsonl.gz", ["--language", lang],
       [("all relaxed", "relaxed"), ("all strict", "strict"), ("all value", "value")]) for lang in ("en", "fr", "es")],
    ("quotes: PolNeAR", "quotes", "bench/quotes.jsonl.gz", [],
     [("content >30% covered", "content"), ("content >30% covered + speaker", "+speaker"), ("content IoU>0.5", "IoU>0.5")]),
    *[(f"organisations: {name}", "organisations", f"bench/{file}.jsonl.gz", [], [("relaxed", "relaxed"), ("strict", "strict")])
      for name, file in (("re3d", "organisations"), ("WikiNEuRal fr", "organisations_fr"), ("WikiNEuRal es", "organisations_es"))],
    ("pages: article text", "content", "bench/content.jsonl.gz", [], None),
    ("pages: snippets", "snippets", "bench/snippets.jsonl.gz", [], None),
    ("pages: publication date", "published", "bench/published.jsonl.gz", [], None),
    ("recognizers", "recognizers", "bench/recognizers.jsonl.gz", [], None),
]


def score(ilex, task, path, options):
    done = subprocess.run([sys.executable, f"{SHARED}/bench/score.py", "--ilex", ilex, "--json", *options, task, path],
                          capture_output=True, text=True)
    if done.returncode:
        return {"error": done.stderr.strip()[-200:]}
    return json.loads(done.stdout)


def shown(measure):
    if "accuracy" in measure:
        return f"{measure['accuracy']:.1f}"
    return f"{measure['F1']:.1f} (P {measure['P']:.1f}, R {measure['R']:.1f})"


def accuracy(ilex):
    print("| data | measure | F1 or accuracy | n |\n|---|---|---|---|")
    for title, task, path, options, wanted in RUNS:
        if not os.path.exists(f"{SHARED}/{path}"):
            continue
        measures = score(ilex, task, f"{SHARED}/{path}", options)
        if "error" in measures:
            print(f"| {title} | failed: {measures['error']} | | |")
            continue
        for name, short in wanted or [(name, name) for name in measures]:
            if name in measures:
                print(f"| {title} | {short} | {shown(measures[name])} | {measures[name]['n']} |", flush=True)


def timed(ilex, data):
    """Best of three: seconds of processor time, and the peak of memory in MB."""
    best, peak = None, 0
    for _ in range(3):
        with subprocess.Popen([ilex, "pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            process.stdin.write(data)
            process.stdin.close()
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        seconds = usage.ru_utime + usage.ru_stime
        best = seconds if best is None else min(best, seconds)
        peak = max(peak, usage.ru_maxrss / 1e3)
    return best, peak


def speed(ilex):
    start_up, _ = timed(ilex, b"")
    print(f"\nStart-up (rules loaded and compiled): {start_up * 1000:.0f} ms. One process, one thread, processor time; the rest without start-up.\n")
    print("| corpus | documents | MB of text | seconds | MB/s | peak MB |\n|---|---|---|---|---|---|")
    for path in sorted(glob.glob(f"{SHARED}/corpus/*.jsonl.gz")):
        with gzip.open(path, "rb") as file:
            data = file.read()
        records = [json.loads(line) for line in data.splitlines() if line.strip()]
        size = sum(len(r.get("text", r.get("html", "")).encode()) for r in records) / 1e6
        seconds, peak = timed(ilex, data)
        seconds -= start_up
        name = os.path.basename(path).split(".")[0]
        print(f"| {name} | {len(records)} | {size:.1f} | {seconds:.2f} | {size / seconds:.1f} | {peak:.0f} |")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not os.path.exists(f"{SHARED}/bench/score.py"):
        print(f"There is no {SHARED}/bench here (ILEX_BENCH=DIR names another place): nothing to score.")
        return
    ilex = os.path.abspath(sys.argv[1])
    accuracy(ilex)
    speed(ilex)


main()
