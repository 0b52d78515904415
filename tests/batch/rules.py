#!/usr/bin/env python3
"""A changed rule runs again only what it can touch, and the output is that of a fresh run: a rule of one language its releases alone,
a shared one all.

    tests/batch/rules.py ILEX
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from kill import digest

RELEASES = {"en": "The fund paid $2 million to %d schools in 2023, and more of them will be paid soon, said the minister.",
            "fr": "Le fonds a versé 2 millions de dollars à %d écoles en 2023, et les autres seront payées, a dit le ministre.",
            "es": "El fondo pagó 2 millones de dólares a %d escuelas en 2023, y las otras se pagarán, dijo el ministro."}
EACH = 7


def batch(ilex, rules, source, out, code=0):
    run = subprocess.run([ilex, "batch", "-j", "2", "--rules", rules, source, "--out", out], capture_output=True, text=True)
    assert run.returncode == code, f"exit {run.returncode}: {run.stderr}"
    new, kept = re.search(r"\((\d+) new, (\d+) as before\)", run.stderr).groups()
    return int(new), int(kept)


def change(path, line):
    with open(path, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def run(ilex):
    with tempfile.TemporaryDirectory() as folder:
        source, rules, out = (os.path.join(folder, name) for name in ("in", "rules", "out"))
        product, fresh = os.path.join(out, "documents.ndjson"), 0
        shutil.copytree("rules", rules)
        os.mkdir(source)
        for language, text in RELEASES.items():
            for n in range(EACH):
                with open(os.path.join(source, f"{n}-{language}.txt"), "w", encoding="utf-8") as file:
                    file.write(text % (n + 10) + "\n")
        with open(os.path.join(source, "z.txt"), "wb") as file:
            file.write(b"\0\1\2\0\0")
        total = len(RELEASES) * EACH
        assert batch(ilex, rules, source, out, 3) == (total + 1, 0)
        first = digest(product)
        shutil.copytree(rules, rules + "-before")

        def expect(what, made, kept):
            nonlocal fresh
            fresh += 1
            got = batch(ilex, rules, source, out, 3)
            assert got == (made, kept), f"{what}: {got[0]} new and {got[1]} as before, not {made} and {kept}"
            batch(ilex, rules, source, f"{out}{fresh}", 3)
            assert digest(product) == digest(f"{out}{fresh}/documents.ndjson"), f"{what}: not the bytes of a fresh run"

        # what failed might be in any language: it is tried again with each change
        expect("nothing changed", 0, total + 1)
        change(f"{rules}/fr/figure.yaml", "# a word more")
        expect("a French rule", EACH + 1, total - EACH)
        change(f"{rules}/en/figure.yaml", "# a word more")
        change(f"{rules}/es/figure.yaml", "# a word more")
        expect("an English and a Spanish one", 2 * EACH + 1, EACH)
        for shared in ("common/figure.yaml", "lists/units.tsv", "fr/language.yaml", "pages/hints.tsv"):
            change(os.path.join(rules, shared), "# a word more")
            expect(shared, total + 1, 0)
        shutil.copytree("rules/fr", rules + "/pt")
        expect("a language more", total + 1, 0)
        shutil.rmtree(rules)
        shutil.copytree(rules + "-before", rules)
        expect("all taken back", total + 1, 0)
        assert digest(product) == first
        return "rules: each change runs again what it can touch"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1])))
