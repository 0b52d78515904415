#!/usr/bin/env python3
"""The review page in headless Chromium, against the real server and the one-file page.

    tests/review/browser.py out/ilex [NAME…]     all tests, or those named
"""
import contextlib
import glob
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Browser, free_port, missing  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
AXE = "axe-playwright-python==0.1.8"  # a PyPI package whose wheel holds axe-core 4.12 as one file
CARDS = "return document.querySelectorAll('.card').length"
SAVED = "return document.getElementById('saved').textContent === 'All saved'"
STATES = "return Object.fromEntries(ilex.app.document.facts.filter((fact) => !fact.gone && !fact.withdrawn).map((fact) => [fact.id, fact.state]))"

# Own words that would do harm if any of them met a parser of markup, of URLs or of scripts.
HOSTILE = ["<script>window.harmed = 1</script>", "\"><img src=x onerror=\"window.harmed = 1\">", "</script><script>window.harmed = 1</script>",
           "<svg onload=window.harmed=1>", "javascript:window.harmed=1", "{{constructor.constructor('window.harmed=1')()}}", "' onmouseover='window.harmed=1",
           "</textarea><iframe srcdoc='<script>parent.harmed=1</script>'>", "<style>*{display:none}</style>", "\u202egnirts\u202c", "a\u0301\u0327\U0001f600\u200d\U0001f680 x",
           "<!--", "]]>", "${window.harmed=1}", "__proto__", "&lt;b&gt;&#60;", "\\u003cscript\\u003e", "﷽" * 30, "W" * 400]


class Server:
    """`ilex review OUT`, killed and started again at will on one port."""

    def __init__(self, ilex, out, reviewer="mira", port=None):
        self.command = [ilex, "review", out, "--no-open", "--reviewer", reviewer, "--port"]
        self.port = port or free_port()
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command + [str(self.port)], stdout=subprocess.PIPE)
        self.said = ""
        self.address = self.next_address()

    def next_address(self):
        """Each lets one browser in; when it has, the next one is printed."""
        end = time.time() + 20
        while not (found := re.search(r"(http://\S+)\s", self.said)):
            assert time.time() < end, f"no address in: {self.said}"
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                self.said += os.read(self.process.stdout.fileno(), 4096).decode()
        self.said = self.said[found.end():]
        return found[1]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)


@contextlib.contextmanager
def store(ilex, *sources):
    """A store of these files, or of these texts."""
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "in")
        os.mkdir(place)
        for name in sources:
            shutil.copy(os.path.join(ROOT, name), place)
        out = os.path.join(folder, "out")
        subprocess.run([ilex, "batch", place, "--out", out], check=True, capture_output=True)
        yield out


@contextlib.contextmanager
def review(ilex, out, **how):
    server = Server(ilex, out)
    try:
        with Browser(**how) as browser:
            browser.go(server.address)
            browser.wait(CARDS)
            yield server, browser
            no_complaints(browser)
    finally:
        if server.process.poll() is None:
            server.stop()


def no_complaints(browser, but=()):
    """Nothing on the console: no violation of the CSP, no fault of a script."""
    said = [line for line in browser.logs() if not any(word in line for word in but)]
    assert not said, "\n".join(said)


def at_server(browser):
    """The states as the server folds them."""
    return browser.run("""return fetch('/api/document/' + ilex.app.document.n).then((answer) => answer.json()).then((d) =>
        Object.fromEntries([...d.facts, ...d.added.filter((fact) => fact.state !== 'unreviewed')].map((fact) => [fact.id, fact.state])))""")


def settled(browser):
    """All is saved, and the server makes the same of it as the page."""
    browser.wait(SAVED)
    here, there = browser.run(STATES), at_server(browser)
    assert here == there, f"page and server differ: {[(i, here.get(i), there.get(i)) for i in {*here, *there} if here.get(i) != there.get(i)]}"
    return here


SELECTED = "return ilex.app.selected && {id: ilex.app.selected.id, state: ilex.app.selected.state, shown: ilex.app.selected.shown, flagged: ilex.app.selected.flagged}"


def state(browser, fact):
    return browser.run("const f = ilex.app.document.byId.get(arguments[0]); return f && {state: f.state, flagged: f.flagged, shown: f.shown, reason: f.last?.reason}", fact)


