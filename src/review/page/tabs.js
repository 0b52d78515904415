"use strict";
/* tabs.js: the views beside the facts: numbers not taken, rules, agreement. Each is drawn when it is looked at. */

ilex.tabs = { shown: "facts" };
{
    const { el } = ilex, app = ilex.app, names = ["facts", "ledger", "rules", "agreement"];
    const panel = (name) => ilex.byId("panel-" + name);

    /* Heads are [label, whether of numbers], rows lists of what stands in their cells. On a narrow screen a row's cells stand under each other with
     * their heads' words before them; as that makes them blocks, they say what they are. */
    function table(label, heads, rows) {
        const name = (numeric) => (numeric ? "number" : null);
        const cell = (content, i) => el("td", { role: "cell", class: name(heads[i][1]), "data-label": heads[i][0] }, content);
        return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, el("table", { role: "table" },
            el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads.map(([words, numeric]) => el("th", { scope: "col", role: "columnheader", class: name(numeric) }, words)))),
            el("tbody", { role: "rowgroup" }, rows.map((cells) => el("tr", { role: "row" }, cells.map(cell))))));
    }

    /* --- numbers not taken --- */

    const why = (reason) => ilex.words(reason).replace(":", ": ");

    function ledgerRow(entry) {
        const { start, end } = entry, [before, words, after] = ilex.text.around(start, end, 60);
        return [el("strong", {}, entry.text), el("span", { class: "context" }, before, el("mark", {}, words), after), why(entry.reason),
            [el("button", { type: "button", onclick: () => { show("facts"); ilex.text.point(start, end); } }, "Show"), " ",
                el("button", { type: "button", onclick: () => { show("facts"); ilex.dialogs.addAt({ start, end }); } }, "It is a fact: add")]];
    }

    function ledger() {
        const entries = app.document.record.ledger, reasons = [...new Set(entries.map((entry) => entry.reason))].sort();
        const reason = el("select", { "aria-label": "Reason" }, el("option", { value: "" }, "Any reason"), reasons.map((r) => el("option", { value: r }, why(r))));
        const body = el("div", {});
        const draw = () => body.replaceChildren(table("Numbers not taken", [["Number"], ["In its place"], ["Why it is no fact"], ["Look, or take it"]],
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
            list.length ? table("Rules", [["Rule"], ["Accepted", true], ["Corrected", true], ["Rejected", true], ["Unsure", true], ["Precision"], ["Worst"]],
                list.map((row) => [el("code", {}, row.rule), row.accepted, row.corrected, row.rejected, row.unsure, interval(row), worst(row)]))
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
            pairs.length ? table("Pairs of reviewers", [["Reviewers"], ["Facts both decided", true], ["κ", true]],
                pairs.map((pair) => [`${pair.a} and ${pair.b}`, pair.n, pair.kappa === null ? "–" : Number(pair.kappa).toFixed(2).replace("-", "−")]))
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
        if (!document.activeElement?.closest("[role=tab]")) panel(name).scrollIntoView({ block: "start" }); // where the whole page scrolls
    }

    function show(name) {
        ilex.tabs.shown = name;
        for (const one of names) {
            panel(one).hidden = one !== name;
            const tab = ilex.byId("tab-" + one);
            tab.setAttribute("aria-selected", String(one === name));
            tab.tabIndex = one === name ? 0 : -1;
            if (one === name) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
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
