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
RELEASES = [("figures value", "figures value"), ("figures value+unit", "+unit"), ("figures all fields", "all fields"), ("dates found+value", "dates"),
            ("quotes segment", "quotes"), ("quotes segment+speaker", "+speaker"), ("organisations surface", "bodies"), ("people name", "people")]
# what, task in score.py, data, language, measures (score.py's name, ours) or None for all, the best we know of on the same data
RUNS = [
    ("releases, English", "gold", "gold/dev", "en", RELEASES, "chained free tools: figures 82, +unit 61, all fields 25, dates 63, quotes 82, +speaker 45, bodies 80, people 94"),
    ("releases, French", "gold", "gold/dev", "fr", RELEASES, "HeidelTime: dates 65"),
    ("releases, Spanish", "gold", "gold/dev", "es", RELEASES, "HeidelTime: dates 68"),
    ("figures in news, NewsQuant", "figures", "bench/figures.jsonl.gz", None,
     [("value", "value"), ("value+unit", "+unit"), ("value+change", "+change")], "CQE: 86, 76, 83"),
    ("dates, TimeBank en", "dates", "bench/dates.jsonl.gz", "en", [("all relaxed", "relaxed"), ("all strict", "strict"), ("all value", "value")], "HeidelTime: 92, 84, 77"),
    ("dates, TimeBank fr", "dates", "bench/dates.jsonl.gz", "fr", [("all relaxed", "relaxed"), ("all strict", "strict"), ("all value", "value")], "HeidelTime: 87, 79, 62"),
    ("dates, TimeBank es", "dates", "bench/dates.jsonl.gz", "es", [("all relaxed", "relaxed"), ("all strict", "strict"), ("all value", "value")], "HeidelTime: 90, 84, 84"),
    ("quotes in news, PolNeAR", "quotes", "bench/quotes.jsonl.gz", None,
     [("content >30% covered", "content"), ("content >30% covered + speaker", "+speaker"), ("content IoU>0.5", "IoU>0.5")], "textacy with spaCy: 47, 40"),
    ("organisations, re3d en", "organisations", "bench/organisations.jsonl.gz", None, [("relaxed", "relaxed"), ("strict", "strict")], "CoreNLP: 46, 38"),
    ("organisations, WikiNEuRal fr", "organisations", "bench/organisations_fr.jsonl.gz", None, [("relaxed", "relaxed"), ("strict", "strict")], "spaCy: 71, 61"),
    ("organisations, WikiNEuRal es", "organisations", "bench/organisations_es.jsonl.gz", None, [("relaxed", "relaxed"), ("strict", "strict")], ""),
    ("pages: the article's text", "content", "bench/content.jsonl.gz", None, None, "trafilatura: 97"),
    ("pages: snippets and title", "snippets", "bench/snippets.jsonl.gz", None, None, "trafilatura: 91, title 64"),
    ("pages: publication date", "published", "bench/published.jsonl.gz", None, None, "htmldate: 94"),
]


def score(ilex, task, path, options):
    done = subprocess.run([sys.executable, f"{SHARED}/bench/score.py", "--ilex", ilex, "--json", *options, task, path],
                          capture_output=True, text=True)
    if done.returncode:
        return {"error": done.stderr.strip()[-200:]}
    return json.loads(done.stdout)


def shown(measure):
    return f"{measure['accuracy' if 'accuracy' in measure else 'F1']:.1f}"


def accuracy(ilex):
    print("| data | n | F1 or accuracy | for scale |\n|---|---|---|---|")
    for title, task, path, language, wanted, others in RUNS:
        if not os.path.exists(f"{SHARED}/{path}"):
            continue
        measures = score(ilex, task, f"{SHARED}/{path}", ["--language", language] if language else [])
        if "error" in measures:
            print(f"| {title} | | failed: {measures['error']} | |")
            continue
        wanted = [(name, short) for name, short in wanted or [(name, name) for name in measures] if name in measures]
        row = ", ".join(f"{short} {shown(measures[name])}" for name, short in wanted)
        print(f"| {title} | {measures[wanted[0][0]]['n']} | {row} | {others} |", flush=True)


def recognizers(ilex):
    """Microsoft's specification cases: a checklist of forms, summed over models."""
    path = f"{SHARED}/bench/recognizers.jsonl.gz"
    if not os.path.exists(path):
        return
    print("\n| specification cases | n | found | value |\n|---|---|---|---|")
    kinds = {"Number": "numbers", "Percent": "percent", "Currency": "currency", "Dimension": "dimensions", "Age": "ages", "DateTime": "dates and times"}
    sums = {}
    for name, m in score(ilex, "recognizers", path, []).items():
        language, model, what = name.split()[:3]
        kind = next(kind for start, kind in reversed(kinds.items()) if model.startswith(start))
        n, hits = sums.setdefault((language, kind), {}).get(what, (0, 0.0))
        sums[language, kind][what] = (n + m["n"], hits + m["n"] * m["accuracy"])
    for (language, kind), whats in sorted(sums.items()):
        shares = {what: f"{hits / n:.1f}" for what, (n, hits) in whats.items() if n}
        print(f"| {language}, {kind} | {whats['found'][0]} | {shares.get('found', '')} | {shares.get('value', '')} |")


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
    recognizers(ilex)
    speed(ilex)


main()
