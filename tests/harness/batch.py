"""ilex batch under attack: killed at random, out of disk, fed with poison, interrupted. `make check` takes the short forms; tests/batch/*.py by
hand take longer ones."""
import json
import os
import re
import subprocess
import sys
import tempfile

import jsonschema

from . import cli

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "batch"))


def cookbook(bin_dir):
    """Every command of docs/cookbook.md ends well, without a word of complaint."""
    with open("docs/cookbook.md", encoding="utf-8") as file:
        recipes = re.findall(r"^```sh\n(.*?)^```", file.read(), re.S | re.M)
    with tempfile.TemporaryDirectory() as folder:
        for number, recipe in enumerate(recipes, 1):
            lines = cli.execute("set -e\n" + recipe, folder, bin_dir)
            bad = [line for line in lines if re.match(r"\[\d+\]$|Error:|Parse error|jq: |ilex: |Traceback", line)]
            yield f"docs/cookbook.md: recipe {number}", "\n".join([recipe] + bad) if bad else None


def facts(bin_dir):
    """Every flat fact of corpus/ is as its schema says, and the schema's columns are those of the table they are written from."""
    with open("schema/ilex-facts-1.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    with open("src/6-emit/facts.def", encoding="utf-8") as file:
        columns = re.findall(r"^IX_FACT\((\w+),", file.read(), re.M)
    lines = cli.execute('ilex extract --format facts "$ROOT/corpus" 2>/dev/null', ".", bin_dir)
    check = jsonschema.Draft202012Validator(schema)
    found = [f"{line[:60]}: {e.json_path}: {e.message[:100]}" for line in lines for e in check.iter_errors(json.loads(line))]
    if columns != list(schema["properties"]) or columns != schema["required"]:
        found.append("the schema's columns are not those of facts.def")
    yield "schema/ilex-facts-1.schema.json", "\n".join(found) or None


def run(bin_dir):
    yield from cookbook(bin_dir)
    yield from facts(bin_dir)
    import disk
    import kill
    import linked
    import memory
    import poison
    import rules
    import signals
    ilex = os.path.join(bin_dir, "ilex")
    for name, test in (("kill", lambda: kill.run(ilex, 10, 6)), ("disk", lambda: disk.run(ilex)),
                       ("poison", lambda: poison.run(ilex, os.path.join(bin_dir, "ilex-poison"), 80)),
                       ("signals", lambda: signals.run(ilex)), ("rules", lambda: rules.run(ilex)), ("linked", lambda: linked.run(ilex)),
                       ("memory", lambda: memory.run(ilex, 20000))):
        if name == "memory" and bin_dir.endswith("asan"):
            continue  # AddressSanitizer keeps what is freed
        try:
            test()
            yield f"tests/batch/{name}.py", None
        except (AssertionError, OSError, subprocess.SubprocessError) as fault:
            yield f"tests/batch/{name}.py", str(fault) or repr(fault)
