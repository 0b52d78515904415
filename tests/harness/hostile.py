"""Pages made to break a reader: each gives a sound record, in time, with the story that a browser would show."""
import json
import subprocess
import time

from . import record

STORY = "<h1>Mills open again</h1><p>The mills of the valley opened again on Monday after a strike of nine weeks, the owners said.</p>"
WORDS = "The mills of the valley opened again"
N = 20_000
SECONDS = 20  # for all of them; they take less than one where nothing is quadratic

# name: (page, does a browser show the story?, diagnostic)
PAGES = {
    "nested deep": ("<div>" * N + STORY, True, "html.depth"),
    "nested deep and closed": ("<div>" * N + STORY + "</div>" * N, True, "html.depth"),
    "nested tables": ("<table><tr><td>" * N + STORY, True, "html.depth"),
    "nested lists": ("<ul><li>" * N + STORY, True, "html.depth"),
    "bold never closed": ("<b>" * N + STORY, True, None),
    "paragraphs never closed": ("<p>" * N + STORY, True, None),
    "items never closed": ("<ul>" + "<li>" * N + "</ul>" + STORY, True, None),
    "end tags of nothing": ("<div>" * 400 + "</b></span></section>" * N + STORY, True, None),
    "headings closed wrongly": ("<h2></h3>" * N + STORY, True, None),
    "attributes without end": ("<div " + " ".join(f"a{i}=1" for i in range(N)) + ">" + STORY, True, "html.attributes"),
    "the same attribute": (("<i " + "id=x " * 300 + ">") * 100 + STORY, True, None),
    "classes without end": ("<div class='" + "row " * N + "'>" + STORY, True, None),
    "quotation marks open": ('<a href="' * N + STORY, False, None),
    "comments open": ("<p>x" + "<!--" * N + STORY, False, None),
    "script open": ("<p>x<script>" * N + STORY, False, None),
    "title open": ("<title>" * N + STORY, True, None),
    "less-than signs": ("< " * N + STORY, True, None),
    "ampersands": ("&" * N + STORY, True, None),
    "names of no character": ("<p>" + "&CounterClockwise" * N + "</p>" + STORY, True, None),
    "blanks": ("<p>" + " \n\t" * N + "</p>" + STORY, True, None),
    "line breaks": ("<p>" + "<br>" * N + "</p>" + STORY, True, None),
    "JSON-LD nested": ('<script type="application/ld+json">' + "[" * N + "</script>" + STORY, True, None),
    "JSON-LD cut off": ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>' + STORY, True, None),
    "controls": (STORY.replace("valley", "val\u0001\u0008ley\u007f"), False, None),
    "a NUL": (STORY + "\0", True, "charset.invalid"),
    "made of invisible characters": ("<p>" + "\u00ad\u200b\ufeff" * N + "</p>" + STORY, True, None),
    "right to left": ("<p>\u202e\u2066" + "</p>" + STORY, True, None),
    "markup in a script's string": ("<script>document.write('</p><p>no')</script>" + STORY, True, None),
    "two bodies": ("<html><body><body><html>" * 50 + STORY, True, None),
    "frames": ("<frameset><frame src=a></frameset><noframes>none</noframes>" + STORY, True, None),
    "foreign": ("<svg><title>no</title><text>no</text></svg><math><mi>no</mi></math>" + STORY, True, None),
}


def check(got, page, shown, diagnostic):
    codes = {d["code"] for d in got.get("diagnostics", [])}
    yield from record.faults(got, page.encode())
    if shown != (WORDS in got.get("text", "")):
        yield "the story is " + ("not there" if shown else "there, which no browser shows")
    if diagnostic and diagnostic not in codes:
        yield f"no diagnostic {diagnostic}, only {sorted(codes)}"


def run(bin_dir):
    lines = "".join(json.dumps({"id": name, "html": "<html>" + page[0], "language": "en"}) + "\n" for name, page in PAGES.items())
    start = time.monotonic()
    done = subprocess.run([f"{bin_dir}/ilex", "pipe"], input=lines.encode(), capture_output=True, timeout=10 * SECONDS)
    took = time.monotonic() - start
    records = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]
    if done.returncode or len(records) != len(PAGES):
        yield "hostile pages", f"exit {done.returncode}, {len(records)} records of {len(PAGES)}\n{done.stderr.decode()}"
        return
    for got, (name, (page, shown, diagnostic)) in zip(records, PAGES.items()):
        faults = list(check(got, "<html>" + page, shown, diagnostic))
        yield f"hostile page: {name}", "\n".join("  " + f for f in faults) or None
    if "asan" not in bin_dir:
        yield "hostile pages in time", f"  they took {took:.1f} s" if took > SECONDS else None
