"use strict";
/* source.js: where the page has its data from. Both makers give {session, documents, document, passage, events, post, rules, agreement}, all async. */

/* An answer that is no answer: `status` 0 when nobody answered. */
class Refusal extends Error {
    constructor(status, code, message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

async function ask(path, options) {
    let response, answer;
    try {
        response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
        answer = await response.json();
    } catch (fault) {
        throw new Refusal(response && !response.ok ? response.status : 0, "unreachable", String(fault));
    }
    if (!response.ok) {
        const refusal = new Refusal(response.status, answer.error?.code, answer.error?.message ?? "HTTP " + response.status);
        const place = /^event ([0-9]+): /.exec(refusal.message); // of the event that the whole list is refused for, from 1
        if (place) refusal.index = place[1] - 1;
        throw refusal;
    }
    return answer;
}

/* `ilex review OUT`. */
ilex.remote = () => ({
    session: () => ask("/api/session"),
    documents: () => ask("/api/documents"),
    document: (n) => ask("/api/document/" + n),
    passage: (n, start, end) => ask(`/api/source/${n}?start=${start}&end=${end}`),
    events: (after) => ask("/api/events?after=" + after),
    post: (events) => ask("/api/events", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(events) }),
    rules: () => ask("/api/rules"),
    agreement: () => ask("/api/agreement"),
});

/* What all decisions say of each rule, as the server's /api/rules has it. */
function tally(documents) {
    const rules = new Map();
    for (const { record, facts } of documents) {
        for (const fact of facts) {
            const { state, shown } = ilex.fold(fact);
            if (!["accepted", "rejected", "corrected", "unsure"].includes(state)) continue;
            if (!rules.has(fact.rule)) rules.set(fact.rule, { rule: fact.rule, accepted: 0, rejected: 0, corrected: 0, unsure: 0, worst: [] });
            const row = rules.get(fact.rule);
            row[state]++;
            if (state === "rejected" || state === "corrected")
                row.worst.push({ document: record.id, fact: fact.id, text: shown.text, decision: state === "rejected" ? "reject" : "correct" });
        }
    }
    return [...rules.values()].map((row) => ({ ...row, ...ilex.wilson(row.accepted, row.accepted + row.rejected + row.corrected) }));
}

/* `ilex review --html`: documents stand in the page, decisions in this browser. */
ilex.embedded = function (data) {
    const name = "ilex/file/" + data.documents.map((document) => document.record.source.sha256.slice(0, 12)).join("").slice(0, 96) + "/";
    let events = ilex.local.keys(name).map((key) => JSON.parse(ilex.local.get(key)));
    const about = (document) => events.filter((event) => event.document === document.record.id);
    const joined = (document) => ({
        ...document,
        facts: document.facts.map((fact) => ({ ...fact, decisions: [...(fact.decisions ?? []), ...about(document).filter((e) => e.fact === fact.id)] })),
        added: [...(document.added ?? []), ...about(document).filter((e) => e.decision === "add").map((add) => ({
            id: add.fact, kind: add.kind, fields: add.after, decisions: about(document).filter((e) => e.fact === add.fact),
        }))],
    });
    const summary = (document, n) => {
        const facts = joined(document).facts.map(ilex.fold);
        return {
            n, id: document.record.id, title: document.record.title, published: document.record.published?.value ?? null,
            language: document.record.language, facts: facts.length, flagged: facts.filter((fact) => fact.flagged).length,
            decided: facts.filter((fact) => !ilex.OPEN_STATES.has(fact.state)).length, stale: 0,
        };
    };
    return {
        file: true,
        session: async () => ({ ...data.session, mode: "file", documents: data.documents.length, seq: 0 }),
        documents: async () => data.documents.map(summary),
        document: async (n) => ({ ...joined(data.documents[n]), n, source: false }),
        passage: async () => { throw new Refusal(404, "absent", "The page is not in this file."); },
        events: async (after) => ({ seq: events.length, events: events.slice(after) }),
        post: async (list) => {
            for (const event of list) {
                if (events.some((known) => known.id === event.id)) continue;
                events.push(event);
                ilex.local.set(name + String(events.length).padStart(8, "0"), JSON.stringify(event));
            }
            return { seq: 0, acknowledged: list.map((event) => event.id) };
        },
        rules: async () => tally(data.documents.map(joined)),
        agreement: async () => ({ reviewers: [...new Set(events.map((event) => event.reviewer))], pairs: [], disagreements: [] }),
        /* All decisions made in this browser, one a line, for `ilex review OUT --apply`. */
        download: () => events.map((event) => JSON.stringify(event) + "\n").join(""),
        /* A mailed page asks for a name once. */
        setReviewer(reviewer) { data.session.reviewer = reviewer; },
    };
};

ilex.Refusal = Refusal;
