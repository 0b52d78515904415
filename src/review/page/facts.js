"use strict";
/* facts.js: what a fact is made of, how it is named, and why it has the values it has. Field names are those of 6-emit/facts.def. */

ilex.KINDS = {
    figure: { label: "Figure", many: "Figures", tag: "F" },
    date: { label: "Date", many: "Dates", tag: "D" },
    quote: { label: "Quote", many: "Quotes", tag: "Q" },
    organisation: { label: "Body", many: "Bodies", tag: "B" },
    person: { label: "Person", many: "People", tag: "P" },
};

ilex.STATES = {
    unreviewed: "to review", reopened: "reopened", disputed: "disputed", unsure: "unsure", accepted: "accepted", corrected: "corrected",
    added: "added", rejected: "rejected", stale: "stale",
};
ilex.OPEN_STATES = new Set(["unreviewed", "reopened", "disputed"]);

ilex.REASONS = [
    ["not_a_fact", "Not a fact"], ["span", "Wrong span"], ["value", "Wrong value or unit"], ["date", "Wrong date"],
    ["speaker", "Wrong speaker or body"], ["other", "Other"],
];

const DECIMAL = { pattern: "-?[0-9]+([.][0-9]+)?", hint: "plain number, such as 5800000" };
const DAY = { pattern: "[0-9]{4}-[0-9]{2}-[0-9]{2}", hint: "2025-03-29" };
const choice = (...options) => ({ options });

/* What a record has a place for: words of its text, bodies that are in it, speakers of its quotes. `unheld` says so of what is something else. */
const IN_TEXT = { unheld: (words, { record }) => !record.text.includes(words) && "These words do not stand in the release: its record has no place for them." };
const BODY = { unheld: (name, { facts }) => !facts.some(({ shown, state }) => shown.kind === "organisation" && state !== "rejected" && [shown.name, shown.acronym, shown.canonical].includes(name)) &&
    "There is no body of that name: add it, and the record has a place for it." };
const SPEAKER = { unheld: (name, { facts }) => !facts.some(({ shown, state }) => shown.kind === "quote" && state !== "rejected" && shown.speaker === name) &&
    "A figure has its speaker from the quote it stands in: correct that." };

ilex.FIELDS = {
    figure: [
        ["value", "Value", DECIMAL], ["high", "Up to", DECIMAL], ["unit", "Unit"], ["unit_name", "Unit in words"],
        ["type", "Type", choice("count", "percent", "percentage_points", "money", "ratio", "multiple", "measure", "duration", "age")],
        ["modifier", "Modifier", choice("about", "more_than", "less_than", "at_least", "at_most")], ["change", "Change", choice("increase", "decrease")],
        ["of", "Of", IN_TEXT], ["population", "Population", IN_TEXT], ["place", "Place", IN_TEXT], ["as_of", "As of", { hint: "2024, 2024-05, 2021/2025" }],
        ["status", "Status", choice("actual", "target", "projected")], ["speaker", "Said by", SPEAKER],
    ],
    date: [
        ["value", "Value", { hint: "2024-05, 2021/2025, P3Y" }], ["type", "Type", choice("DATE", "TIME", "DURATION", "SET")], ["modifier", "Modifier"],
        ["start_date", "From", DAY], ["end_date", "To", DAY],
    ],
    quote: [
        ["speaker", "Speaker"], ["role", "Role"], ["organisation", "Body", BODY], ["type", "Type", choice("direct", "mixed", "indirect")], ["cue", "Cue", IN_TEXT],
        ["quoted", "Words", IN_TEXT],
    ],
    organisation: [
        ["name", "Name"], ["acronym", "Acronym"], ["canonical", "Official name"],
        ["type", "Type", choice("intergovernmental", "government", "company", "ngo", "union", "employers", "university", "media", "court", "group",
            "programme", "other")],
        ["organisation", "Part of", BODY], ["wikidata", "Wikidata", { pattern: "Q[1-9][0-9]*", hint: "Q42" }],
    ],
    person: [["name", "Name"], ["role", "Role"], ["organisation", "Body", BODY]],
};

ilex.words = (name) => name.replaceAll("_", " ");

/* 1234567.5 → 1 234 567.5, with narrow blanks that a line is not broken at. */
ilex.grouped = function (decimal) {
    const [whole, part] = String(decimal).split(".");
    const digits = whole.replace(/\B(?=([0-9]{3})+$)/g, "\u202f");
    return part === undefined ? digits : digits + "." + part;
};

const SYMBOLS = { about: "≈", more_than: ">", less_than: "<", at_least: "≥", at_most: "≤" };
const CHANGES = { increase: "▲", decrease: "▼" };
const short = (text, n) => (text.length > n ? text.slice(0, n).replace(/\s+\S*$/, "") + " …" : text);
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

