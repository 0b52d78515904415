"use strict";
/* state.js: what is open, what is chosen, what is decided. Everything that changes goes through here and is told to those who listen:
 * "document" (another one is open), "facts" (a list of facts whose state changed; null: facts came), "visible" (filter or order), "selected", "documents", "saved". */

ilex.app = {
    source: null, session: null, queue: null, documents: [], document: null, visible: [], selected: null, seq: 0, language: "",
    filter: { hidden: new Set(), state: "", rule: "", words: "" }, order: ilex.local.get("ilex/order") ?? "doubt",
};

{
    const app = ilex.app, listeners = {};

    app.on = (name, listener) => (listeners[name] ??= []).push(listener);
    app.tell = (name, what) => (listeners[name] ?? []).forEach((listener) => listener(what));

    /* --- the open document --- */

    function refold(fact) {
        Object.assign(fact, ilex.fold(fact));
        fact.withdrawn = Boolean(fact.added) && !fact.last; // its addition was undone
    }

    function factOf(row, how) {
        const fact = { rule: null, doubt: 0, weight: 0, at: null, ...row, decisions: row.decisions ?? [], ...how };
        if (how.added) fact.fields = fact.decisions.find((event) => event.decision === "add")?.after ?? row.fields;
        if (how.gone) fact.fields = fact.decisions.findLast((event) => event.before)?.before ?? { kind: "figure", text: "" };
        fact.kind = fact.fields.kind ?? row.kind;
        fact.fields = { kind: fact.kind, ...fact.fields };
        fact.rule ??= fact.decisions[0]?.rule ?? null;
        refold(fact);
        return fact;
    }

    app.open = async function (n, factId = null) {
        const answer = await app.source.document(n);
        const { record } = answer;
        const facts = [
            ...answer.facts.map((row) => factOf(row, {})), ...answer.added.map((row) => factOf(row, { added: true })),
            ...answer.stale.map((row) => factOf(row, { gone: true })),
        ];
        app.document = { n, record, facts, source: answer.source, points: ilex.points(record.text), byId: new Map(facts.map((f) => [f.id, f])) };
        app.queue.unsent().filter((event) => event.document === record.id).forEach(take);
        facts.forEach(place);
        app.selected = null;
        app.tell("document");
        app.refilter();
        app.select(app.document.byId.get(factId) ?? firstOpen(0) ?? app.visible[0] ?? null);
    };

    /* Where it stands, in UTF-16 units. */
    function place(fact) {
        const { record, points } = app.document;
        const where = fact.gone ? [] : ilex.places(record, fact);
        fact.places = where.map(([start, end]) => [points.unit(start), points.unit(end)]);
    }

    /* --- filter and order --- */

    const passes = (fact, { hidden, state, rule, words }) =>
        !fact.withdrawn && !hidden.has(fact.kind) && (!rule || fact.rule === rule) &&
        (!state || (state === "flagged" ? fact.flagged : state === "open" ? ilex.OPEN_STATES.has(fact.state) : fact.state === state)) &&
        (!words || (fact.haystack ??= Object.values(fact.fields).join("\n").toLowerCase()).includes(words));

    const startOf = (fact) => fact.fields.start ?? Infinity;
    const ORDERS = {
        doubt: (a, b) => b.weight - a.weight || startOf(a) - startOf(b),
        text: (a, b) => startOf(a) - startOf(b) || b.fields.end - a.fields.end,
    };

    app.refilter = function () {
        const { facts } = app.document;
        for (const fact of facts) fact.visible = passes(fact, app.filter);
        app.visible = facts.filter((fact) => fact.visible).sort(ORDERS[app.order]);
        app.tell("visible");
        if (app.selected && !app.selected.visible) app.select(null);
    };

    app.setFilter = function (changes) {
        Object.assign(app.filter, changes);
        app.refilter();
    };

    app.setOrder = function (order) {
        app.order = order;
        ilex.local.set("ilex/order", order);
        app.refilter();
    };

    app.select = function (fact) {
        const before = app.selected;
        app.selected = fact;
        app.tell("selected", before);
    };

    app.step = function (by) {
        const at = app.visible.indexOf(app.selected);
        const next = app.visible[at < 0 ? (by > 0 ? 0 : app.visible.length - 1) : at + by];
        if (next) app.select(next);
    };

    function firstOpen(from) {
        const n = app.visible.length;
        for (let i = 0; i < n; i++) {
            const fact = app.visible[(from + i) % n];
            if (ilex.OPEN_STATES.has(fact.state)) return fact;
        }
        return null;
    }

    /* Documents in the order of work, of the language chosen. */
    app.listed = () => app.documents.filter((document) => !app.language || document.language === app.language);

    app.stepDocument = function (by) {
        const list = app.listed(), at = list.findIndex((document) => document.n === app.document.n);
        const next = list[at + by];
        if (next) return app.open(next.n);
        ilex.say(by > 0 ? "This is the last document." : "This is the first document.");
        return null;
    };

    /* --- events --- */

    /* One event into the open document; gives the fact it changed, or null. */
    function take(event) {
        const { byId, facts } = app.document;
        let fact = byId.get(event.fact);
        if (!fact && event.decision === "add") {
            fact = factOf({ id: event.fact, kind: event.kind, fields: event.after, decisions: [event] }, { added: true });
            place(fact);
            facts.push(fact);
            byId.set(fact.id, fact);
            return fact;
        }
        if (!fact || fact.decisions.some((known) => known.id === event.id)) return null;
        fact.decisions.push(event);
        refold(fact);
        return fact;
    }

    function takeAll(events) {
        keepMine(events);
        const before = app.document.facts.length;
        const changed = [...new Set(events.filter((event) => event.document === app.document.record.id).map(take).filter(Boolean))];
        if (!changed.length) return;
        if (app.document.facts.length !== before) app.tell("facts", null);
        const moved = changed.some((fact) => fact.visible !== passes(fact, app.filter));
        if (moved) app.refilter();
        app.tell("facts", changed);
    }

    /* The records have been made anew: the same document again, with what is in it now. */
    async function openAgain() {
        const { record } = app.document, chosen = app.selected?.id;
        app.documents = await app.source.documents();
        const here = app.documents.find((document) => document.id === record.id) ?? app.documents[0];
        if (!here) throw new Error("There is no document to review any more.");
        await app.open(here.n, chosen);
        ilex.say("The records were made anew.");
    }

    /* What others decided, and this page in another window. */
    app.poll = async function () {
        const answer = await app.source.events(app.seq);
        app.seq = answer.seq;
        if (answer.reading !== app.session.reading && !ilex.dialogs.isOpen()) {
            await openAgain();
            app.session.reading = answer.reading;
            return;
        }
        if (!answer.events.length) return;
        takeAll(answer.events);
        if (answer.events.some((event) => event.document !== app.document.record.id)) {
            app.documents = await app.source.documents();
            app.tell("documents");
        }
    };

    const now = () => new Date().toISOString();

    function eventOf(fact, decision, at, more) {
        const { record } = app.document;
        return {
            id: ilex.uuid(), at, reviewer: app.session.reviewer, document: record.id, sha256: record.source.sha256, fact: fact.id, kind: fact.kind,
            rule: fact.rule, rules: record.tool.rules, decision, reason: null, note: null, before: fact.fields, after: null, target: null, curator: app.session.curator, ...more,
        };
    }

    function record(events) {
        takeAll(events);
        app.queue.add(events);
    }

    const SAID = { accept: "Accepted", reject: "Rejected", correct: "Corrected", unsure: "Unsure", flag: "Flagged", unflag: "Flag taken off", add: "Added" };

    function tellProgress(words) {
        const open = app.document.facts.filter((fact) => ilex.OPEN_STATES.has(fact.state) && !fact.withdrawn).length;
        ilex.say(`${words}. ${open} left to review.`);
    }

    /* Decides on the selected fact and goes on to the next that is open. */
    app.decide = function (decision, more = {}) {
        const fact = app.selected;
        if (!fact) return;
        if (fact.gone) {
            ilex.say("This fact is gone from the record. If the release says it, add it.");
            return;
        }
        const at = app.visible.indexOf(fact);
        record([eventOf(fact, decision, now(), more)]);
        if (decision !== "flag" && decision !== "unflag") app.select(firstOpen(Math.max(at, 0)) ?? (fact.visible ? fact : app.visible[at] ?? app.visible.at(-1) ?? null));
        tellProgress(`${SAID[decision]}: ${ilex.title(fact.shown)}`);
    };

    app.flag = () => app.selected && app.decide(app.selected.flagged ? "unflag" : "flag");

    /* All at once, as one action to undo. */
    app.acceptAll = function (facts) {
        const at = now(), open = facts.filter((fact) => fact.state === "unreviewed");
        if (!open.length) return;
        record(open.map((fact) => eventOf(fact, "accept", at, {})));
        app.select(firstOpen(0) ?? app.visible[0] ?? null);
        tellProgress(`Accepted ${open.length}`);
    };

    app.add = function (fields) {
        const id = "a-" + ilex.uuid();
        record([eventOf({ id, kind: fields.kind, rule: null, fields: null }, "add", now(), { before: null, after: fields })]);
        app.refilter();
        app.select(app.document.byId.get(id));
        tellProgress(`Added: ${ilex.title(fields)}`);
    };

    const known = new Map(); // my events by id: the last thousand, and those of the open document
    let turn = Promise.resolve(); // one after another, however fast the key is pressed

    const inTurn = (does) => (turn = turn.then(does, does));

    function keepMine(events) {
        for (const event of events) if (event.reviewer === app.session.reviewer) known.set(event.id, event);
    }

    /* What can be undone from before this page was opened. */
    app.recall = () => inTurn(async () => {
        const { events } = await app.source.events(Math.max(0, app.session.seq - 1000));
        keepMine(events);
        keepMine(app.queue.unsent());
    });

    /* My actions that can be undone, and those that can be done again: events of one action share document and time. */
    function history() {
        keepMine(app.document.facts.flatMap((fact) => fact.decisions));
        const actions = new Map(), actionOf = (event) => event && event.at + event.document;
        for (const event of [...known.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
            if (!actions.has(actionOf(event))) actions.set(actionOf(event), []);
            actions.get(actionOf(event)).push(event);
        }
        const done = [], undone = [];
        for (const events of actions.values()) {
            const { decision, target } = events[0];
            const move = (from, to) => {
                const at = from.findIndex((action) => actionOf(action[0]) === actionOf(known.get(target)));
                if (at >= 0) to.push(...from.splice(at, 1));
            };
            if (decision === "undo") move(done, undone);
            else if (decision === "redo") move(undone, done);
            else {
                done.push(events);
                undone.length = 0;
            }
        }
        return { done, undone };
    }

    /* In its own document, which is opened if another one is. */
    async function reverse(decision, action) {
        if (!action) return ilex.say(`Nothing to ${decision}.`);
        const there = app.documents.find((document) => document.id === action[0].document);
        if (!there) return ilex.say("The document of that decision is not in the store any more.");
        ilex.tabs.show("facts");
        if (there.n !== app.document.n) await app.open(there.n);
        const at = now(), events = action.filter((event) => app.document.byId.has(event.fact)), fact = app.document.byId.get(action[0].fact);
        if (!events.length) return ilex.say("The fact of that decision is gone.");
        record(events.map((event) => eventOf(app.document.byId.get(event.fact), decision, at, { target: event.id })));
        if (fact?.visible) app.select(fact);
        return tellProgress(`${decision === "undo" ? "Undone" : "Done again"}: ${SAID[action[0].decision].toLowerCase()} ${action.length > 1 ? action.length : ilex.title(fact.shown)}`);
    }

    app.undo = () => inTurn(() => reverse("undo", history().done.at(-1)));
    app.redo = () => inTurn(() => reverse("redo", history().undone.at(-1)));
}
