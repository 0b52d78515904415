"""The README's example is what ilex gives: its JSON is part of the record of corpus/ilo-flagship-2025.txt. Its commands for archives end well,
one after another over corpus/."""
import json
import re
import tempfile

from . import cli
from .records import extract


def contains(whole, part):
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and contains(whole[key], value) for key, value in part.items())
    return whole == part


def archives(readme, bin_dir):
    words = {"ARCHIVE": "$ROOT/corpus", "GOLD": "$ROOT/corpus/gold", "DIR": "results"}
    block = re.search(r"^## Archives\n+```\n(.*?)^```", readme, re.S | re.M)[1]
    with tempfile.TemporaryDirectory() as folder:
        for line in block.splitlines():
            command = re.sub(r"\b(?:%s)\b" % "|".join(words), lambda word: words[word[0]], re.split(r" {2,}", line)[0])
            lines = cli.execute(command, folder, bin_dir)
            ended_badly = lines and re.match(r"\[.*\]$", lines[-1])
            yield f"README: {command}", "\n".join(lines[-5:]) if ended_badly else None


def run(bin_dir):
    with open("README.md", encoding="utf-8") as file:
        readme = file.read()
    quoted = " ".join(re.findall(r"^> (.*)$", readme, re.M))
    example = json.loads(re.search(r"```json\n(.*?)```", readme, re.S)[1])
    records, errors = extract(bin_dir, ["corpus/ilo-flagship-2025.txt"])
    record = records[0] if records else {"text": "", "figures": []}
    yield "README: sentence", None if quoted in record["text"] else f"not in the release: {quoted}\n{errors}"
    found = any(contains(figure, example) for figure in record["figures"])
    yield "README: figure", None if found else "no figure of the release has all of this: " + json.dumps(example, ensure_ascii=False)
    yield from archives(readme, bin_dir)
