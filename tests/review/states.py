"""The review page when records change under decisions, and when reviewers do not agree, in headless Chromium."""
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import log  # noqa: E402
from desk import CARDS, ROOT, SELECTED, STATES, Server, no_complaints, settled  # noqa: E402
from driver import Browser  # noqa: E402

# The first fact with these words, chosen.
CHOOSE = """const fact = ilex.app.document.facts.find((fact) => (fact.fields.text ?? '') === arguments[0]);
    ilex.app.select(fact ?? null); return fact && fact.id"""
CARD = "return document.querySelector('.card.selected').innerText"


def choose(browser, words):
    fact = browser.run(CHOOSE, words)
    assert fact, f"there is no fact '{words}'"
    return fact


def filtered(browser, state):
    """The words of the facts that the filter lets through."""
    browser.run("ilex.app.setFilter({state: arguments[0]})", state)
    found = browser.run("return ilex.app.visible.map((fact) => fact.fields.text)")
    browser.run("ilex.app.setFilter({state: ''})")
    return found


def extracted_again(ilex):
    """Other rules, the page left open: the same fact keeps its decision, another value reopens it, one that is gone is stale and marked nowhere."""
    with tempfile.TemporaryDirectory() as folder, Browser() as b:
        rules = os.path.join(folder, "rules")
        shutil.copytree(os.path.join(ROOT, "rules"), rules)
        out = log.batch(ilex, folder, "--rules", rules)
        server = Server(ilex, out)
        try:
            b.go(server.address)
            b.wait(CARDS)
            choose(b, "55 million")
            b.keys("a")
            choose(b, "30 per cent")
            b.keys("x", "3")
            choose(b, "2023")
            b.keys("a")
            choose(b, "Maria Osei")
            b.keys("f")
            gone = choose(b, "Thursday")
            b.keys("a")
            settled(b)
            log.change(os.path.join(rules, "en/figure.yaml"), r"(more_than: \[more than), over,", r"\1,")
            log.change(os.path.join(rules, "en/date.yaml"), r"- id: weekday\n.*?(?=\n- id: )", "")
            log.batch(ilex, folder, "--rules", rules)
            b.wait("return ilex.app.document.byId.get(arguments[0]).state === 'stale'", gone)  # nobody reloads
            again(b, gone)
            b.do("POST", "/refresh", {})
            b.wait(CARDS)
            assert filtered(b, "stale") == ["Thursday"] and filtered(b, "accepted") == ["55 million", "2023"], "the same after a reload"
            settled(b)
            no_complaints(b)
        finally:
            server.stop()


def again(b, gone):
    assert filtered(b, "accepted") == ["2023"] and filtered(b, "rejected") == ["30 per cent"], "the same fact keeps its decision"
    assert filtered(b, "reopened") == ["55 million"] and filtered(b, "stale") == ["Thursday"] and filtered(b, "flagged") == ["Maria Osei"]
    assert "55 million" in filtered(b, "open") and "Thursday" not in filtered(b, "open")
    choose(b, "Thursday")
    card = b.run(CARD)
    assert "stale" in card and "accepted" in card and "Thursday" in card and "no longer" in card, card
    assert b.run("return ilex.app.document.byId.get(arguments[0]).marks.length", gone) == 0, "what is gone is marked"
    assert "Thursday" not in b.run("return [...document.querySelectorAll('#text mark')].map((m) => m.textContent)")
    before = settled(b)
    b.keys("a", "e", "x")
    assert not b.run("return ilex.dialogs.isOpen()") and settled(b) == before, "what is gone was decided on"
    choose(b, "55 million")
    card = b.run(CARD)
    assert "reopened" in card and "accepted when modifier was more_than" in card, card
    b.keys("a")
    choose(b, "55 million")
    assert b.run(SELECTED)["state"] == "accepted" and "55 million" in filtered(b, "accepted")
    assert settled(b)[b.run(SELECTED)["id"]] == "accepted"


