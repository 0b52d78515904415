#!/usr/bin/env python3
"""Hostile words in every field of records, decisions and reviewers' names, through the server and the one-file page: words they stay.

    tests/review/hostile.py out/ilex [STRINGS.json]     its own few; or a JSON list of strings, such as ../shared/hostile's blns.json
"""
import itertools
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import CARDS, SAVED, Server, no_complaints  # noqa: E402
from driver import Browser  # noqa: E402

# Own words that would do harm if any of them met a parser of markup, of URLs or of scripts; and such as are only hard to show.
WORDS = [
    "<script>window.harmed = 1</script>", "\"><img src=x onerror=\"window.harmed = 1\">", "</script><script>window.harmed = 1</script>", "</style><script>window.harmed=1</script>",
    "<svg onload=window.harmed=1>", "<svg><a xlink:href='javascript:window.harmed=1'>x</a></svg>", "<math><mtext><style><img src onerror=window.harmed=1>",
    "javascript:window.harmed=1", " jAvAsCrIpT:window.harmed=1", "data:text/html,<script>parent.harmed=1</script>", "vbscript:x", "blob:null/x",
    "{{constructor.constructor('window.harmed=1')()}}", "${window.harmed=1}", "<%= system('id') %>", "#{7*7}", "' onmouseover='window.harmed=1", "` onfocus=window.harmed=1 autofocus `",
    "</textarea><iframe srcdoc='<script>parent.harmed=1</script>'>", "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example/x.css>", "<img src=//evil.example/x.png>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example/'>", "<form action=//evil.example/><button>x", "<object data=x><embed src=x>",
    "url(//evil.example/x)", "expression(window.harmed=1)", "--kind: red; } body { display: none", "\u202egnirts\u202c", "\u2066\u2067\u2068x\u2069", "\u200e\u200f\u061c\u200b\ufeff\u00ad",
    "a\u0301\u0327\U0001f600\u200d\U0001f680 x", "e" + "\u0301" * 300, "\U0001d54f\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2028x\u2029y\u0085z", "a\u0000b", "\ufffe\uffff\ufffd", "\ud7ff\ue000",
    "<!--", "-->", "]]>", "<![CDATA[", "<?xml?>", "__proto__", "constructor", "toString", "hasOwnProperty", "NaN", "undefined", "null", "true", "-0", "1e999", "&lt;b&gt;&#60;", "&amp;&quot;&nbsp;",
    "\\u003cscript\\u003e", "\\\"\\'\\\\", "%3Cscript%3E", "%s%n%x", "'; DROP TABLE events; --", "../../../../etc/passwd", "C:\\x\\..\\y", "$(touch /tmp/harmed)", "a\tb\nc", "\x7f\x1b[31m",
    "﷽" * 30, "W" * 400, "x " * 200, "١٢٣ ٪ ０１２",
]
# Shown as words of the interface, compared with them, or not free: what may stand there is a matter of other tests.
FIXED = {"id", "document", "sha256", "schema", "media_type", "start_date", "end_date", "date", "figure", "said_by", "person", "organisation", "parent", "text", "title", "dateline", "language",
         "unit_text", "modifier_text", "status_text", "type", "kind", "rules"}

# In the page itself, whatever its CSP: a dialog would be accepted unseen by the driver.
WATCH = "for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { window.harmed = name; };"
HARM = """const made = document.querySelectorAll('main :is(script, img, svg, math, iframe, style, object, embed, link, base, meta), dialog :is(script, img, svg, iframe, style, object, form form)');
    const links = [...document.querySelectorAll('a[href]')].filter((a) => !/^(https?:|#|blob:)/.test(a.getAttribute('href')));
    const handlers = [...document.querySelectorAll('*')].filter((node) => [...node.attributes].some((a) => /^on|^style$/.test(a.name) && !/^--/.test(a.value)));
    const bare = (text) => text.replace(/\\s+/g, ''), text = ilex.app.document?.record.text;
    return window.harmed ? 'a script of a document ran: ' + window.harmed : made.length ? 'words became an element: ' + made[0].outerHTML : links.length ? 'a link to ' + links[0].href :
        document.documentElement.scrollWidth > innerWidth ? 'it goes out at the side' : handlers.length ? 'a handler: ' + handlers[0].outerHTML.slice(0, 200) : text && bare(document.getElementById('text').textContent) !== bare(text) ? 'the text shown is not the text' : null;"""
