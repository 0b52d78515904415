"""The review page by mouse alone, what it says of the work done, and a document of 5,000 facts, in headless Chromium."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import ACTIONS, TIMED, release  # noqa: E402
from desk import CARDS, SAVED, SELECTED, Server, no_complaints, review, settled, state, store  # noqa: E402
from driver import Browser  # noqa: E402


def press(browser, key):
    """The button of the strip that stands for the key."""
    browser.click(f"#strip [data-key='{key}']")


def mouse(ilex):
    """A whole session without a key: each button does what its key does."""
    with store(ilex, "corpus/en-ilo-garments.html", "corpus/en-ngo-appeal.txt") as out, review(ilex, out) as (_, b):
        def now():
            return b.run(SELECTED)
        first = now()["id"]
        press(b, "a")
        second = now()["id"]
        press(b, "x")
        b.click("dialog .reason:nth-child(3)")
        assert state(b, first)["state"] == "accepted" and (state(b, second)["state"], state(b, second)["reason"]) == ("rejected", "value")
        third = now()["id"]
        press(b, " ")
        fourth = now()["id"]
        press(b, "f")
        press(b, "e")
        b.run("document.querySelector('dialog input[name]').value = '12345'")
        b.click("dialog .primary")
        assert state(b, third)["state"] == "unsure" and state(b, fourth)["state"] == "corrected" and state(b, fourth)["flagged"]
        press(b, "u")
        assert state(b, fourth)["state"] == "unreviewed"
        press(b, "U")
        assert state(b, fourth)["state"] == "corrected"
        before = now()["id"]
        press(b, "j")
        assert now()["id"] != before
        press(b, "k")
        assert now()["id"] == before
        b.run("const m = document.querySelector('#text mark'), r = document.createRange(); r.selectNodeContents(m); getSelection().removeAllRanges(); getSelection().addRange(r)")
        press(b, "m")
        b.click("dialog .primary")
        assert now()["state"] == "added"
        seen = b.run("return ilex.cards.onScreen().filter((fact) => fact.state === 'unreviewed').length")
        press(b, "A")
        states = settled(b)
        assert seen and sum(s == "accepted" for s in states.values()) == 1 + seen
        progress(b, states)
        links(b)
        kinds(b)
        ledger(b)
        rules(b, second)


def progress(b, states):
    """How many are decided stands at the top, and in the list of documents; added facts are none of the record's."""
    n = sum(s != "added" for s in states.values())
    decided = sum(s in ("accepted", "rejected", "corrected") for s in states.values())
    shown = b.run("return [ilex.byId('done').innerText, ilex.byId('progress').value, ilex.byId('progress').max]")
    unsure = sum(s == "unsure" for s in states.values())
    assert shown[0].startswith(f"{decided + unsure}/{n}") and shown[1:] == [decided + unsure, n], (shown, decided, unsure, n)


def links(b):
    """A card leads to its words, the words to their card."""
    far = b.run("const f = ilex.app.visible.filter((fact) => fact.marks?.length).sort((x, y) => y.places[0][0] - x.places[0][0])[0]; ilex.app.select(f); return f.id")
    b.wait("""const f = ilex.app.document.byId.get(arguments[0]), box = document.querySelector('.source').getBoundingClientRect(), r = f.marks[0].getBoundingClientRect();
        return f.marks[0].classList.contains('selected') && r.top >= box.top && r.bottom <= box.bottom""", far)
    b.run("document.querySelector('.source').scrollTo(0, 0)")
    b.run("getSelection().removeAllRanges()")
    first = b.run("const m = [...document.querySelectorAll('#text mark.figure')][0]; m.click(); return m.facts.filter((f) => f.visible).map((f) => f.id)")
    assert b.run(SELECTED)["id"] in first
    b.wait("const c = document.querySelector('.card.selected').getBoundingClientRect(), box = ilex.byId('cards').getBoundingClientRect(); return c.top >= box.top - 1 && c.top < box.bottom")


