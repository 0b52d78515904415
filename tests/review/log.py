#!/usr/bin/env python3
"""The review's log: what was acknowledged stays, whatever is killed; and what a new extraction does to decisions.

    log.py ilex review-driver [N]    N decisions, the process killed with SIGKILL after each (default 200)
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid

RELEASE = """Drought empties the wells

GENEVA, 12 March 2024 – Over 55 million people lost their wells, the Alder Relief Fund said on Thursday. “We have never seen so dry a spring,” said \
Maria Osei, Director of the Alder Relief Fund. About 30 per cent of farms closed in 2023.
"""


class Review:
    def __init__(self, driver, out, reviewer, *curator):
        self.process = subprocess.Popen([driver, out, reviewer, *curator], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def post(self, *events):
        return self.ask("post " + json.dumps(events))

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def event(document, fact, decision, reviewer, **more):
    return {"id": str(uuid.uuid4()), "at": "2026-11-24T17:20:31.512Z", "reviewer": reviewer, "document": document, "sha256": None, "fact": fact,
            "decision": decision, **more}


def batch(ilex, folder, *options, text=RELEASE):
    release = os.path.join(folder, "release.txt")
    with open(release, "w", encoding="utf-8") as file:
        file.write(text)
    out = os.path.join(folder, "out")
    subprocess.run([ilex, "batch", release, "--out", out, *options], check=True, stderr=subprocess.DEVNULL)
    return out


def facts(review):
    answer = review.ask("document 0")
    return answer["record"]["id"], {fact["fields"]["text"]: fact for fact in answer["facts"]}, answer


def killed(ilex, driver, n):
    with tempfile.TemporaryDirectory() as folder:
        out = batch(ilex, folder)
        with Review(driver, out, "ann") as review:
            document, all_facts, _ = facts(review)
        ids, posted = [fact["id"] for fact in all_facts.values()], []
        for i in range(n):
            review = Review(driver, out, "ann")
            one = event(document, ids[i % len(ids)], ("accept", "reject", "unsure")[i % 3], "ann")
            assert review.post(one)["acknowledged"] == [one["id"]]
            review.kill()
            posted.append(one["id"])
        with Review(driver, out, "ann") as review:
            kept = review.ask("events 0")
            assert [e["id"] for e in kept["events"]] == posted, "an acknowledged decision is gone"
            assert review.post(kept["events"][0])["seq"] == kept["seq"], "the same event counts twice"
        append_only(out)


def append_only(out):
    log = sqlite3.connect(os.path.join(out, ".ilex", "review.sqlite"))
    for attack in ("UPDATE events SET decision = 'accept'", "DELETE FROM events"):
        try:
            log.execute(attack)
            raise AssertionError(attack + " was let through")
        except sqlite3.IntegrityError:
            pass
    log.close()


def refused(review, document, fact):
    good = event(document, fact, "accept", "ann")
    for bad in ({"decision": "like"}, {"fact": "xyz"}, {"id": "1"}, {"document": "other"}, {"target": good["id"]}, {"decision": "add"},
                {"decision": "undo", "target": str(uuid.uuid4())}, {"note": 5}, {"before": "x"}):
        answer = review.post(good, {**event(document, fact, "accept", "ann"), **bad})
        assert answer.get("line") == 2, (bad, answer)
    assert review.ask("session")["seq"] == 0, "one bad event refuses the whole list"


def undone(review, document, fact):
    first, second = event(document, fact, "accept", "ann"), event(document, fact, "reject", "ann", reason="value")
    undo = event(document, fact, "undo", "ann", target=second["id"])
    states = []
    for one in (first, second, undo, event(document, fact, "redo", "ann", target=second["id"]), {**undo, "id": str(uuid.uuid4())}):
        review.post(one)
        states.append(next(f["state"] for f in facts(review)[2]["facts"] if f["id"] == fact))
    assert states == ["accepted", "rejected", "accepted", "rejected", "accepted"], states
    assert "error" in review.post(event(document, fact, "undo", "bob", target=first["id"])), "another's decision was undone"


def extracted_again(ilex, driver, rules):
    with tempfile.TemporaryDirectory() as folder:
        changed = os.path.join(folder, "rules")
        shutil.copytree(rules, changed)
        out = batch(ilex, folder, "--rules", changed)
        with Review(driver, out, "ann") as review:
            document, all_facts, _ = facts(review)
            refused(review, document, all_facts["55 million"]["id"])
            undone(review, document, all_facts["2023"]["id"])
            for text in ("55 million", "30 per cent", "Thursday"):
                review.post(event(document, all_facts[text]["id"], "accept", "ann", before=all_facts[text]["fields"]))
            change(os.path.join(changed, "en/figure.yaml"), r"(more_than: \[more than), over,", r"\1,")
            change(os.path.join(changed, "en/date.yaml"), r"- id: weekday\n.*?(?=\n- id: )", "")
            batch(ilex, folder, "--rules", changed)
            _, again, answer = facts(review)  # the session goes on over the new records
            states = [again[text]["state"] for text in ("55 million", "30 per cent", "2023", "Maria Osei")]
            assert states == ["reopened", "accepted", "accepted", "unreviewed"], states
            assert [s["id"] for s in answer["stale"]] == [all_facts["Thursday"]["id"]], answer["stale"]
            assert review.ask("documents")[0]["stale"] == 1


def change(path, pattern, to):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    new = re.sub(pattern, to, old, count=1, flags=re.S)
    assert new != old, path
    with open(path, "w", encoding="utf-8") as file:
        file.write(new)


def two_reviewers(ilex, driver):
    with tempfile.TemporaryDirectory() as folder:
        out = batch(ilex, folder)
        with Review(driver, out, "ann") as ann, Review(driver, out, "bob") as bob, Review(driver, out, "cyd", "curator") as cyd:
            document, all_facts, _ = facts(ann)
            ids = [all_facts[t]["id"] for t in ("55 million", "30 per cent", "2023", "Maria Osei")]
            for who, review, words in (("ann", ann, "aara"), ("bob", bob, "aarr")):
                for fact, word in zip(ids, words):
                    review.post(event(document, fact, {"a": "accept", "r": "reject"}[word], who))
            state = lambda review, fact: next(f["state"] for f in facts(review)[2]["facts"] if f["id"] == fact)
            assert [state(ann, fact) for fact in ids] == ["accepted", "accepted", "rejected", "disputed"]
            found = ann.ask("agreement")
            assert found["pairs"] == [{"a": "ann", "b": "bob", "n": 4, "kappa": 0.5}], found["pairs"]
            assert [d["fact"] for d in found["disagreements"]] == [ids[3]]
            cyd.post(event(document, ids[3], "accept", "cyd"))
            assert state(bob, ids[3]) == "accepted", "the curator's word settles"
            blind(driver, out, document, ids)
            rows = {row["rule"]: row for row in bob.ask("rules")}
            assert rows["en/date/year"]["rejected"] == 1 and rows["en/date/year"]["worst"][0]["text"] == "2023"


def blind(driver, out, document, ids):
    """One who is shown nothing of the others; what he decides counts as any other's."""
    with Review(driver, out, "dan", "blind") as dan:
        assert {f["state"] for f in facts(dan)[2]["facts"]} == {"unreviewed"} and dan.ask("events 0")["events"] == [] and dan.ask("rules") == []
        assert dan.ask("documents")[0]["decided"] == 0 and dan.ask("agreement") == {"reviewers": [], "pairs": [], "disagreements": []}
        dan.post(event(document, ids[0], "reject", "dan", reason="value"))
        assert [f["state"] for f in facts(dan)[2]["facts"] if f["id"] == ids[0]] == ["rejected"] and dan.ask("agreement")["reviewers"] == ["dan"]
        assert dan.post(event(document, ids[0], "flag", "bob"))["acknowledged"] and len(dan.ask("events 0")["events"]) == 1
    with Review(driver, out, "ann") as ann:
        assert [f["state"] for f in facts(ann)[2]["facts"] if f["id"] == ids[0]] == ["disputed"]
        assert {"a": "ann", "b": "dan", "n": 1, "kappa": 0} in ann.ask("agreement")["pairs"], ann.ask("agreement")["pairs"]


def run(ilex, driver, n=200, rules="rules"):
    killed(ilex, driver, n)
    extracted_again(ilex, driver, rules)
    two_reviewers(ilex, driver)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 200)
    print("kept")