def keyboard(ilex):
    """A whole session by keyboard alone: every key."""
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/en-ngo-appeal.txt") as out, review(ilex, out) as (_, b):
        def now():
            return b.run(SELECTED)
        b.keys("d", "garment", "Enter")
        b.wait("return ilex.app.document.record.id.endsWith('garments.html') && !ilex.dialogs.isOpen()")
        first = now()["id"]
        b.keys("j")
        second = now()["id"]
        assert second != first
        b.keys("k")
        assert now()["id"] == first
        b.keys("a")
        assert state(b, first)["state"] == "accepted" and now()["id"] == second, "accepts, and goes on"
        b.keys("x", "2")
        assert (state(b, second)["state"], state(b, second)["reason"]) == ("rejected", "span")
        third = now()["id"]
        b.keys(" ")
        assert state(b, third)["state"] == "unsure"
        fourth = now()["id"]
        b.keys("f")
        assert now()["id"] == fourth and now()["flagged"]
        b.keys("e")
        b.run("document.activeElement.value = ''")
        b.keys("12345", "Enter")
        assert state(b, fourth)["state"] == "corrected" and "12345" in state(b, fourth)["shown"].values(), state(b, fourth)
        b.keys("u")
        assert state(b, fourth)["state"] == "unreviewed" and state(b, fourth)["flagged"]
        b.keys("u", "u")
        assert state(b, third)["state"] == "unreviewed" and not state(b, fourth)["flagged"]
        b.keys("U", "U", "U")
        assert state(b, fourth)["state"] == "corrected" and state(b, third)["state"] == "unsure"
        b.keys("/", "programme", "Enter")
        assert b.run("return ilex.app.visible.every((fact) => fact.haystack.includes('programme')) && ilex.app.visible.length > 0")
        b.keys("/")
        b.run("document.activeElement.select()")
        b.keys("\ue003", "Escape")
        b.keys("m", "sewing line", "Enter", "Enter")
        added = now()
        assert added["state"] == "added" and added["shown"]["text"].lower() == "sewing line", added
        seen = b.run("return ilex.cards.onScreen().filter((fact) => fact.state === 'unreviewed').map((fact) => fact.id)")
        b.keys("A")
        states = settled(b)
        assert seen and all(states[i] == "accepted" for i in seen), "accepts what is on the screen"
        assert sum(s == "accepted" for s in states.values()) == 1 + len(seen), "and nothing else"
        b.keys("u")
        assert all(s == "unreviewed" for i, s in settled(b).items() if i in seen), "one undo for all of them"
        b.keys("o")
        b.wait("return document.querySelector('dialog pre mark')")
        b.keys("Escape", "?")
        b.wait("return document.querySelector('dialog.help')")
        b.keys("Escape", "2")
        b.wait("return !document.getElementById('panel-ledger').hidden")
        b.keys("3")
        b.wait("return document.querySelector('#panel-rules td code')")
        b.keys("4")
        b.wait("return document.querySelector('#panel-agreement h2')")
        b.keys("1")
        before = b.run("return ilex.app.document.n")
        there, back = "[]" if b.run("return ilex.app.documents[0].n !== ilex.app.document.n") else "]["
        b.keys(there)
        b.wait("return ilex.app.document.n !== arguments[0]", before)
        b.keys(back)
        b.wait("return ilex.app.document.n === arguments[0]", before)
        assert b.run("return document.activeElement.classList.contains('card')"), "the focus is on the card"


def selection(ilex):
    """What is selected in the text is added, corrected to, counted in code points; a click on it goes to its card and back."""
    with store(ilex, "corpus/fr-oit-travail-domestique.html") as out, review(ilex, out) as (_, b):
        want = b.run("""const mark = document.querySelectorAll('#text p mark')[2], range = document.createRange();
            range.setStart(mark.parentNode.firstChild.firstChild ?? mark.parentNode.firstChild, 0); range.setEnd(mark.firstChild, 2);
            getSelection().removeAllRanges(); getSelection().addRange(range); return String(getSelection()).trim()""")
        span = b.run("return ilex.text.selection()")
        text = b.run("return ilex.app.document.record.text")
        assert text[span["start"]:span["end"]] == want, (span, want)
        b.keys("m", "Enter")
        b.wait("return ilex.app.selected.added")
        assert b.run(SELECTED)["shown"]["text"] == want
        assert settled(b)[b.run(SELECTED)["id"]] == "added"
        fact = b.run("const mark = [...document.querySelectorAll('#text mark')].at(-1); mark.scrollIntoView(); return mark.facts[0].id")
        b.run("getSelection().removeAllRanges(); [...document.querySelectorAll('#text mark')].at(-1).click()")
        assert b.run(SELECTED)["id"] == fact
        assert b.run("return document.querySelector('.card.selected').dataset.fact") == fact
        for mark in b.run("return [...document.querySelectorAll('#text mark')].map((m) => [m.textContent, m.dataset.facts])"):
            assert mark[0] and mark[1]
        assert b.run("""return [...document.querySelectorAll('#text mark mark')].length""") == 0, "segments do not overlap"


