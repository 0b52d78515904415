#!/usr/bin/env python3
"""What comes out of a review: records that hold, annotated releases, examples; and decisions taken in from a file.

    export.py ilex review-driver"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import log

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness import record as contract  # noqa: E402


def exported(ilex, out, form, *options):
    """What it writes; of what reviewers said, the record has no place for a kind of date that there is none of (and examples have)."""
    done = subprocess.run([ilex, "review", out, "--export", form, *options], check=False, capture_output=True, text=True)
    unheld = [line.split(": ", 2)[2] for line in done.stderr.splitlines()]
    assert [line.split(" ", 2)[2] for line in unheld] == ([] if form == "examples" else ['not in the record: type "NONSENSE": there is no such value']), done.stderr
    assert done.returncode == (3 if unheld else 0), done
    return done.stdout


def decide(ilex, driver, folder):
    out = log.batch(ilex, folder)
    with log.Review(driver, out, "ann") as review:
        document, facts, answer = log.facts(review)
        text = answer["record"]["text"]
        start = text.index("farms")
        decisions = [log.event(document, facts["55 million"]["id"], "correct", "ann", after={"value": "56000000.5", "modifier": "about", "of": "wells"}),
                     log.event(document, facts["30 per cent"]["id"], "reject", "ann", reason="value"),
                     log.event(document, facts["Maria Osei"]["id"], "accept", "ann"),
                     log.event(document, facts["“We have never seen so dry a spring,”"]["id"], "accept", "ann"),
                     log.event(document, facts["Thursday"]["id"], "correct", "ann", after={"value": "2024-03-14", "type": "NONSENSE"}),
                     log.event(document, "a-12345678-1234", "add", "ann", kind="organisation", after={"kind": "organisation", "start": start, "end": start + 5}),
                     log.event(document, "a-87654321-4321", "add", "ann", kind="quote", after={"kind": "quote", "start": start, "end": start + 5})]
    path = os.path.join(folder, "decisions.ndjson")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in [*decisions, {**decisions[0], "id": "99999999-other", "document": "other"}])
    for _ in range(2):
        applied = subprocess.run([ilex, "review", out, "--apply", path], stderr=subprocess.PIPE)
        assert applied.returncode == 3, applied.stderr
    assert b"0 decisions taken, 1 not" in applied.stderr, applied.stderr
    return out


def records(ilex, out):
    record = json.loads(exported(ilex, out, "records"))
    assert not list(contract.faults(record)), list(contract.faults(record))
    assert [(f["id"], f["value"], f["modifier"], f["of"]["text"], f["said_by"]) for f in record["figures"]] == \
        [("f1", "56000000.5", "about", "wells", None)], record["figures"]
    assert [(d["text"], d["value"], d["type"]) for d in record["dates"]] == [("Thursday", "2024-03-14", "DATE")]
    assert [o["name"] for o in record["organisations"]] == ["farms"]
    assert [s["text"] for s in record["quotes"][1]["segments"]] == ["farms"]
    assert record["quotes"][0]["speaker"]["person"] == "p1" and record["quotes"][0]["speaker"]["organisation"] is None
    whole = json.loads(exported(ilex, out, "records", "--keep-unreviewed"))
    assert not list(contract.faults(whole)) and len(whole["dates"]) == 3 and len(whole["figures"]) == 1


def gold(ilex, out, folder):
    exported(ilex, out, "gold", "--output", os.path.join(folder, "gold"))
    names = sorted(os.listdir(os.path.join(folder, "gold")))
    assert [name[-4:] for name in names] == ["json", ".txt"], names
    with open(os.path.join(folder, "gold", names[0]), encoding="utf-8") as file:
        found = json.load(file)
    assert found["figures"][0]["value"] == "56000000.5" and found["people"][0]["name"] == "Maria Osei", found


def evaluated(ilex, out, folder):
    """The reviewed records are right by what was made of them; the records as they were are not."""
    records = os.path.join(folder, "records.ndjson")
    exported(ilex, out, "records", "--output", records)
    report = lambda of: json.loads(subprocess.run([ilex, "eval", os.path.join(folder, "gold"), of, "--format", "json"], check=True,
                                                  stdout=subprocess.PIPE).stdout)
    right, before = report(records), report(out)
    assert right["documents"] == 1 and all(cell["F1"] == 100 for cell in right["figures"]["all"].values()) and not right["errors"], right
    assert before["figures"]["all"]["figures value"] == {"tp": 0, "fp": 2, "fn": 1, "P": 0, "R": 0, "F1": 0}, before["figures"]["all"]
    assert before["rules"]["common/figure/percent"]["figures value"]["fp"] == 1
    assert any(one["measure"] == "figures value" and one["got"] == "30 per cent" for one in before["errors"])


def under_its_rule(ilex, folder, lines):
    """What is put under the rule is tried with it: here, that it still finds what was rejected."""
    rules = os.path.join(folder, "rules")
    shutil.copytree("rules", rules)
    items = re.search(r"# common/figure/percent\n  counterexamples:\n((?:  - .*\n)+)", lines)[1]
    log.change(os.path.join(rules, "common/figure.yaml"), r"(- id: percent\n.*?  counterexamples:\n)", lambda m: m[1] + items)
    tried = subprocess.run([ilex, "rules", "test", "common/figure/percent", "--rules", rules], stdout=subprocess.PIPE)
    assert tried.returncode == 1 and b"the rule matches its counterexample" in tried.stdout, tried.stdout


def put_under(rules, lines):
    """The examples, each under its rule; gives the rules."""
    found = re.findall(r"# (\S+)\n  examples:\n((?:  - .*\n(?:    .*\n)*)+)", lines)
    for name, items in found:
        file, rule = name.rsplit("/", 1)
        log.change(os.path.join(rules, file + ".yaml"), rf"(- id: {re.escape(rule)}\n(?:(?!- id: ).*\n)*?  examples:\n)", lambda m, items=items: m[1] + items)
    return [name for name, _ in found]


def lessons_hold(ilex, driver):
    """Records spoilt by hand, and corrected to what the rules find: the examples made of the corrections are what the rules give."""
    with tempfile.TemporaryDirectory() as folder:
        out = log.batch(ilex, folder)
        records = os.path.join(out, "documents.ndjson")
        with log.Review(driver, out, "ann") as review:
            right = {fact["id"]: fact["fields"] for fact in log.facts(review)[2]["facts"]}
        with open(records, encoding="utf-8") as file:
            record = json.load(file)
        for figure in record["figures"]:
            figure.update(value="1", unit="x", unit_name=None, modifier=None, kind="age", status="target", of=None, population=None, as_of=None)
        for date in record["dates"]:
            date.update(value="1999", type="TIME", mod="X", start_date="1999-01-01", end_date="1999-12-31")
        for quote in record["quotes"]:
            quote.update(type="mixed", cue=None, speaker=None)
        for person in record["people"]:
            person.update(name="X", role=None, organisation=None)
        for body in record["organisations"]:
            body.update(name="X", acronym="X", canonical="X", type="company")
        with open(records, "w", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        with log.Review(driver, out, "ann") as review:
            document, _, answer = log.facts(review)
            for fact in answer["facts"]:
                after = {k: v for k, v in right[fact["id"]].items() if v != fact["fields"][k]}
                assert after and "error" not in review.post(log.event(document, fact["id"], "correct", "ann", kind=fact["kind"], after=after, before=fact["fields"]))
        done = subprocess.run([ilex, "review", out, "--export", "examples"], check=True, capture_output=True, text=True)
        rules = os.path.join(folder, "rules")
        shutil.copytree("rules", rules)
        names = put_under(rules, done.stdout)
        assert len(names) >= 7 and done.stdout.count("- text:") == len(right), done.stdout
        tried = [subprocess.run([ilex, "rules", "test", name, "--rules", rules], check=False, capture_output=True, text=True) for name in names]
        assert not any(one.returncode for one in tried), "".join(one.stdout + one.stderr for one in tried if one.returncode)


def examples(ilex, out, folder):
    lines = exported(ilex, out, "examples")
    assert "# common/figure/percent\n  counterexamples:\n  - 'About 30 per cent of farms closed in 2023.'" in lines, lines
    assert '    gives: [{"text": "55 million", "value": "56000000.5", "modifier": "about"' in lines, lines
    under_its_rule(ilex, folder, lines)


SAID = """Wells run dry