# A fact of each kind shown in full, in the dialogs too, and decided on with the words in every field.
WORK = """const [words, decide] = arguments, { app, dialogs } = ilex, shut = () => document.querySelector('dialog[open]')?.close();
    let turn = 0;
    const next = () => [...words.slice(++turn % words.length), ...words.slice(0, turn % words.length)].join(' ');
    const fields = (kind) => Object.fromEntries(ilex.FIELDS[kind].map(([name]) => [name, next()]));
    const choose = (kind) => app.select(app.document.facts.find((fact) => fact.kind === kind && fact.state === 'unreviewed') ?? null);
    const end = Math.min(5, [...app.document.record.text].length);
    for (const kind of Object.keys(ilex.KINDS)) {
        choose(kind);
        for (const dialog of ['correct', 'reject']) { dialogs[dialog](); shut(); }
        if (!decide) continue;
        app.decide('correct', { after: fields(kind), note: next() });
        choose(kind);
        app.decide('reject', { reason: next(), note: next() });
        app.add({ kind, start: 0, end, ...fields(kind), text: next() });
    }
    for (const step of [1, 1, 1]) app.step(step);
    app.setFilter({ words: next().toLowerCase() });
    app.setFilter({ words: '' });
    dialogs.addAt({ start: 0, end });
    shut();
    dialogs.documents();
    shut();"""


def harmless(browser, words):
    harm = browser.run(HARM)
    assert not harm, f"{words!r}: {harm}"


def poisoned(value, turn, key=None):
    """The same record with all the words, each in its turn the first, in every string that is free."""
    if isinstance(value, dict):
        return {k: poisoned(v, turn, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, turn, key) for v in value]
    return next(turn) if isinstance(value, str) and key not in FIXED else value


def turns(words):
    return itertools.cycle(" ".join(words[i:] + words[:i]) for i in range(len(words)))


def release(words):
    first, last, all_of_them = words[0], words[-1], " ".join(words)
    return (f"{all_of_them}\n\nGENEVA, 12 March 2024 – In 2023, 5.8 million people {first} lost work, up from 4 million in 2020. “It is {last} a shame,” said Ann Smith, head of the "
            f"Alder Relief Fund. {first} It costs US$3 million, the International Labour Organization (ILO) said on Thursday.\n\n{all_of_them}")


def make(ilex, folder, groups):
    """A store of a release for each group of strings, which stand in its text and then in its record."""
    source, out = os.path.join(folder, "in.ndjson"), os.path.join(folder, "out")
    with open(source, "w", encoding="utf-8") as file:
        for number, words in enumerate(groups):
            file.write(json.dumps({"id": str(number), "text": release(words), "url": words[0], "title": words[0]}) + "\n")
    subprocess.run([ilex, "batch", source, "--out", out], check=False, capture_output=True)  # one that is no text is refused
    records, names = os.path.join(out, "documents.ndjson"), {}
    with open(records, encoding="utf-8") as file:
        lines = [line for line in map(json.loads, file) if "text" in line]
    with open(records, "w", encoding="utf-8") as file:
        for line in lines:
            words = groups[int(line["id"])]
            name = line["id"] + " " + words[0]
            names[name] = words
            file.write(json.dumps({**poisoned(line, turns(words)), "id": name}) + "\n")
    return out, names


def through(browser, names, decide):
    """Every document of the page, and its tabs after the last one."""
    documents = browser.run("return ilex.app.documents.map((d) => [d.n, d.id])")
    assert {name for _, name in documents} == set(names), f"not shown: {set(names) - {name for _, name in documents}}"
    for n, name in documents:
        browser.run("return ilex.app.open(arguments[0]).then(() => 1)", n)
        browser.run(WORK, names[name], decide)
        harmless(browser, name)
    for key in "2341":
        browser.keys(key)
        browser.wait("return document.querySelector('main [role=tabpanel]:not([hidden])').textContent.length > 0")
        harmless(browser, "tab " + key)


def hostile(ilex, strings=None, each=6):
    """Hostile words in every field are words: no element, no script, no dialog, no violation of the CSP."""
    strings = [words.replace("\0", "") for words in strings or WORDS if words]  # no text has a NUL: it is refused where it comes in
    groups = [strings[i:i + each] for i in range(0, len(strings), each)]
    with tempfile.TemporaryDirectory() as folder, Browser() as b:
        b.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        out, names = make(ilex, folder, groups)
        server = Server(ilex, out, reviewer="mira <img src=x onerror=window.harmed=1>")
        try:
            b.go(server.address)
            b.wait(CARDS)
            through(b, names, True)
            b.wait(SAVED, seconds=60)
            no_complaints(b)
            b.go("about:blank")  # it would miss its server
        finally:
            server.stop()
        page = os.path.join(folder, "page.html")
        subprocess.run([ilex, "review", "--html", out, "--reviewer", strings[0], "-o", page], check=True)
        b.size(360, 740)
        b.go("file://" + page)
        b.wait(CARDS)
        through(b, names, False)
        no_complaints(b)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    given = None
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as list_file:
            given = json.load(list_file)
    hostile(sys.argv[1], given)
    print(f"{len(given or WORDS)} strings: words they stay")