def filters(ilex):
    """Kind, state, rule, language and words, each alone and together."""
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/es-oit-juventud.html") as out, review(ilex, out) as (_, b):
        total = b.run(CARDS)
        b.click("[data-kind=date]")
        assert 0 < b.run(CARDS) < total and b.run("return document.querySelectorAll('.card.date').length") == 0
        assert b.run("return document.querySelectorAll('#text mark.date').length") == 0
        b.click("[data-kind=date]")
        b.keys("j", "a")

        def choose(label, value):
            b.run("const s = document.querySelector(`[aria-label=${arguments[0]}]`); s.value = arguments[1]; s.dispatchEvent(new Event('change'))", label, value)
        choose("State", "accepted")
        assert b.run(CARDS) == 1
        choose("State", "open")
        assert b.run(CARDS) == total - 1
        choose("State", "")
        rule = b.run("return ilex.app.document.facts[0].rule")
        choose("Rule", rule)
        assert b.run("return ilex.app.visible.every((fact) => fact.rule === arguments[0])", rule)
        choose("Rule", "")
        choose("Order", "text")
        assert b.run("return ilex.app.visible.every((f, i, all) => !i || all[i - 1].fields.start <= f.fields.start)")
        b.keys("d")
        b.run("const s = document.querySelector('dialog [aria-label=Language]'); s.value = 'es'; s.dispatchEvent(new Event('change'))")
        assert b.run("return document.querySelectorAll('dialog .list li').length") == 1
        b.run("document.querySelector('dialog .list button').click()")
        b.wait("return ilex.app.document.record.language === 'es'")