GENEVA, 12 March 2024 – “We lost 40 wells in one spring,” said Maria Osei, Director of the Alder Relief Fund. “Another 12 wells may follow before the summer,” according to a note that is not signed. The Fund dug 7 wells in 2023.
"""


def held(ilex, driver):
    """A figure has its speaker from its quote; a body that is in the record is found by any of its names; what the record has no place for is told, the rest is there."""
    with tempfile.TemporaryDirectory() as folder:
        out = log.batch(ilex, folder, text=SAID)
        with log.Review(driver, out, "ann") as review:
            document, facts, answer = log.facts(review)
            one = lambda text: next(f for words, f in facts.items() if words.startswith(text))
            at = answer["record"]["text"].index("The Fund")
            posted = [log.event(document, one(text)["id"], "correct", "ann", after=after) for text, after in (
                ("40", {"speaker": "M. Osei", "value": "41.0", "of": "no such words"}), ("12", {"speaker": "Ben Ash"}),
                ("7", {"speaker": "Maria Osei", "place": "GENEVA"}), ("“We lost", {"speaker": "M. Osei", "organisation": "The Fund"}),
                ("“Another", {"cue": "according"}), ("Maria Osei", {"organisation": "Nobody & Sons", "role": "Head"}))]
            posted += [log.event(document, "a-11111111-1111", "add", "ann", kind="organisation", after={"kind": "organisation", "start": at, "end": at + 8}),
                       log.event(document, "a-22222222-2222", "add", "ann", kind="date", after={"kind": "date", "start": 9000, "end": 9001})]
            for event in posted:
                assert "error" not in review.post(event), event
        done = subprocess.run([ilex, "review", out, "--export", "records"], check=False, capture_output=True, text=True)
        record = json.loads(done.stdout)
        assert not list(contract.faults(record)), list(contract.faults(record))
        quotes, figures = record["quotes"], {figure["text"]: figure for figure in record["figures"]}
        assert [q["speaker"] and q["speaker"]["name"] for q in quotes] == ["M. Osei", "Ben Ash"] and quotes[0]["speaker"]["organisation"] == "o1", quotes
        assert [f["said_by"] for f in figures.values()] == ["q1", "q2", None] and record["organisations"][0]["name"] == "The Fund", record
        assert figures["40"]["value"] == "41.0" and record["people"][0]["role"] == "Head"
        told = sorted(line.split(": not in the record: ")[1] for line in done.stderr.splitlines())
        assert done.returncode == 3 and told == ["it stands nowhere in the text", 'of "no such words": the words do not stand in the text',
                                                 'organisation "Nobody & Sons": no such body is accepted in it',
                                                 'speaker "Maria Osei": no accepted quote by that speaker stands over it'], done.stderr


def run(ilex, driver):
    held(ilex, driver)
    lessons_hold(ilex, driver)
    with tempfile.TemporaryDirectory() as folder:
        out = decide(ilex, driver, folder)
        records(ilex, out)
        gold(ilex, out, folder)
        evaluated(ilex, out, folder)
        examples(ilex, out, folder)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2])
    print("holds")