function figureTitle(f) {
    const money = f.type === "money" ? f.unit : null;
    const unit = { percent: "%", "percentage point": "points" }[f.unit] ?? f.unit ?? (f.type === "multiple" ? "times" : null);
    const value = ilex.grouped(f.value ?? "?") + (f.high === undefined || f.high === null ? "" : "–" + ilex.grouped(f.high));
    return [CHANGES[f.change], SYMBOLS[f.modifier], money, value, f.type === "ratio" && unit ? "of " + unit : money ? null : unit].filter(Boolean).join(" ");
}

/* The fact in a few words: of a card, of what is said aloud. */
ilex.title = function (fields) {
    switch (fields.kind) {
    case "figure": return figureTitle(fields);
    case "date": return fields.value ?? oneLine(fields.text ?? "");
    case "quote": return short(oneLine(fields.quoted || fields.text || ""), 120);
    default: return fields.name ?? oneLine(fields.text ?? "");
    }
};

/* The line under it. */
ilex.subtitle = function (f) {
    const parts = {
        figure: () => [f.of ? short(oneLine(f.of), 90) : null, f.place],
        date: () => ["“" + oneLine(f.text ?? "") + "”"],
        quote: () => [f.speaker ?? "no speaker", f.role ? short(f.role, 60) : null],
        organisation: () => [f.acronym, f.type, f.canonical !== f.name ? f.canonical : null],
        person: () => [f.role, f.organisation],
    }[f.kind];
    return parts ? parts().filter(Boolean).join(" · ") : "";
};

function byId(record, id) {
    const array = { d: record.dates, f: record.figures, q: record.quotes, o: record.organisations, p: record.people }[id?.[0]];
    return array?.find((entry) => entry.id === id);
}

const RELATIONS = { equivalent: "the same as", from: "changes from", to: "changes to", compared_to: "compared to", repeats: "repeats" };
const FOUND = { clause: "in its clause", sentence: "in its sentence", paragraph: "in its paragraph", period: "the period the text speaks of", document: "from the whole release" };

function figureWhy(record, f) {
    const date = byId(record, f.as_of?.date);
    return [
        f.unit_text && f.unit_text !== f.unit && ["unit", f.unit_text], f.modifier_text && ["modifier", f.modifier_text],
        f.as_of && ["as of", f.as_of.value + ", " + FOUND[f.as_of.from] + (date ? ":" : ""), date],
        f.status_text && [f.status, f.status_text],
        f.said_by && ["said in", f.said_by, byId(record, f.said_by)],
        ...f.links.map((link) => [RELATIONS[link.relation], "", byId(record, link.figure)]),
    ];
}

function quoteWhy(record, q) {
    const speaker = q.speaker;
    return [
        q.cue && ["cue", "", q.cue],
        speaker && ["speaker", speaker.resolved ? "found by " + speaker.resolved + (speaker.start === null ? "" : ":") : "",
            speaker.start === null ? null : speaker],
        speaker?.person && ["who is", "", byId(record, speaker.person)?.mentions[0]],
    ];
}

/* The fact's entry in the record; undefined for one that was added or is gone. A body or a person is one with all its mentions. */
function entryOf(record, fact) {
    return fact.at ? record[fact.at[0]]?.[fact.at[1]] : undefined;
}

/* Its bytes in the page as read, or null. */
ilex.sourceRange = function (record, fact) {
    const entry = entryOf(record, fact);
    return entry?.source ?? entry?.mentions?.[0].source ?? null;
};

/* Why a fact has its values: [what, words, place in the text or null], as far as the record says. */
ilex.why = function (record, fact) {
    const entry = entryOf(record, fact);
    if (!entry) return [];
    const made = {
        figure: () => figureWhy(record, entry),
        date: () => [entry.anchor && ["counted from", entry.anchor === "published" ? "the date of publication " + (record.published?.value ?? "") : "",
            byId(record, entry.anchor)]],
        quote: () => quoteWhy(record, entry),
        organisation: () => entry.mentions.slice(1, 9).map((mention) => ["also", "", mention]),
        person: () => entry.mentions.slice(1, 9).map((mention) => ["also", "", mention]),
    }[fact.kind];
    return made ? made().filter(Boolean) : [];
};

/* Where a fact stands in the text, in code points: a body at all its mentions, a quotation in its quoted stretches. */
ilex.places = function (record, fact) {
    const entry = entryOf(record, fact);
    if (entry?.mentions) return entry.mentions.map((m) => [m.start, m.end]);
    const { start, end } = fact.fields;
    if (entry?.segments?.length && entry.type === "direct" && entry.start === start && entry.end === end)
        return entry.segments.map((s) => [s.start, s.end]);
    return Number.isInteger(start) && Number.isInteger(end) && start < end ? [[start, end]] : [];
};
