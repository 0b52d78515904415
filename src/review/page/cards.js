"use strict";
/* cards.js: the facts as a list. A card is two lines; the selected one shows everything and takes the focus. */

ilex.cards = {};
{
    const { el } = ilex, app = ilex.app, list = () => ilex.byId("cards");
    const cards = new Map(); // fact: its card

    function badge(fact) {
        return el("span", { class: "state " + fact.state }, ilex.STATES[fact.state], fact.flagged ? " ⚑" : null);
    }

    const STATUSES = new Set(["target", "projected"]);

    function chips(f) {
        const chip = (label, value, name) => value && el("span", { class: "chip " + (name ?? "") }, el("span", { class: "label" }, label), " ", value);
        return [
            f.kind === "figure" && chip("as of", f.as_of ?? "no date", f.as_of ? "" : "missing"),
            f.kind === "figure" && f.status && f.status !== "actual" && chip("status", f.status, STATUSES.has(f.status) ? f.status : ""),
            f.kind === "figure" && chip("said by", f.speaker),
            f.kind === "quote" && f.type !== "direct" && chip("type", f.type),
        ].filter(Boolean);
    }

    function head(fact) {
        const f = fact.shown, kind = ilex.KINDS[f.kind], what = ilex.subtitle(f);
        return [
            el("div", { class: "head" }, el("span", { class: "kind" }, kind?.label ?? f.kind), el("strong", { class: "value" }, ilex.title(f)), badge(fact)),
            el("div", { class: "sub" }, what && el("span", { class: "what" }, what), chips(f)),
        ];
    }

    const SPACES = /\s+/g;

    /* The fact's words with what stands around them. */
    function evidence(fact) {
        const { start, end } = fact.shown;
        if (fact.gone || !Number.isInteger(start)) return el("blockquote", { class: "evidence" }, el("b", {}, fact.fields.text ?? ""));
        const [before, words, after] = ilex.text.around(start, end, 90);
        return el("blockquote", { class: "evidence", lang: app.document.record.language }, before, el("b", {}, words), after);
    }

    function fieldRows(fact) {
        const rows = (ilex.FIELDS[fact.kind] ?? []).map(([name, label]) => {
            const value = fact.shown[name] ?? null, old = fact.fields[name] ?? null;
            if ((value === null && old === null) || (name === "unit_name" && value === fact.shown.unit)) return null;
            const changed = String(value) !== String(old);
            return [el("dt", {}, label), el("dd", {}, value === null ? el("em", {}, "none") : String(value), changed && old !== null && [" ", el("del", {}, String(old))])];
        });
        return el("dl", { class: "fields" }, rows.filter(Boolean));
    }

    function whyRows(fact) {
        const rows = ilex.why(app.document.record, fact);
        if (!rows.length) return null;
        return el("ul", { class: "why" }, rows.map(([what, words, place]) => el("li", {}, el("span", { class: "label" }, what), " ", words, words && place ? " " : null,
            place && el("button", { type: "button", class: "place", onclick: () => ilex.text.point(place.start, place.end) },
                "“" + ilex.text.slice(place.start, Math.min(place.end, place.start + 60)).replace(SPACES, " ") + "”"))));
    }

    const SAYS = { accept: "accepted", reject: "rejected", correct: "corrected", unsure: "unsure", flag: "flagged", unflag: "unflagged", add: "added" };

    /* What was decided before, where that is not what the badge says: by others, or on other fields. */
    function past(fact) {
        const events = ilex.standing(fact.decisions).filter((event) => SAYS[event.decision]);
        if (!events.length) return null;
        return el("ul", { class: "past" }, events.slice(-6).map((event) => el("li", {}, el("b", {}, event.reviewer || "someone"), " ", SAYS[event.decision],
            event.reason && ": " + (ilex.REASONS.find(([name]) => name === event.reason)?.[1].toLowerCase() ?? ilex.words(event.reason)),
            event.note && ` — ${event.note}`, fact.state === "reopened" && event.before && differences(event.before, fact.fields),
            el("time", { datetime: event.at }, " " + (event.at ?? "").slice(0, 16).replace("T", " ")))));
    }

    function differences(before, now) {
        const names = Object.keys({ ...before, ...now }).filter((name) => String(before[name] ?? "") !== String(now[name] ?? ""));
        return [" when ", names.filter((name) => name !== "number").map((name) => `${ilex.words(name)} was ${before[name] ?? "none"}`).join(", ")];
    }

    function originalButton(fact) {
        return app.document.source && ilex.sourceRange(app.document.record, fact) && el("button", { type: "button", "data-key": "o" }, "Original passage");
    }

    /* What the state asks of the reader. */
    const ASKS = {
        stale: "The words are no longer taken for a fact. If they are one, add it.", reopened: "The record says something else than when this was decided.",
        disputed: "Reviewers do not agree; a curator's decision settles it.",
    };

    function details(fact) {
        return [
            ASKS[fact.state] && el("p", { class: "told" }, ASKS[fact.state]), evidence(fact), fieldRows(fact), whyRows(fact), past(fact),
            el("p", { class: "rule" }, fact.rule ? [el("span", { class: "label" }, "rule"), " ", el("button", {
                type: "button", class: "place", title: "Show only what this rule found", onclick: () => ilex.cards.onlyRule(fact.rule),
            }, fact.rule)] : "added by hand", fact.doubt ? el("span", { class: "doubt" }, "doubt " + Math.round(fact.doubt * 100) + " %") : null,
            originalButton(fact)),
            !fact.gone && el("div", { class: "actions" }, ["a", "x", "e", " ", "f"].map((key) => ilex.keys.button(key))),
        ];
    }

    function fill(fact) {
        const card = cards.get(fact), selected = fact === app.selected;
        card.className = `card ${fact.kind} ${fact.state}${selected ? " selected" : ""}${fact.flagged ? " flagged" : ""}`;
        card.tabIndex = selected ? 0 : -1;
        if (selected) card.setAttribute("aria-current", "true");
        else card.removeAttribute("aria-current");
        card.replaceChildren(...head(fact), ...(selected ? details(fact).filter(Boolean) : []));
    }

    function make(fact) {
        const card = el("li", { "data-fact": fact.id });
        card.fact = fact;
        cards.set(fact, card);
        fill(fact);
        return card;
    }

    /* Only cards near what is looked at are in the page; what is above and below them is room of their height. */
    const MARGIN = 40;
    let height = 60, from = 0, to = 0;

    function draw(first) {
        const n = app.visible.length, at = document.activeElement, held = list().contains(at) && at.closest(".card")?.fact;
        from = Math.max(0, Math.min(first, n - 2 * MARGIN));
        to = Math.min(n, Math.max(from, first) + 3 * MARGIN);
        const shown = app.visible.slice(from, to).map((fact) => cards.get(fact) ?? make(fact));
        shown.forEach((card, i) => {
            card.setAttribute("aria-posinset", from + i + 1);
            card.setAttribute("aria-setsize", n);
        });
        list().replaceChildren(...shown);
        list().style.setProperty("--above", from * height + "px");
        list().style.setProperty("--below", (n - to) * height + "px");
        if (held && held === app.selected && cards.get(held).isConnected && document.activeElement !== at) cards.get(held).focus({ preventScroll: true });
    }

    /* The first and the last card that are looked at, by where the list stands. */
    function lookedAt() {
        const box = list(), above = box.scrollTop + Math.max(0, -box.getBoundingClientRect().top);
        return [Math.floor(above / height), Math.ceil((above + innerHeight) / height)];
    }

    function scrolled() {
        if (!app.document) return;
        const [first, last] = lookedAt(), n = app.visible.length;
        if ((first - 5 < from && from > 0) || (last + 5 > to && to < n)) draw(first - MARGIN);
    }

    function arrange() {
        const at = app.visible.indexOf(app.selected);
        draw((at < 0 ? 0 : at) - MARGIN);
        const plain = list().querySelector(".card:not(.selected)");
        if (plain) height = plain.offsetHeight + 5;
        const none = ilex.byId("none");
        none.hidden = app.visible.length > 0;
        none.textContent = app.document.facts.length ? "No fact passes the filter." : "No facts were found in this document.";
    }

    /* The focus follows, unless it is where something is being written. */
    function show() {
        const at = app.visible.indexOf(app.selected);
        if (at < 0) return;
        if (at < from || at >= to) draw(at - MARGIN);
        const card = cards.get(app.selected);
        if (!document.activeElement?.closest("dialog, input, select, textarea")) card.focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest" });
    }

    list().addEventListener("scroll", scrolled, { passive: true });
    addEventListener("scroll", scrolled, { passive: true });
    app.on("document", () => cards.clear());
    app.on("visible", arrange);
    app.on("facts", (facts) => facts?.filter((fact) => cards.has(fact)).forEach(fill));
    app.on("selected", (before) => {
        for (const fact of [before, app.selected]) if (fact && cards.has(fact)) fill(fact);
        show();
    });

    ilex.cards.focus = show;
    ilex.cards.onlyRule = (rule) => {
        const fact = app.selected;
        app.setFilter({ rule });
        if (fact) app.select(fact);
    };

    /* The facts whose cards are on the screen: what "accept visible" means. */
    ilex.cards.onScreen = function () {
        const box = ilex.byId("cards").getBoundingClientRect();
        const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
        const seen = [];
        for (const card of list().children) {
            const { top: from, bottom: to } = card.getBoundingClientRect();
            if (from >= bottom) break;
            if (from + 8 >= top && Math.min(to, from + 40) <= bottom + 8) seen.push(card.fact);
        }
        return seen;
    };

    /* --- the filter bar --- */

    function kindBoxes() {
        return Object.entries(ilex.KINDS).map(([kind, { many }]) => {
            const n = app.document.facts.filter((fact) => fact.kind === kind).length;
            return el("button", {
                type: "button", class: "kind-box " + kind, "aria-pressed": String(!app.filter.hidden.has(kind)), "data-kind": kind,
                onclick: () => {
                    const hidden = new Set(app.filter.hidden);
                    if (!hidden.delete(kind)) hidden.add(kind);
                    app.setFilter({ hidden });
                },
            }, many, " ", el("span", { class: "n" }, String(n)));
        });
    }

    function select(label, value, options, chosen) {
        const box = el("select", { "aria-label": label, onchange: () => chosen(box.value) }, options.map(([name, words]) => el("option", { value: name }, words)));
        box.value = value;
        return box;
    }

    function filterBar() {
        const rules = [...new Set(app.document.facts.map((fact) => fact.rule).filter(Boolean))].sort();
        const states = [["", "Any state"], ["open", "To decide"], ...Object.entries(ilex.STATES), ["flagged", "flagged"]];
        const search = el("input", {
            type: "search", id: "search", placeholder: "Search  /", "aria-label": "Search the facts", value: app.filter.words,
            oninput: () => app.setFilter({ words: search.value.toLowerCase() }),
        });
        return [
            el("div", { class: "kinds", role: "group", "aria-label": "Kinds" }, kindBoxes()),
            el("div", { class: "choices" }, search, select("State", app.filter.state, states, (state) => app.setFilter({ state })),
                select("Rule", app.filter.rule, [["", "Any rule"], ...rules.map((rule) => [rule, rule])], (rule) => app.setFilter({ rule })),
                select("Order", app.order, [["doubt", "Doubtful first"], ["text", "In text order"]], app.setOrder)),
        ];
    }

    function refreshBar() {
        const bar = ilex.byId("filters");
        for (const box of bar.querySelectorAll("[data-kind]")) box.setAttribute("aria-pressed", String(!app.filter.hidden.has(box.dataset.kind)));
        for (const [label, value] of [["Rule", app.filter.rule], ["State", app.filter.state], ["Order", app.order]]) {
            const box = bar.querySelector(`[aria-label=${label}]`);
            if (box) box.value = value;
        }
    }

    app.on("document", () => {
        if (!app.document.facts.some((fact) => fact.rule === app.filter.rule)) app.filter.rule = "";
        ilex.byId("filters").replaceChildren(...filterBar());
    });
    app.on("facts", (facts) => {
        if (!facts) ilex.byId("filters").querySelector(".kinds").replaceChildren(...kindBoxes());
    });
    app.on("visible", refreshBar);
}
