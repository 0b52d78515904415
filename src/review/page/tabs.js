"use strict";
/* tabs.js: the views beside the facts: numbers not taken, rules, agreement. Each is drawn when it is looked at. */

ilex.tabs = { shown: "facts" };
{
    const { el } = ilex, app = ilex.app, names = ["facts", "ledger", "rules", "agreement"];
    const panel = (name) => ilex.byId("panel-" + name);
    const th = (label, numeric) => el("th", { scope: "col", class: numeric ? "number" : null }, label);
    const td = (content, numeric) => el("td", { class: numeric ? "number" : null }, content);
    const table = (label, heads, rows) => el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
        el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)));

    /* --- numbers not taken --- */

    function ledgerRow(entry) {
        const { slice } = ilex.text, { start, end } = entry;
        return el("tr", {}, td(el("strong", {}, entry.text)),
            td(el("span", { class: "context" }, slice(Math.max(0, start - 50), start).replace(/\s+/g, " "), el("mark", {}, entry.text), slice(end, end + 50).replace(/\s+/g, " "))),
            td(ilex.words(entry.reason)),
            td([el("button", { type: "button", onclick: () => { show("facts"); ilex.text.point(start, end); } }, "Show"), " ",
                el("button", { type: "button", onclick: () => { show("facts"); ilex.dialogs.addAt({ start, end }); } }, "It is a fact: add")]));
    }

    function ledger() {
        const entries = app.document.record.ledger, reasons = [...new Set(entries.map((entry) => entry.reason))].sort();
        const reason = el("select", { "aria-label": "Reason" }, el("option", { value: "" }, "Any reason"), reasons.map((r) => el("option", { value: r }, ilex.words(r))));
        const body = el("div", {});
        const draw = () => body.replaceChildren(table("Numbers not taken", [th("Number"), th("In its place"), th("Why it is no fact"), th("Look, or take it")],
            entries.filter((entry) => !reason.value || entry.reason === reason.value).map(ledgerRow)));
        reason.addEventListener("change", draw);
        draw();
        return [el("h2", {}, "Numbers not taken, and why"),
            el("p", {}, entries.length ? "Every number of the release is in a fact or in this list." : "Every number of this release is in a fact."),
            entries.length ? [el("div", { class: "choices" }, reason), body] : null];
    }

    /* --- rules --- */

    const percent = (p) => (p === null || p === undefined ? "–" : Math.round(p * 100) + " %");

    /* The interval as a bar, the precision as a stroke in it. */
    function interval({ precision, low, high }) {
        if (precision === null) return "–";
        const bar = el("span", { class: "interval", "aria-hidden": "true" });
        bar.style.setProperty("--low", low);
        bar.style.setProperty("--high", high);
        bar.style.setProperty("--at", precision);
        return [bar, el("span", {}, `${percent(precision)} (${percent(low)}–${percent(high)})`)];
    }

    async function go({ document: id, fact }) {
        const there = app.documents.find((document) => document.id === id);
        show("facts");
        if (there) await app.open(there.n, fact);
    }

    const WAS = { reject: "rejected", correct: "corrected", accept: "accepted", unsure: "unsure" };

    function worst(row) {
        if (!row.worst.length) return "";
        return el("details", {}, el("summary", {}, `${row.worst.length} example${row.worst.length > 1 ? "s" : ""}`),
            el("ul", {}, row.worst.slice(0, 12).map((example) => el("li", {}, el("button", { type: "button", class: "place", onclick: () => go(example) }, `“${example.text}”`), " ", WAS[example.decision] ?? example.decision))));
    }

    async function rules() {
        const list = (await app.source.rules()).sort((a, b) => (a.low ?? 2) - (b.low ?? 2));
        return [el("h2", {}, "Rules, the doubtful ones first"),
            el("p", {}, "Precision: accepted among all that were accepted, rejected or corrected, with its 95 % interval (Wilson)."),
            list.length ? table("Rules", [th("Rule"), th("Accepted", true), th("Corrected", true), th("Rejected", true), th("Unsure", true), th("Precision"), th("Worst")],
                list.map((row) => el("tr", {}, td(el("code", {}, row.rule)), td(String(row.accepted), true), td(String(row.corrected), true),
                    td(String(row.rejected), true), td(String(row.unsure), true), td(interval(row)), td(worst(row)))))
                : el("p", { class: "none" }, "No fact has been decided yet.")];
    }

    /* --- agreement --- */

    function disagreement(row) {
        const said = row.decisions, words = (said[0]?.before ?? said[0]?.after)?.text ?? row.fact;
        return el("li", {}, el("button", { type: "button", class: "place", onclick: () => go(row) }, `“${words}”`), " ",
            said.map((one) => el("span", { class: "chip" }, el("b", {}, one.reviewer), " ", WAS[one.decision] ?? one.decision)),
            row.state !== "disputed" && el("span", { class: "chip" }, `settled: ${row.state}`));
    }

    async function agreement() {
        if (app.session.blind) return [el("h2", {}, "Agreement of reviewers"), el("p", {}, "You review blind: what others have decided is not shown to you.")];
        const { reviewers, pairs, disagreements } = await app.source.agreement();
        return [el("h2", {}, "Agreement of reviewers"), el("p", {}, reviewers.length ? "Reviewers: " + reviewers.map((r) => r.name ?? r).join(", ") : "Nobody has decided anything yet."),
            pairs.length ? table("Pairs of reviewers", [th("Reviewers"), th("Facts both decided", true), th("κ", true)],
                pairs.map((pair) => el("tr", {}, td(`${pair.a} and ${pair.b}`), td(String(pair.n), true), td(pair.kappa === null ? "–" : Number(pair.kappa).toFixed(2), true))))
                : el("p", {}, "With a second reviewer's decisions, Cohen's κ and the facts on which they differ stand here."),
            disagreements.length ? [el("h3", {}, `${disagreements.length} disagreement${disagreements.length > 1 ? "s" : ""}`), el("ul", { class: "disagreements" }, disagreements.map(disagreement))] : null];
    }

    const DRAW = { ledger, rules, agreement };

    async function draw(name) {
        let content;
        try {
            content = await DRAW[name]();
        } catch (refusal) {
            content = [el("p", { class: "none" }, refusal.message)];
        }
        panel(name).replaceChildren(...content.flat(2).filter(Boolean));
    }

    function show(name) {
        ilex.tabs.shown = name;
        for (const one of names) {
            panel(one).hidden = one !== name;
            const tab = ilex.byId("tab-" + one);
            tab.setAttribute("aria-selected", String(one === name));
            tab.tabIndex = one === name ? 0 : -1;
        }
        ilex.byId("strip").hidden = name !== "facts";
        if (name !== "facts") draw(name);
        else ilex.cards.focus();
    }
    ilex.tabs.show = show;

    ilex.tabs.begin = function () {
        for (const name of names) ilex.byId("tab-" + name).addEventListener("click", () => show(name));
        ilex.byId("tab-facts").parentNode.addEventListener("keydown", (event) => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!by) return;
            const name = names[(names.indexOf(ilex.tabs.shown) + by + names.length) % names.length];
            show(name);
            ilex.byId("tab-" + name).focus();
        });
        app.on("document", () => {
            ilex.byId("tab-ledger").querySelector(".n").textContent = String(app.document.record.ledger.length);
            if (ilex.tabs.shown === "ledger") draw("ledger");
        });
        show("facts");
    };
}
