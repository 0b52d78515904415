"use strict";
/* dialogs.js: what asks something: why rejected, the right fields, a missed fact, which document; and what only shows: the original passage, help. */

ilex.dialogs = {};
{
    const { el } = ilex, app = ilex.app, dialogs = ilex.dialogs;

    /* One modal dialog at a time; closing it gives the focus back to the card. */
    function open(title, name, ...body) {
        const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() }, "Close ", el("kbd", {}, "Esc"));
        const dialog = el("dialog", { class: name, "aria-labelledby": "dialog-title" },
            el("header", {}, el("h2", { id: "dialog-title" }, title), close), ...body);
        dialog.addEventListener("close", () => {
            dialog.remove();
            ilex.cards.focus();
        });
        dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
        dialog.addEventListener("keydown", (event) => event.stopPropagation()); // a key that closes it is not also the page's
        document.body.append(dialog);
        dialog.showModal();
        return dialog;
    }

    /* --- reject --- */

    dialogs.reject = function () {
        const fact = app.selected;
        if (!fact || fact.gone) return;
        const note = el("input", { type: "text", id: "note", maxlength: 2000, autocomplete: "off" });
        const choose = (reason) => {
            dialog.close();
            app.decide("reject", { reason, note: note.value.trim() || null });
        };
        const reasons = ilex.REASONS.map(([name, label], i) =>
            el("button", { type: "button", class: "reason", onclick: () => choose(name) }, el("kbd", {}, String(i + 1)), label));
        const dialog = open("Reject: what is wrong?", "reject", el("p", { class: "subject" }, ilex.title(fact.shown)), el("div", { class: "reasons" }, reasons),
            el("p", { class: "field" }, el("label", { for: "note" }, "Note (first, if any)"), note));
        dialog.addEventListener("keydown", (event) => {
            const reason = event.target !== note && !event.ctrlKey && !event.altKey && !event.metaKey && ilex.REASONS[event.key - 1];
            if (reason) choose(reason[0]);
            if (event.target === note && event.key === "Enter") reasons.at(-1).focus();
        });
        reasons[0].focus();
    };

    /* --- a form over the fields of one kind --- */

    function input(name, label, rule, value) {
        const id = "field-" + name;
        let box;
        if (rule?.options) {
            const known = value && !rule.options.includes(value) ? [value, ...rule.options] : rule.options;
            box = el("select", { id, name }, el("option", { value: "" }, "none"), known.map((option) => el("option", { value: option }, ilex.words(option))));
        } else if (name === "quoted") box = el("textarea", { id, name, rows: 4 });
        else box = el("input", { type: "text", id, name, pattern: rule?.pattern, title: rule?.hint, placeholder: rule?.hint, autocomplete: "off", spellcheck: "false" });
        box.value = value ?? "";
        return el("p", { class: "field" }, el("label", { for: id }, label), box, rule?.unheld && unheld(box, rule, value));
    }

    /* Told while it is written, and no hindrance: the decision is kept, the export says it again. */
    function unheld(box, rule, value) {
        const told = el("small", { id: box.id + "-told", class: "told", role: "status" });
        box.setAttribute("aria-describedby", told.id);
        box.addEventListener("input", () => {
            const words = box.value.trim();
            told.textContent = (words && words !== value && rule.unheld(words, app.document)) || "";
        });
        return told;
    }

    const formFields = (kind, fields) => ilex.FIELDS[kind].map(([name, label, rule]) => input(name, label, rule, fields[name]));

    function readFields(form, kind) {
        return Object.fromEntries(ilex.FIELDS[kind].map(([name]) => [name, form.elements[name].value.trim() || null]));
    }

    /* The span, moved by words at either end. */
    function spanEditor(span) {
        const shown = el("p", { class: "span-shown", lang: app.document.record.language });
        const text = () => app.document.record.text, { unit, point } = app.document.points;
        const draw = () => {
            const [before, words, after] = ilex.text.around(span.start, span.end, 60);
            shown.replaceChildren(before, el("mark", {}, words), after);
        };
        const moves = {
            "start ←": () => { const m = /\S+\s*$/.exec(text().slice(0, unit(span.start))); if (m) span.start = point(m.index); },
            "start →": () => { const m = /^\S+\s+/.exec(text().slice(unit(span.start), unit(span.end))); if (m) span.start = point(unit(span.start) + m[0].length); },
            "end ←": () => { const m = /\s+\S+$/.exec(text().slice(unit(span.start), unit(span.end))); if (m) span.end = point(unit(span.start) + m.index); },
            "end →": () => { const m = /^\s*\S+/.exec(text().slice(unit(span.end))); if (m) span.end = point(unit(span.end) + m[0].length); },
            "start letter →": () => { if (span.start + 1 < span.end) span.start++; },
            "end letter ←": () => { if (span.start + 1 < span.end) span.end--; },
        };
        const buttons = Object.entries(moves).map(([label, move]) => el("button", { type: "button", onclick: () => { move(); draw(); } }, label));
        draw();
        return el("fieldset", { class: "span" }, el("legend", {}, "Words"), shown, el("div", { class: "moves" }, buttons));
    }

    /* Fields and buttons as a form; `done` gets the form when it is right. */
    function form(submit, done, ...body) {
        const made = el("form", { method: "dialog", onsubmit: (event) => {
            event.preventDefault();
            made.closest("dialog").close();
            done(made);
        } }, ...body, el("p", { class: "submit" }, el("button", { type: "submit", class: "primary" }, submit, " ", el("kbd", {}, "Enter"))));
        made.addEventListener("keydown", (event) => { // in a list of choices as in a line of text
            if (event.key !== "Enter" || event.target.tagName !== "SELECT") return;
            event.preventDefault();
            made.requestSubmit();
        });
        return made;
    }

    /* --- correct --- */

    dialogs.correct = function () {
        const fact = app.selected;
        if (!fact || fact.gone) return;
        const { shown } = fact, chosen = ilex.text.selection();
        const span = { start: shown.start, end: shown.end, ...chosen };
        const asked = formFields(fact.kind, shown);
        const note = el("p", { class: "field" }, el("label", { for: "field-note" }, "Note"), el("input", { type: "text", id: "field-note", name: "note", maxlength: 2000 }));
        open("Correct the " + ilex.KINDS[fact.kind].label.toLowerCase(), "fields-of", form("Correct", (made) => {
            const given = readFields(made, fact.kind), after = {};
            for (const [name, value] of Object.entries(given)) if (String(value ?? "") !== String(fact.fields[name] ?? "")) after[name] = value;
            if (span.start !== fact.fields.start || span.end !== fact.fields.end)
                Object.assign(after, { start: span.start, end: span.end, text: ilex.text.slice(span.start, span.end) });
            if (Object.keys(after).length) app.decide("correct", { after, note: made.elements.note.value.trim() || null });
            else ilex.say("Nothing was changed.");
        }, spanEditor(span), el("div", { class: "grid" }, asked), note));
        const [first] = asked[0].querySelectorAll("input, select, textarea");
        first.focus();
        first.select?.();
    };

    /* --- add what was missed --- */

    /* By keyboard alone there is no selection: the words are typed, and found in the text. */
    function find() {
        const words = el("input", { type: "text", id: "find", required: true, autocomplete: "off", spellcheck: "false" });
        const found = el("ol", { class: "found" });
        const { record: { text }, points } = app.document;
        const search = () => {
            const wanted = words.value.trim().toLowerCase(), places = [], lower = text.toLowerCase();
            if (wanted && lower.length === text.length) for (let at = lower.indexOf(wanted); at >= 0 && places.length < 8; at = lower.indexOf(wanted, at + 1)) places.push(at);
            found.replaceChildren(...places.map((at) => el("li", {}, el("button", { type: "button", onclick: () => pick(at, at + wanted.length) },
                text.slice(Math.max(0, at - 40), at).replace(/\s+/g, " "), el("mark", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length, at + wanted.length + 40).replace(/\s+/g, " ")))));
        };
        const pick = (start, end) => {
            dialog.close();
            ask({ start: points.point(start), end: points.point(end) });
        };
        words.addEventListener("input", search);
        const dialog = open("Add a missed fact", "find", el("p", { class: "field" }, el("label", { for: "find" }, "Its words in the text (or select them there first)"), words), found);
        words.addEventListener("keydown", (event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            found.querySelector("button")?.click();
        });
        words.focus();
    }

    function ask(span) {
        const words = ilex.text.slice(span.start, span.end), digits = /^[0-9]+([.][0-9]+)?$/.test(words) ? words : null;
        const kinds = el("select", { id: "field-kind", name: "kind" }, Object.entries(ilex.KINDS).map(([kind, { label }]) => el("option", { value: kind }, label)));
        const grid = el("div", { class: "grid" });
        const start = { value: digits, type: null, status: "actual", name: words, quoted: words };
        const draw = () => grid.replaceChildren(...formFields(kinds.value, start));
        kinds.addEventListener("change", draw);
        draw();
        open("Add a missed fact", "fields-of", form("Add", (made) => {
            const kind = kinds.value, given = Object.entries(readFields(made, kind)).filter(([, value]) => value !== null);
            getSelection().removeAllRanges();
            app.add({ kind, text: ilex.text.slice(span.start, span.end), start: span.start, end: span.end, ...Object.fromEntries(given) });
        }, spanEditor(span), el("p", { class: "field" }, el("label", { for: "field-kind" }, "Kind"), kinds), grid));
        kinds.focus();
    }

    dialogs.add = () => {
        const span = ilex.text.selection();
        if (span) ask(span);
        else find();
    };
    dialogs.addAt = ask;

    /* --- the page's own bytes --- */

    dialogs.original = async function () {
        const fact = app.selected, range = fact && ilex.sourceRange(app.document.record, fact);
        if (!range || !app.document.source) {
            ilex.say("There is no page behind this fact.");
            return;
        }
        let shown;
        try {
            const { before, passage, after } = await app.source.passage(app.document.n, ...range);
            shown = el("pre", { tabindex: 0, "aria-label": "Source of the page" }, before, el("mark", {}, passage), after);
        } catch (refusal) {
            shown = el("p", {}, refusal.message);
        }
        open("In the original page", "original", el("p", { class: "subject" }, `${app.document.record.source.path ?? app.document.record.id}, bytes ${range[0]}–${range[1]}`), shown);
        shown.querySelector("mark")?.scrollIntoView({ block: "center" });
    };

    /* --- documents --- */

    dialogs.documents = function () {
        const languages = [...new Set(app.documents.map((document) => document.language).filter(Boolean))].sort();
        const words = el("input", { type: "search", id: "documents-search", placeholder: "Title or name", "aria-label": "Search documents" });
        const language = el("select", { "aria-label": "Language" }, el("option", { value: "" }, "All languages"), languages.map((l) => el("option", { value: l }, l)));
        language.value = app.language;
        const rows = el("ol", { class: "list" });
        const draw = () => {
            const wanted = words.value.toLowerCase();
            rows.replaceChildren(...app.listed().filter((d) => (d.title + "\n" + d.id).toLowerCase().includes(wanted)).slice(0, 500).map((d) =>
                el("li", {}, el("button", { type: "button", "aria-current": d.n === app.document.n ? "true" : null, onclick: () => {
                    dialog.close();
                    app.open(d.n);
                } }, el("span", { class: "name" }, d.title ?? d.id), el("span", { class: "meta" }, [d.language, d.published, d.id].filter(Boolean).join(" · ")),
                el("span", { class: "count" }, `${d.decided}/${d.facts}`, d.flagged ? ` ⚑ ${d.flagged}` : "", d.stale ? ` · ${d.stale} stale` : "")))));
        };
        words.addEventListener("input", draw);
        language.addEventListener("change", () => {
            app.language = language.value;
            draw();
        });
        const dialog = open("Documents, in order of work", "documents-of", el("div", { class: "choices" }, words, language), rows);
        words.addEventListener("keydown", (event) => {
            if (event.key === "Enter") rows.querySelector("button")?.click();
            if (event.key === "ArrowDown") rows.querySelector("button")?.focus();
        });
        rows.addEventListener("keydown", (event) => {
            const li = event.target.closest("li");
            const next = event.key === "ArrowDown" ? li.nextSibling : event.key === "ArrowUp" ? li.previousSibling : null;
            if (!next) return;
            event.preventDefault();
            next.firstChild.focus();
        });
        draw();
        words.focus();
    };

    /* --- help, a name --- */

    dialogs.help = function () {
        const rows = ilex.keys.all.map(({ shown, label, more }) => [el("dt", {}, el("kbd", {}, shown)), el("dd", {}, label + (more ?? ""))]);
        open("Keys", "help", el("dl", {}, rows), el("p", {},
            "Every decision is written at once. What is not written yet is shown in red at the top, kept in this browser, and sent again until it is."));
    };

    dialogs.reviewer = () => new Promise((done) => {
        const name = el("input", { type: "text", id: "field-name", name: "name", required: true, maxlength: 100, autocomplete: "name" });
        const dialog = open("Who reviews?", "who", form("Begin", (made) => done(made.elements.name.value.trim()),
            el("p", { class: "field" }, el("label", { for: "field-name" }, "Your name; it stands on each decision"), name)));
        dialog.addEventListener("close", () => done(name.value.trim() || "anonymous"));
        name.focus();
    });

    /* Any dialog open keeps the keys to itself. */
    dialogs.isOpen = () => document.querySelector("dialog[open]") !== null;
}
