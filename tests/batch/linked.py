#!/usr/bin/env python3
"""The linked-data exports against what their standards ask: the W3C Web Annotation model (as a JSON Schema, from the
recommendation's sections 3 and 4), schema.org's properties (their domains and ranges as the vocabulary has them), and both as linked
data (jsonld.py, with PyLD and rdflib).

    tests/batch/linked.py ILEX
"""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

IRI = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
PURPOSES = ["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
            "moderating", "questioning", "replying", "tagging"]
COUNT = {"type": "integer", "minimum": 0}
ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": PURPOSES},
        "body": {"type": "array", "items": {"oneOf": [
            {"type": "object", "required": ["type", "value"], "additionalProperties": False, "properties": {
                "type": {"const": "TextualBody"}, "value": {"type": "string"}, "purpose": {"enum": PURPOSES}}},
            {"type": "object", "required": ["type", "source"], "additionalProperties": False, "properties": {
                "type": {"const": "SpecificResource"}, "source": IRI, "purpose": {"enum": PURPOSES}}}]}},
        "target": {"type": "object", "required": ["source", "selector"], "additionalProperties": False, "properties": {
            "source": IRI,
            "selector": {"type": "array", "items": {"oneOf": [
                {"type": "object", "required": ["type", "start", "end"], "additionalProperties": False, "properties": {
                    "type": {"const": "TextPositionSelector"}, "start": COUNT, "end": COUNT}},
                {"type": "object", "required": ["type", "exact"], "additionalProperties": False, "properties": {
                    "type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}, "prefix": {"type": "string"},
                    "suffix": {"type": "string"}}}]}}}},
    },
    "additionalProperties": False,
}
TEXT = str
VOCABULARY = {  # type: property: what it may hold
    "NewsArticle": {"identifier": TEXT, "url": TEXT, "headline": TEXT, "datePublished": TEXT, "inLanguage": TEXT, "articleBody": TEXT,
                    "sourceOrganization": {"Organization"}, "hasPart": {"Quotation"}, "about": {"Observation"},
                    "mentions": {"Organization", "Person"}},
    "Quotation": {"text": TEXT, "creator": {"Person", "Organization"}},
    "Organization": {"name": TEXT, "alternateName": TEXT, "sameAs": TEXT, "parentOrganization": {"Organization"}},
    "Person": {"name": TEXT, "jobTitle": TEXT, "worksFor": {"Organization"}},
    "Observation": {"name": TEXT, "description": TEXT, "observationDate": TEXT, "value": (int, float), "minValue": (int, float),
                    "maxValue": (int, float), "unitText": TEXT},
}


def faults(thing, path="$"):
    kind = thing.get("@type")
    if kind not in VOCABULARY:
        yield f"{path}: there is no type {kind}"
        return
    for name, value in thing.items():
        if name in ("@context", "@type"):
            continue
        allowed = VOCABULARY[kind].get(name)
        if allowed is None:
            yield f"{path}: {kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(allowed, set):
                yield from faults(one, f"{path}.{name}") if one.get("@type") in allowed else [f"{path}.{name}: {one.get('@type')}"]
            elif not isinstance(one, allowed) or one == "":
                yield f"{path}.{name}: {one!r}"


def linked_python():
    """The Python that has what jsonld.py needs: a system's own, when another one comes first in the path, as Debian's packages are for it."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import pyld, rdflib"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    raise OSError("no Python here has both pyld and rdflib: 'make deps' installs them")


def export(ilex, out, form):
    path = f"{out}/{form}"
    subprocess.run([ilex, "export", out, "--format", form, "--output", path], check=True)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "jsonld.py")
    said = subprocess.run([linked_python(), script, form, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert said.returncode == 0, f"{form}: {said.stdout}"
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def run(ilex):
    with tempfile.TemporaryDirectory() as out:
        strange = out + "/strange.ndjson"
        with open(strange, "w", encoding="utf-8") as file:
            for url in ("https://e.org/a b", "a/b", "https://e.org/é?x={1}", "https://e.org/é"):
                file.write(json.dumps({"text": f"The fund paid between 3 and 5 million dollars, the ILO said at {url}.", "url": url}) + "\n")
        subprocess.run([ilex, "batch", "corpus", strange, "--out", out], check=True, stderr=subprocess.DEVNULL)
        check = jsonschema.Draft202012Validator(ANNOTATION)
        annotations, articles = export(ilex, out, "webannotation"), export(ilex, out, "schemaorg")
        for annotation in annotations:
            fault = next(check.iter_errors(annotation), None)
            assert fault is None, f"{annotation['id']}: {fault.message}"
        for article in articles:
            found = list(faults(article))
            assert article["@context"] == "https://schema.org" and not found, f"{article['identifier']}: {found[:3]}"
        return f"{len(annotations)} annotations and {len(articles)} articles as the standards ask"


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    print(run(os.path.abspath(sys.argv[1])))