def kinds(b):
    """Colour, underline and label tell kinds apart, each alone."""
    looks = b.run("""return Object.keys(ilex.KINDS).map((kind) => { const m = [...document.querySelectorAll('#text mark.on.unreviewed.' + kind)].find((mark) => mark.dataset.tag) ??
        [...document.querySelectorAll('#text mark.on.' + kind)].find((mark) => mark.dataset.tag); if (!m) return null; const s = getComputedStyle(m), a = getComputedStyle(m, '::after');
        return [a.color, kind === 'quote' ? 'none ' + s.backgroundColor : s.textDecorationStyle, a.content]; })""")
    looks = [look for look in looks if look]
    assert len(looks) == 5
    for part in zip(*looks):
        assert len(set(part)) == len(part), part


def ledger(b):
    """A number that was not taken is shown in its place, and taken."""
    b.click("#tab-ledger")
    b.wait("return document.querySelectorAll('#panel-ledger tbody tr').length === ilex.app.document.record.ledger.length")
    b.click("#panel-ledger tbody button")
    assert b.run("return [ilex.tabs.shown, String(getSelection()) === ilex.app.document.record.ledger[0].text]") == ["facts", True]
    b.click("#tab-ledger")
    b.click("#panel-ledger tbody button + button")
    b.click("dialog .primary")
    assert b.run(SELECTED)["state"] == "added" and b.run("return ilex.app.selected.fields.text === ilex.app.document.record.ledger[0].text")
    settled(b)


def rules(b, rejected):
    """Each rule with what became of its facts, the interval, and the worst, which lead to their facts."""
    b.click("#tab-rules")
    b.wait("return document.querySelector('#panel-rules details')")
    row = b.run("""const { rule } = ilex.app.document.byId.get(arguments[0]), row = [...document.querySelectorAll('#panel-rules tbody tr')].find((tr) => tr.innerText.startsWith(rule));
        const of = (state) => ilex.app.document.facts.filter((f) => f.rule === rule && f.state === state).length, n = of('accepted') + of('rejected') + of('corrected');
        const {low, high} = ilex.wilson(of('accepted'), n), percent = (p) => Math.round(p * 100) + ' %';
        row.querySelector('summary').click();
        return [[...row.cells].slice(1, 6).map((c) => c.innerText.trim()), [of('accepted'), of('corrected'), of('rejected'), of('unsure'),
            `${percent(of('accepted') / n)} (${percent(low)}–${percent(high)})`].map(String)]""", rejected)
    assert row[0] == row[1], row
    b.run("[...document.querySelectorAll('#panel-rules details[open] .place')].find((node) => node.parentNode.innerText.includes('rejected')).click()")
    b.wait("return ilex.tabs.shown === 'facts' && ilex.app.selected?.state === 'rejected'")


def long(ilex):
    """5,000 facts: every action can be done, and only cards near what is looked at are in the page, which is what keeps an action under
    100 ms (bench.py prints how long each takes)."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/in")
        with open(folder + "/in/long.txt", "w", encoding="utf-8") as file:
            file.write(release(5000))
        subprocess.run([ilex, "batch", folder + "/in", "--out", folder + "/out"], check=True, capture_output=True)
        server = Server(ilex, folder + "/out")
        try:
            with Browser() as b:
                b.go(server.address)
                b.wait(CARDS, seconds=60)
                assert b.run("return ilex.app.document.facts.length") > 4900
                for name, action in ACTIONS.items():
                    b.do("POST", "/execute/async", {"script": TIMED.replace("ACTION", action), "args": []})
                    cards = b.run(CARDS)
                    assert cards <= 200, f"{name}: {cards} cards are in the page"
                b.wait(SAVED, seconds=60)
                no_complaints(b)
                b.go("about:blank")
        finally:
            server.stop()


TESTS = [mouse, long]
