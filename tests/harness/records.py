"""Releases and the records expected of them: tests/cases/NAME/ and corpus/NAME.txt|.html with NAME.json.

A case's folder holds input.txt or input.html, expected.json and, where it needs any, `args` (words for the command line).
Only the keys that stand in expected.json are compared. A folder NAME.b shows a known bug: it must fail
until the bug is mended and the `.b` goes."""
import glob
import json
import os
import shlex
import subprocess

from . import UPDATE, record

CHANGING = {"schema", "tool", "id"}  # what a new version or another folder may change


def extract(bin_dir, paths, arguments=()):
    done = subprocess.run([f"{bin_dir}/ilex", "extract", "--format", "ndjson", *arguments, *paths], capture_output=True)
    lines = done.stdout.decode("utf-8").split("\n")
    return [json.loads(line) for line in lines if line], done.stderr.decode("utf-8", "replace")


def layout(value, indent=0):
    """JSON with short things on one line, as ilex writes it."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(flat) + indent <= 118:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, list):
        inner = [pad + layout(v, indent + 2) for v in value]
        return "[\n" + ",\n".join(inner) + "\n" + " " * indent + "]"
    inner = [f"{pad}{json.dumps(k)}: {layout(v, indent + 2)}" for k, v in value.items()]
    return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"


def differences(expected, got, path=""):
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in sorted(expected.keys() | got.keys()):
            if key not in expected or key not in got:
                yield f"  {path}/{key}: {'not expected' if key in got else 'missing'}"
            else:
                yield from differences(expected[key], got[key], f"{path}/{key}")
    elif isinstance(expected, list) and isinstance(got, list):
        for i, (e, g) in enumerate(zip(expected, got)):
            yield from differences(e, g, f"{path}/{i}")
        for i, e in enumerate(expected[len(got):], len(got)):
            yield f"  {path}/{i}: missing: {json.dumps(e, ensure_ascii=False)[:150]}"
        for i, g in enumerate(got[len(expected):], len(expected)):
            yield f"  {path}/{i}: not expected: {json.dumps(g, ensure_ascii=False)[:150]}"
    elif expected != got:
        yield f"  {path}: expected {json.dumps(expected, ensure_ascii=False)[:150]}, got {json.dumps(got, ensure_ascii=False)[:150]}"


def pinned(got, expected):
    """What got has where expected has something: an element that is new in a list has the keys of the one before it."""
    if isinstance(got, dict) and isinstance(expected, dict):
        return {key: pinned(got[key], value) for key, value in expected.items() if key in got}
    if isinstance(got, list) and isinstance(expected, list) and expected:
        return [pinned(g, expected[min(i, len(expected) - 1)]) for i, g in enumerate(got)]
    return got


def compare(got, path):
    """What differs from the file, which is written anew when updating."""
    expected = None
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            expected = json.load(file)
    leave_out = CHANGING | ({"text"} if got["source"]["media_type"] == "text/plain" else set())
    told = pinned(got, expected or {key: None for key in got if key not in leave_out})
    if UPDATE:
        with open(path, "w", encoding="utf-8") as file:
            file.write(layout(told) + "\n")
        return []
    if expected is None:
        return ["  there is no " + path + " (UPDATE=1 writes it)"]
    return list(differences(expected, told))


def page_bytes(path):
    """The page as ilex reads it, when that is the file's own bytes."""
    if not path.endswith(".html"):
        return None
    with open(path, "rb") as file:
        page = file.read()
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return page[3:] if page.startswith(b"\xef\xbb\xbf") else page


def verdict(path, got, expected_path, known_bug=False):
    wrong = compare(got, expected_path)
    if known_bug and not UPDATE:
        wrong = [] if wrong else ["  this known bug is mended: take the .b off its folder's name"]
    return "\n".join(wrong + ["  " + fault for fault in record.faults(got, page_bytes(path))]) or None


def cases(bin_dir):
    for folder in sorted(glob.glob("tests/cases/*/")):
        folder = folder.rstrip("/")
        path = next(iter(sorted(glob.glob(f"{folder}/input.*"))), f"{folder}/input.txt")
        arguments = []
        if os.path.exists(f"{folder}/args"):
            with open(f"{folder}/args", encoding="utf-8") as file:
                arguments = shlex.split(file.read())
        got, errors = extract(bin_dir, [path], arguments)
        yield folder, verdict(path, got[0], f"{folder}/expected.json", folder.endswith(".b")) if got else errors


def corpus(bin_dir):
    paths = sorted(glob.glob("corpus/**/*.txt", recursive=True) + glob.glob("corpus/**/*.html", recursive=True))
    got, errors = extract(bin_dir, paths) if paths else ([], "")
    found = {r["source"]["path"]: r for r in got}
    for path in paths:
        yield path, verdict(path, found[path], os.path.splitext(path)[0] + ".json") if path in found else errors or "no record"
    if paths:
        ungated, errors = extract(bin_dir, paths, ["--no-gates"])
        yield "corpus without gates", None if ungated == got else "the records differ when every rule is tried everywhere\n" + errors


def run(bin_dir):
    yield from cases(bin_dir)
    yield from corpus(bin_dir)
