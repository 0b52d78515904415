#!/usr/bin/env python3
"""The linked-data exports against what their standards ask: the W3C Web Annotation model (as a JSON Schema, from the
recommendation's sections 3 and 4), and schema.org's properties (their domains and ranges as the vocabulary has them).

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
    "Observation": {"name": TEXT, "description": TEXT, "observationDate": TEXT, "value": {"QuantitativeValue"}},
    "QuantitativeValue": {"value": (int, float), "maxValue": (int, float), "unitText": TEXT},
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


def export(ilex, out, form):
    text = subprocess.run([ilex, "export", out, "--format", form, "--output", "-"], check=True, capture_output=True).stdout
    return [json.loads(line) for line in text.decode("utf-8").splitlines()]


def run(ilex):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([ilex, "batch", "corpus", "--out", out], check=True, stderr=subprocess.DEVNULL)
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
