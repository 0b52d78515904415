"use strict";
/* fold.js: what events come to. The same rules as src/review/fold.c, so that a decision shows at once and the one-file page needs no server. */

const SETTLES = new Set(["accept", "reject", "correct", "unsure", "add"]);
const STATE_OF = { accept: "accepted", reject: "rejected", correct: "corrected", unsure: "unsure", add: "added" };

/* The events that stand: undone ones are out until they are redone. */
ilex.standing = function (events) {
    const out = new Set();
    for (const event of events) {
        if (event.decision === "undo") out.add(event.target);
        else if (event.decision === "redo") out.delete(event.target);
    }
    return events.filter((event) => event.decision !== "undo" && event.decision !== "redo" && !out.has(event.id));
};

/* Whether both say the same: null, empty and missing are one, and what another field says already does not count. */
ilex.same = function (a, b) {
    const keys = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
    for (const key of keys)
        if (key !== "number" && key !== "as_of_from" && String(a?.[key] ?? "") !== String(b?.[key] ?? "")) return false;
    return true;
};

/* {state, flagged, last, shown}: `last` the event that settles it, `shown` the fields as it corrects them. */
ilex.fold = function (fact) {
    const events = ilex.standing(fact.decisions);
    const lasts = new Map(); // reviewer: the last decision
    let flagged = false, curated = null;
    for (const event of events) {
        if (event.decision === "flag" || event.decision === "unflag") flagged = event.decision === "flag";
        if (!SETTLES.has(event.decision)) continue;
        lasts.delete(event.reviewer);
        lasts.set(event.reviewer, event);
    }
    const all = [...lasts.values()];
    for (const event of all) if (event.curator && event.decision !== "unsure") curated = event;
    const last = curated ?? all.at(-1) ?? null;
    const agree = curated || all.every((event) => event.decision === last.decision && ilex.same(event.after, last.after));
    let state = last ? (agree ? STATE_OF[last.decision] : "disputed") : "unreviewed";
    if (fact.gone) state = "stale";
    else if (last && !fact.added && !ilex.same(last.before, fact.fields)) state = "reopened";
    const shown = state === "corrected" ? { ...fact.fields, ...last.after } : fact.fields;
    return { state, flagged, last, shown };
};

/* Wilson's interval of k in n at 95 %. */
ilex.wilson = function (k, n) {
    if (!n) return { precision: null, low: null, high: null };
    const z = 1.959964, p = k / n, z2 = (z * z) / n;
    const middle = (p + z2 / 2) / (1 + z2), half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n))) / (1 + z2);
    return { precision: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};