def reload(ilex):
    """Nothing is lost on reload, nor when the server is killed, decides are made, and it comes back."""
    with store(ilex, "corpus/en-ilo-garments.html") as out:
        server = Server(ilex, out)
        try:
            with Browser() as b:
                b.go(server.address)
                b.wait(CARDS)
                b.keys("a", "x", "1", "a", " ", "f")
                before = settled(b)
                b.do("POST", "/refresh", {})
                b.wait(CARDS)
                assert settled(b) == before
                server.kill()
                b.keys("a", "a", "x", "3")
                b.wait("return document.getElementById('saved').textContent === '3 unsaved'")
                b.wait("return !document.getElementById('notice').hidden")
                expected = b.run(STATES)
                server.start()
                b.go(server.address)
                b.wait(CARDS)
                assert settled(b) == expected, "what was decided while the server was away is there"
                assert b.run("return Object.keys(localStorage).filter((key) => key.startsWith('ilex/unsent/')).length") == 0
                no_complaints(b, but=["ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "401", "403"])
        finally:
            server.stop()


def two(ilex):
    """Two browsers at once: what one decides, the other shows."""
    with store(ilex, "corpus/en-ilo-garments.html") as out, review(ilex, out) as (server, one), Browser() as other:
        other.go(server.next_address())
        other.wait(CARDS)
        fact = one.run(SELECTED)["id"]
        one.keys("a", "x", "2")
        other.wait("return ilex.app.document.byId.get(arguments[0]).state === 'accepted'", fact)
        other.run("ilex.app.select(ilex.app.document.facts.at(-1))")
        other.keys("f")
        last = other.run("return ilex.app.document.facts.at(-1).id")
        one.wait("return ilex.app.document.byId.get(arguments[0]).flagged", last)
        other.wait(SAVED)
        assert settled(one) == settled(other)


def refused(ilex):
    """An event that the server will never take is shown, and holds up no other."""
    with store(ilex, "corpus/en-ilo-garments.html") as out, review(ilex, out) as (_, b):
        b.keys("a")
        b.wait(SAVED)
        b.run("""const event = {...ilex.app.document.facts.find((f) => f.last).last};
            ilex.app.queue.add([{...event, id: ilex.uuid(), decision: 'nonsense'}, {...event, id: ilex.uuid(), decision: 'flag'}])""")
        b.wait("return document.getElementById('saved').textContent === '1 refused'")
        assert b.run("return fetch('/api/events?after=0').then((a) => a.json()).then((a) => a.events.map((e) => e.decision))") == ["accept", "flag"]
        b.logs()  # the browser says that there was a 400


def one_file(ilex):
    """The mailed page: decides without a network, keeps over a reload, hands over a file that --apply takes."""
    sources = ["corpus/en-ilo-garments.html", "corpus/es-cepal-cuidados.txt"]
    with store(ilex, *sources) as out, Browser() as b:
        page = os.path.join(b.profile, "page.html")
        subprocess.run([ilex, "review", "--html", out, "-o", page], check=True)
        b.go("file://" + page)
        b.wait("return document.querySelector('dialog.who') || document.querySelector('.card')")
        if b.run("return document.querySelector('dialog.who') !== null"):
            b.keys("Jo", "Enter")
        b.keys("a", "x", "1", "a", "f")
        before = b.run(STATES)
        assert sorted(before.values())[:2] == ["accepted", "accepted"]
        b.do("POST", "/refresh", {})
        b.wait(CARDS)
        assert b.run(STATES) == before
        b.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=b.downloads)
        b.click("#download")
        end = time.time() + 15
        while not (files := glob.glob(b.downloads + "/*.ndjson")):
            assert time.time() < end, "nothing was downloaded"
            time.sleep(0.1)
        with open(files[0], encoding="utf-8") as file:
            assert len([json.loads(line) for line in file]) == 4
        for _ in range(2):  # the second time changes nothing
            subprocess.run([ilex, "review", out, "--apply", files[0]], check=True, capture_output=True)
        document = b.run("return ilex.app.document.record.id")
        no_complaints(b)
        with review(ilex, out) as (_, server):
            server.run("return ilex.app.open(ilex.app.documents.find((d) => d.id === arguments[0]).n).then(() => 1)", document)
            assert settled(server) == before


def poisoned(data, words):
    """The same with hostile words in every string that is shown."""
    keep = {"id", "kind", "sha256", "state", "at", "media_type", "mode", "type", "schema", "start_date", "end_date"}
    turn = [0]

    def walk(value, key=None):
        if isinstance(value, dict):
            return {k: walk(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v, key) for v in value]
        if isinstance(value, str) and key not in keep and key != "text" or isinstance(value, str) and key == "rule":
            turn[0] += 1
            return words[turn[0] % len(words)]
        return value
    return walk(data)


def hostile(ilex):
    """Hostile words in every field are words: no element, no script, no violation of the CSP."""
    with tempfile.TemporaryDirectory() as folder, Browser() as b:
        source = os.path.join(folder, "in.ndjson")
        with open(source, "w", encoding="utf-8") as file:
            for number, words in enumerate(HOSTILE):
                text = f"{words}\n\nGENEVA – In 2024, 5.8 million people {words} lost work, “it is {words} a shame,” said Ann {words} Smith, head of the ILO.\n\n{words}"
                file.write(json.dumps({"id": f"{words} {number}", "text": text, "url": words, "title": words}) + "\n")
        out = os.path.join(folder, "out")
        subprocess.run([ilex, "batch", source, "--out", out], check=True, capture_output=True)
        server = Server(ilex, out, reviewer="mira <img src=x onerror=window.harmed=1>")
        try:
            b.go(server.address)
            b.wait("return ilex.app.document")
            for _ in HOSTILE:
                for words in HOSTILE[:3]:
                    b.run("ilex.app.decide('correct', {after: {name: arguments[0], speaker: arguments[0], value: arguments[0], unit: arguments[0], of: arguments[0]}, note: arguments[0]})", words)
                harmless(b)
                b.keys("]")
            for key in "234":
                b.keys(key)
                harmless(b)
            b.wait(SAVED)
            no_complaints(b)
            b.go("about:blank")  # it would miss its server
        finally:
            server.stop()
        page = os.path.join(folder, "page.html")
        subprocess.run([ilex, "review", "--html", os.path.join(ROOT, "corpus/en-ilo-garments.html"), "-o", page], check=True)
        with open(page, encoding="utf-8") as file:
            html = file.read()
        found = re.search(r'(<script id="ilex-data" type="application/json">)(.*?)(</script>)', html, re.S)
        data = json.dumps(poisoned(json.loads(found[2]), HOSTILE)).replace("<", "\\u003c")
        with open(page, "w", encoding="utf-8") as file:
            file.write(html[:found.start(2)] + data + html[found.end(2):])
        b.go("file://" + page)
        b.wait(CARDS)
        for _ in range(30):
            b.keys("j")
        harmless(b)
        for key in "2341":
            b.keys(key)
            harmless(b)
        no_complaints(b)


def harmless(browser):
    assert browser.run("return window.harmed === undefined"), "a script of a document ran"
    made = browser.run("return document.querySelectorAll('main :is(script, img, svg, iframe, style, object, embed, link), dialog :is(script, img, svg, iframe)').length")
    assert made == 0, "words of a document became elements"


def axe_core():
    """axe.min.js, fetched once into out/; None when it cannot be had."""
    place = os.path.join(ROOT, "out", "axe")
    if not glob.glob(place + "/*.whl"):
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check", "-d", place, AXE], capture_output=True, check=False)
    wheels = glob.glob(place + "/*.whl")
    if not wheels:
        return None
    import zipfile
    with zipfile.ZipFile(wheels[0]) as wheel:
        return wheel.read(next(name for name in wheel.namelist() if name.endswith("axe.min.js"))).decode()


def violations(browser, axe):
    browser.cdp("Runtime.evaluate", expression=axe)  # by the debugger: the page's CSP lets no script in
    return browser.run("""return axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>
        v.id + ': ' + v.help + '\\n' + v.nodes.slice(0, 4).map((n) => '  ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join('\\n')))""")


def accessible(ilex):
    """axe-core finds nothing: light and dark, every view, every dialog, decided facts of every state."""
    axe = axe_core()
    if not axe:
        return "axe-core could not be fetched: " + AXE
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/fr-onu-enfants-mines.txt") as out, review(ilex, out) as (_, b):
        b.keys("a", "x", "1", " ", "f")
        b.keys("e", "Enter")
        found = []
        for dark in (False, True):
            b.dark(dark)
            for keys in (("j",), ("2",), ("3",), ("4",), ("1", "x"), ("e",), ("m",), ("d",), ("?",), ("o",)):
                b.keys(*keys)
                time.sleep(0.3)
                found += [f"{'dark' if dark else 'light'} {keys}: {v}" for v in violations(b, axe)]
                if b.run("return ilex.dialogs.isOpen()"):
                    b.keys("Escape")
        assert not found, "\n".join(found)
    return None


def small(ilex):
    """400 % zoom of 1280 × 720 is 320 × 180; a phone is 360 wide: nothing goes out at the side, everything can be reached."""
    with store(ilex, "corpus/en-ilo-garments.html") as out, review(ilex, out) as (_, b):
        for width, height in ((320, 180), (360, 740), (640, 360)):
            b.size(width, height)
            for keys in (("1",), ("e",), ("Escape", "2"), ("3",), ("4",), ("1",)):
                b.keys(*keys)
                wide = b.run("return document.documentElement.scrollWidth")
                assert wide <= width, f"{width} × {height}, {keys}: {wide} wide"
            lost = b.run("""return [...document.querySelectorAll('.top button, .tabs button, .strip button, .filters select, .filters input, .kind-box')]
                .filter((node) => node.checkVisibility()).filter((node) => { node.scrollIntoView({block: 'nearest', inline: 'nearest'}); const r = node.getBoundingClientRect();
                return !node.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)); }).map((node) => node.textContent)""")
            assert not lost, f"{width} × {height}: not to be reached: {lost}"


TESTS = [keyboard, selection, filters, reload, two, refused, one_file, hostile, accessible, small]


def where(fault):
    """The lines of this file that led to it."""
    frames = traceback.extract_tb(fault.__traceback__)
    return ", ".join(f"line {frame.lineno}: {frame.line}" for frame in frames if frame.filename == __file__ and frame.name != "run")


def run(ilex, names=()):
    """(name, fault or None, why skipped or None) of each."""
    for test in TESTS:
        if names and test.__name__ not in names:
            continue
        try:
            yield test.__name__, None, test(ilex)
        except (AssertionError, OSError, subprocess.SubprocessError) as fault:
            yield test.__name__, f"{fault!s} ({where(fault)})", None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if missing():
        sys.exit(f"tests/review/browser.py: there is no {missing()} here")
    bad = 0
    for name, fault, skipped in run(sys.argv[1], sys.argv[2:]):
        bad += fault is not None
        print(f"{name}: {fault or (skipped and 'skipped: ' + skipped) or 'ok'}", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
