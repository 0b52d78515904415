#!/usr/bin/env python3
"""What ilex exports as JSON-LD, read by PyLD and rdflib (Debian's python3-pyld and python3-rdflib) as any reader of linked data would:
no member is lost on the way to RDF, every name is an absolute IRI, and one that the vocabulary has. Contexts: contexts/README.md.

    tests/batch/jsonld.py webannotation|schemaorg FILE
"""
import json
import os
import sys

from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO, XSD, Namespace

OA = Namespace("http://www.w3.org/ns/oa#")
CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": "anno.json", "https://schema.org": "schemaorg.json"}
FORBIDDEN = set('<>" {}|\\^`')


def load(address, _options=None):
    """The contexts that are kept; anything else would be a look at the network."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "contexts", CONTEXTS[address])
    with open(path, encoding="utf-8") as file:
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": json.load(file)}


def members(thing):
    """How many members a tree of objects has."""
    if isinstance(thing, list):
        return sum(map(members, thing))
    if isinstance(thing, dict):
        return sum(1 + members(value) for name, value in thing.items() if name not in ("@context", "@value"))
    return 0


def unwrapped(thing):
    """An expanded tree with its literals, lists and references as they were written."""
    if isinstance(thing, list):
        return [unwrapped(one) for one in thing]
    if isinstance(thing, dict):
        return thing["@value"] if "@value" in thing else thing["@id"] if set(thing) == {"@id"} else {k: unwrapped(v) for k, v in thing.items()}
    return thing


def faults_of_graph(graph):
    for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
        if ":" not in term or FORBIDDEN & set(term):
            yield f"{term!r} is no absolute IRI"
    for literal in {o for o in graph.objects() if getattr(o, "ill_typed", None)}:
        yield f"{literal!r} is not what its type says"


def one(graph, subject, predicate):
    found = list(graph.objects(subject, predicate))
    return found[0] if len(found) == 1 else None


def faults_of_annotations(graph, n):
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    if len(annotations) != n:
        yield f"{len(annotations)} annotations of {n} lines"
    for annotation in annotations:
        target = one(graph, annotation, OA.hasTarget)
        if not isinstance(one(graph, target, OA.hasSource), URIRef) or one(graph, annotation, OA.motivatedBy) != OA.tagging:
            yield f"{annotation}: target or motivation"
        if sorted(one(graph, s, RDF.type) for s in graph.objects(target, OA.hasSelector)) != [OA.TextPositionSelector, OA.TextQuoteSelector]:
            yield f"{annotation}: not one selector of either kind"
    for selector in graph.subjects(RDF.type, OA.TextPositionSelector):
        start, end = one(graph, selector, OA.start), one(graph, selector, OA.end)
        if start.datatype != XSD.integer or not 0 <= start.toPython() <= end.toPython():
            yield f"{selector}: {start} to {end}"


def faults_of_articles(graph, n):
    names = set(graph.predicates()) - {RDF.type} | set(graph.objects(None, RDF.type))
    for name in sorted(names):
        if name not in SDO:  # a closed namespace: rdflib knows all of schema.org's names
            yield f"schema.org has no {name}"
    articles = set(graph.subjects(RDF.type, SDO.NewsArticle))
    if len(articles) != n:
        yield f"{len(articles)} articles of {n} lines"
    for article in articles:
        if not one(graph, article, SDO.articleBody):
            yield f"{one(graph, article, SDO.identifier)}: no text"


def faults(form, lines):
    jsonld.set_document_loader(load)
    expanded = jsonld.expand(lines)
    for line, node in zip(lines, expanded):
        if members(line) != members(unwrapped(node)):
            yield f"{line.get('id') or line.get('identifier')}: {members(line)} members, {members(unwrapped(node))} after expansion"
    graph = Graph()
    graph.parse(data=jsonld.to_rdf(expanded, {"format": "application/n-quads"}), format="nt")
    yield from faults_of_graph(graph)
    yield from (faults_of_annotations if form == "webannotation" else faults_of_articles)(graph, len(lines))


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        found = list(faults(sys.argv[1], [json.loads(line) for line in file]))
    for fault in found[:20]:
        print(fault)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
