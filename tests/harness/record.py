"""What must hold for every record: the schema, and what a schema cannot say."""
import html
import json
import re

import jsonschema

with open("schema/ilex-document-1.schema.json", encoding="utf-8") as file:
    VALIDATOR = jsonschema.Draft202012Validator(json.load(file))

ARRAYS = {"d": "dates", "f": "figures", "q": "quotes", "o": "organisations", "p": "people"}
REFERENCES = {"date", "figure", "said_by", "person", "organisation", "parent"}


def by_schema(record):
    for error in VALIDATOR.iter_errors(record):
        for leaf in error.context or [error]:
            yield f"schema: {'/'.join(map(str, leaf.absolute_path))}: {leaf.message[:200]}"


def objects(node, path=""):
    """Every object in the record, with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, child in node.items():
            yield from objects(child, f"{path}/{key}")
    elif isinstance(node, list):
        for i, child in enumerate(node):
            yield from objects(child, f"{path}/{i}")


def spans(record):
    text = record["text"]
    for path, o in objects(record):
        start, end = o.get("start"), o.get("end")
        if start is None:
            continue
        if not 0 <= start <= end <= len(text):
            yield f"{path}: {start}-{end} is not in the text"
        elif o.get("text") is not None and path and text[start:end] != o["text"]:
            yield f"{path}: text[{start}:{end}] is {text[start:end]!r}, not {o['text']!r}"


def bare(words):
    return re.sub(r"[\s\u00ad\u200b\ufeff]+", "", words)


def visible(markup):
    """What is to be read of a stretch of a page: no comments, no raw elements, no tags, entities decoded."""
    markup = re.sub(r"(?s)<!--.*?-->", "", markup)
    markup = re.sub(r"(?is)<(iframe|math|noembed|noframes|noscript|script|style|svg|textarea|title|xmp)\b.*?</\1\s*>", "", markup)
    return html.unescape(re.sub(r"""(?s)</?[a-zA-Z!?](?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*>""", "\0", markup)).replace("\0", "")


def sources(record, page):
    """A span's bytes in the page, without tags and entities, are its words; a span's in pieces are those of its pieces."""
    for path, o in objects(record):
        if not o.get("source") or "start" not in o:
            continue
        start, end = o["source"]
        words = bare(record["text"][o["start"]:o["end"]])
        pieces = o.get("source_pieces")
        if pieces:
            if bare("".join(record["text"][p["start"]:p["end"]] for p in pieces)) != words:
                yield f"{path}: its pieces are not its words"
            continue
        try:
            piece = bare(visible(page[start:end].decode("utf-8")))
        except UnicodeDecodeError:
            yield f"{path}: source {start}-{end} cuts a character"
            continue
        if piece != words:
            yield f"{path}: source {start}-{end} is {piece!r}, not {words!r}"


def references(record):
    known = {item["id"] for array in ARRAYS.values() for item in record[array]}
    for letter, array in ARRAYS.items():
        if [item["id"] for item in record[array]] != [f"{letter}{i + 1}" for i in range(len(record[array]))]:
            yield f"{array}: ids are not {letter}1, {letter}2, …"
    for path, o in objects(record):
        for key in REFERENCES & o.keys():
            if isinstance(o[key], str) and o[key] not in known:
                yield f"{path}/{key}: there is no {o[key]!r}"


def blocks(record):
    end = 0
    for i, block in enumerate(record["blocks"]):
        if block["start"] < end:
            yield f"/blocks/{i} begins before the last one ends"
        end = block["end"]


def every_number_is_accounted_for(record):
    if any(d["code"] == "language.unknown" for d in record["diagnostics"]):
        return  # nothing was read
    covered = set()
    for array in ("figures", "dates", "ledger"):
        for item in record[array]:
            covered.update(range(item["start"], item["end"]))
    text = record["text"]
    for m in re.finditer(r"[0-9]+", text):
        if not covered.issuperset(range(m.start(), m.end())):
            yield f"ledger: {text[max(0, m.start() - 30):m.end() + 20]!r}: {m[0]} is no figure, no date and not in the ledger"


def faults(record, page=None):
    """All that is wrong with a record; `page` is the HTML's bytes, where they are UTF-8."""
    found = list(by_schema(record))
    if found or "error" in record:
        return found
    for check in (spans, references, blocks, every_number_is_accounted_for):
        found += check(record)
    if page is not None:
        found += sources(record, page)
    return found
