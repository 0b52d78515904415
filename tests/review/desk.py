"""What the tests of the review's page share: a store, `ilex review` over it, a browser that shows it, and what must be true of all three."""
import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Browser, free_port  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CARDS = "return document.querySelectorAll('.card').length"
SAVED = "return document.getElementById('saved').textContent === 'All saved'"
STATES = "return Object.fromEntries(ilex.app.document.facts.filter((fact) => !fact.gone && !fact.withdrawn).map((fact) => [fact.id, fact.state]))"


class Server:
    """`ilex review OUT`, killed and started again at will on one port."""

    def __init__(self, ilex, out, reviewer="mira", port=None, options=()):
        self.command = [ilex, "review", out, "--no-open", "--reviewer", reviewer, *options, "--port"]
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