def disputed(ilex):
    """Two reviewers and a curator, each with a server and a browser of their own over one store."""
    with tempfile.TemporaryDirectory() as folder:
        out = log.batch(ilex, folder)
        servers = [Server(ilex, out, reviewer=name, options=options) for name, options in (("ann", []), ("bob", []), ("cyd", ["--curator"]))]
        try:
            with Browser() as ann, Browser() as bob, Browser() as cyd:
                for server, browser in zip(servers, (ann, bob, cyd)):
                    browser.go(server.address)
                    browser.wait(CARDS)
                differ(ann, bob)
                settle(ann, bob, cyd)
                for browser in (ann, bob, cyd):
                    no_complaints(browser)
        finally:
            for server in servers:
                server.stop()


def differ(ann, bob):
    for browser, keys in ((ann, "aaaf"), (bob, "aax")):
        for words, key in zip(("55 million", "2023", "Maria Osei", "30 per cent"), keys):
            choose(browser, words)
            browser.keys(key)
            if key == "x":
                browser.keys("1")
    fact = choose(ann, "Maria Osei")
    for browser in (ann, bob):
        browser.wait("return ilex.app.document.byId.get(arguments[0]).state === 'disputed'", fact)
        assert filtered(browser, "disputed") == ["Maria Osei"] and filtered(browser, "accepted") == ["55 million", "2023"]
        choose(browser, "Maria Osei")
        card = browser.run(CARD)
        assert "disputed" in card and "ann accepted" in card and "bob rejected: not a fact" in card, card
    assert settled(ann) == settled(bob)
    bob.keys("4")
    bob.wait("return document.querySelectorAll('.disagreements li').length === 1")
    said = bob.run("return document.getElementById('panel-agreement').innerText")
    assert "ann and bob" in said and "“Maria Osei”" in said and "0.00" in said, said
    bob.run("document.querySelector('.disagreements .place').click()")
    bob.wait("return ilex.tabs.shown === 'facts' && ilex.app.selected.fields.text === 'Maria Osei'")


def settle(ann, bob, cyd):
    """The curator's word stands, whatever is said after it; taken back, the dispute is there again."""
    fact = choose(cyd, "Maria Osei")
    cyd.wait("return ilex.app.selected.state === 'disputed'")
    cyd.keys("e")
    cyd.run("document.activeElement.value = ''")
    cyd.keys("M. Osei", "Enter")
    for browser in (cyd, ann, bob):
        browser.wait("const f = ilex.app.document.byId.get(arguments[0]); return f.state === 'corrected' && f.shown.name === 'M. Osei'", fact)
    choose(bob, "Maria Osei")
    bob.keys("x", "6")
    assert settled(bob)[fact] == "corrected"
    cyd.keys("4")
    cyd.wait("return document.querySelector('.disagreements .chip:last-child')?.innerText === 'settled: corrected'")
    cyd.keys("1", "u")
    for browser in (cyd, ann):
        browser.wait("return ilex.app.document.byId.get(arguments[0]).state === 'disputed'", fact)
    assert settled(cyd) == settled(ann)


def blind(ilex):
    """A second reviewer sees nothing of the first, and the first all of the second."""
    with tempfile.TemporaryDirectory() as folder:
        out = log.batch(ilex, folder)
        servers = [Server(ilex, out, reviewer=name, options=options) for name, options in (("ann", []), ("bob", ["--blind"]))]
        try:
            with Browser() as ann, Browser() as bob:
                ann.go(servers[0].address)
                ann.wait(CARDS)
                ann.keys("a", "a", "x", "1")
                settled(ann)
                bob.go(servers[1].address)
                bob.wait(CARDS)
                assert set(bob.run(STATES).values()) == {"unreviewed"}
                bob.keys("a", "x", "1", "x", "1")
                bob.keys("4")
                bob.wait("return document.getElementById('panel-agreement').innerText.includes('You review blind')")
                assert sorted(settled(bob).values())[:3] == ["accepted", "rejected", "rejected"]
                ann.wait("return ilex.app.document.facts.filter((fact) => fact.state === 'disputed').length === 1")
                ann.keys("4")
                ann.wait("return /ann and bob\\s+3\\s+0[.]40/.test(document.getElementById('panel-agreement').innerText)")
                no_complaints(ann)
                no_complaints(bob)
        finally:
            for server in servers:
                server.stop()


TESTS = [extracted_again, disputed, blind]
