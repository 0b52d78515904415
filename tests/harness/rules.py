"""The rules' own examples and lint, and the rule files against their schema."""
import glob
import json
import re
import subprocess

import jsonschema
import yaml

from . import UPDATE


def command(bin_dir, *arguments):
    done = subprocess.run([f"{bin_dir}/ilex", "rules", *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def examples(bin_dir):
    code, output = command(bin_dir, "test")
    counts = re.search(r"^(\d+) passed, (\d+) failed$", output, re.M)
    if not counts:
        yield "rules test", output
        return
    for i in range(int(counts[1])):
        yield f"rules test {i}", None
    for i in range(int(counts[2])):
        yield "rules test", output if i == 0 else "(as above)"
    if code != (1 if int(counts[2]) else 0):
        yield "rules test", f"exit code {code}\n{output}"


def lint(bin_dir):
    code, output = command(bin_dir, "lint")
    yield "rules lint", output if code else None


def layers_of_schema():
    """The schema's layers are those of layers.def: told, or mended when updating."""
    path = "schema/ilex-rules-1.schema.json"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open("src/model/layers.def", encoding="utf-8") as file:
        layers = re.findall(r"^IX_LAYER\((\w+)", file.read(), re.M)
    written = re.sub(r'("layer": \{\s*"enum": \[)[^]]*\]', lambda m: m[1] + ", ".join(f'"{name}"' for name in layers) + "]", text)
    same = json.loads(text) == json.loads(written)
    if not same and UPDATE:
        with open(path, "w", encoding="utf-8") as file:
            file.write(written)
    yield "schema: layers", None if same or UPDATE else "the schema's layers are not those of layers.def (UPDATE=1 mends it)"


def schema():
    with open("schema/ilex-rules-1.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(glob.glob("rules/*/*.yaml")):
        with open(path, encoding="utf-8") as file:
            content = yaml.load(file, Loader=yaml.BaseLoader)  # all scalars are strings, as ilex reads them
        faults = [f"{path}: {'/'.join(map(str, e.absolute_path))}: {e.message[:150]}" for e in validator.iter_errors(content)]
        yield f"schema: {path}", "\n".join(faults[:5]) or None


def run(bin_dir):
    yield from examples(bin_dir)
    yield from lint(bin_dir)
    yield from layers_of_schema()
    yield from schema()
