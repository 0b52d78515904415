#!/usr/bin/env python3
"""How long the page takes over a document of 5,000 facts: milliseconds an action, until the next frame is ready. Printed, seven times each; hands.py asserts.

    tests/review/bench.py out/ilex
"""
import os
import subprocess
import sys
import tempfile
import statistics

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import CARDS, Server  # noqa: E402
from driver import Browser  # noqa: E402

# From the call to the frame that shows it: layout and painting are in it.
TIMED = """const done = arguments[arguments.length - 1], begun = performance.now();
    ACTION; requestAnimationFrame(() => { document.body.getBoundingClientRect(); const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - begun); channel.port2.postMessage(0); });"""
ACTIONS = {
    "next fact": "ilex.app.step(1)", "accept": "ilex.app.decide('accept')", "undo": "ilex.app.undo()",
    "hide dates": "ilex.app.setFilter({hidden: new Set(['date'])})", "show dates": "ilex.app.setFilter({hidden: new Set()})",
    "search": "ilex.app.setFilter({words: '77'})", "search off": "ilex.app.setFilter({words: ''})", "state": "ilex.app.setFilter({state: 'open'})",
    "state off": "ilex.app.setFilter({state: ''})", "order": "ilex.app.setOrder(ilex.app.order === 'text' ? 'doubt' : 'text')",
    "far fact": "ilex.app.select(ilex.app.visible[Math.floor(Math.random() * ilex.app.visible.length)])",
    "scroll cards": "document.getElementById('cards').scrollBy(0, 4000)", "scroll text": "document.querySelector('.source').scrollBy(0, 4000)",
}


def release(n):
    """A release of about so many facts."""
    lines = ["A long table of facts", "GENEVA (ILO News) – This is read out in full."]
    lines += [f"In {1990 + i % 30}, {1000 + 7 * i:,} people found work in district {i}, and {10 + i % 80} per cent of them stayed." for i in range(n // 3)]
    return "\n\n".join(lines)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/in")
        with open(folder + "/in/long.txt", "w", encoding="utf-8") as file:
            file.write(release(5000))
        subprocess.run([sys.argv[1], "batch", folder + "/in", "--out", folder + "/out"], check=True, capture_output=True)
        server = Server(sys.argv[1], folder + "/out")
        try:
            with Browser() as b:
                b.go(server.address)
                b.wait(CARDS, seconds=60)
                print(f"{b.run('return ilex.app.document.facts.length')} facts")
                print(f"opening: {b.do('POST', '/execute/async', {'script': TIMED.replace('ACTION', 'ilex.app.tell(`document`); ilex.app.refilter()'), 'args': []}):.0f} ms")
                for name, action in ACTIONS.items():
                    times = [b.do("POST", "/execute/async", {"script": TIMED.replace("ACTION", action), "args": []}) for _ in range(7)]
                    print(f"{name:13} median {statistics.median(times):4.0f} ms, worst {max(times):4.0f} ms")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
