#!/usr/bin/env python3
"""The review page in headless Chromium, against the real server and the one-file page.

    tests/review/browser.py out/ilex [NAME…]     all tests, or those named
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hands  # noqa: E402
import hostile  # noqa: E402
import states  # noqa: E402
from desk import CARDS, ROOT, SAVED, SELECTED, STATES, Server, no_complaints, review, settled, state, store  # noqa: E402
from driver import Browser, missing  # noqa: E402

AXE = "axe-playwright-python==0.1.8"  # a PyPI package whose wheel holds axe-core 4.12 as one file


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


def launch(ilex):
    """The browser is started with a file that its user alone can read, and gets in by it; no other user of the machine sees the token."""
    with store(ilex, "corpus/en-ngo-appeal.txt") as out, tempfile.TemporaryDirectory() as folder, Browser() as b:
        said = os.path.join(folder, "said")
        with open(os.path.join(folder, "xdg-open"), "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\nprintf '%s' \"$*\" > {said}.new && mv {said}.new {said}\n")
        os.chmod(file.name, 0o755)
        environment = {**os.environ, "DISPLAY": ":9", "PATH": folder + ":" + os.environ["PATH"]}
        with subprocess.Popen([ilex, "review", out], stdout=subprocess.PIPE, env=environment, text=True) as server:
            try:
                address, end = server.stdout.readline().split()[-1], time.time() + 15
                while not os.path.exists(said):
                    assert time.time() < end, "no browser was opened"
                    time.sleep(0.05)
                with open(said, encoding="utf-8") as file:
                    page = file.read()
                assert "token" not in page and os.path.isabs(page), page
                assert os.stat(page).st_mode & 0o777 == 0o600
                with open(page, encoding="utf-8") as file:
                    assert address in file.read()
                b.go("file://" + page)
                b.wait(CARDS)
                assert b.run("return location.href").endswith("/") and "another browser" in server.stdout.readline()
                assert not os.path.exists(page), "what lets in is left behind"
                no_complaints(b)
                b.go("about:blank")
            finally:
                server.terminate()


def undo(ilex):
    """The last decision is undone wherever it was made, after a reload too; redone there, in the order it was made; another window's in its turn."""
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/en-ngo-appeal.txt", "corpus/es-oit-juventud.html") as out, review(ilex, out) as (_, b):
        decided = []
        for _ in range(3):
            decided.append((b.run("return ilex.app.document.record.id"), b.run(SELECTED)["id"]))
            b.keys("a")
            b.wait(SAVED)
            time.sleep(0.01)  # no two decisions of one millisecond
            b.run("const list = ilex.app.listed(), at = list.findIndex((d) => d.n === ilex.app.document.n); return ilex.app.open(list[(at + 1) % list.length].n).then(() => 1)")
        assert len({document for document, _ in decided}) == 3

        def goes_to(key, document, fact, becomes):
            b.keys(key)
            b.wait("return ilex.app.document.record.id === arguments[0] && ilex.app.selected?.id === arguments[1] && ilex.app.selected.state === arguments[2]", document, fact, becomes)
        goes_to("u", *decided[2], "unreviewed")
        goes_to("u", *decided[1], "unreviewed")
        b.wait(SAVED)
        b.do("POST", "/refresh", {})
        b.wait(CARDS)
        goes_to("u", *decided[0], "unreviewed")
        for document, fact in decided:
            goes_to("U", document, fact, "accepted")
        b.keys("4")
        goes_to("u", *decided[2], "unreviewed")
        assert b.run("return ilex.tabs.shown") == "facts"
        b.keys("u", "u", "u", "u")
        b.wait("return document.getElementById('live').textContent === 'Nothing to undo.'")
        assert b.run("return ilex.app.documents.reduce((n, d) => n + d.decided, 0)") == 0
        settled(b)


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


def told(ilex):
    """What a record has no place for is said while it is written, and hinders nobody."""
    with store(ilex, "corpus/en-ilo-garments.html") as out, review(ilex, out) as (_, b):
        def says(kind, name, words):
            b.run("ilex.app.select(ilex.app.document.facts.find((fact) => fact.kind === arguments[0]))", kind)
            b.keys("e")
            b.run("const box = document.getElementById('field-' + arguments[0]); box.value = ''; box.focus()", name)
            b.keys(words)
            found = b.run("return document.getElementById('field-' + arguments[0] + '-told').textContent", name)
            b.keys("Escape")
            return found
        assert says("figure", "of", "workers") == "" and "do not stand in the release" in says("figure", "of", "no such workers")
        assert says("person", "organisation", "ILO") == "" and "no body of that name" in says("person", "organisation", "Nobody Ltd")
        assert "from the quote" in says("figure", "speaker", "Nobody")
        b.run("ilex.app.select(ilex.app.document.facts.find((fact) => fact.kind === 'person'))")
        b.keys("e")
        b.run("const box = document.getElementById('field-organisation'); box.value = ''; box.focus()")
        b.keys("Nobody Ltd", "Enter")
        assert "Nobody Ltd" in b.run("return ilex.app.document.facts.filter((f) => f.state === 'corrected').map((f) => f.shown.organisation)")


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
        b.run("""const event = {...ilex.app.document.facts.find((f) => f.last).last}, note = (words) => ({...event, id: ilex.uuid(), decision: 'flag', note: words});
            ilex.app.queue.add([note('one'), note('a\\0b'), note('two'), note('\\ud800'), note('three'), note('long'.repeat(400000)), note('four')])""")
        b.wait("return document.getElementById('saved').textContent === '4 refused'")
        assert b.run("return fetch('/api/events?after=0').then((a) => a.json()).then((a) => a.events.map((e) => e.note ?? e.decision))") == ["accept", "flag", "one", "two", "three", "four"]
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
    """axe-core finds nothing: light and dark, on a narrow screen, every view, every dialog, decided facts."""
    axe = axe_core()
    if not axe:
        return "axe-core could not be fetched: " + AXE
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/fr-onu-enfants-mines.txt") as out, review(ilex, out) as (_, b):
        b.keys("a", "x", "1", " ", "f")
        b.keys("e", "Enter")
        found = []
        for dark, width in ((False, 1400), (True, 1400), (False, 360)):
            b.dark(dark)
            b.size(width, 900)
            for keys in (("j",), ("2",), ("3",), ("4",), ("1", "x"), ("e",), ("m",), ("d",), ("?",), ("o",)):
                b.keys(*keys)
                time.sleep(0.3)
                found += [f"{'dark' if dark else 'light'}, {width} wide, {keys}: {v}" for v in violations(b, axe)]
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


TESTS = [launch, keyboard, *hands.TESTS, undo, selection, told, filters, reload, two, refused, one_file, hostile.hostile, *states.TESTS, accessible, small]


def where(fault):
    """The lines of this file that led to it."""
    frames = traceback.extract_tb(fault.__traceback__)
    return ", ".join(f"line {frame.lineno}: {frame.line}" for frame in frames if os.path.dirname(frame.filename) == os.path.dirname(__file__) and frame.name != "run")


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
