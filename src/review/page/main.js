"use strict";
/* main.js: puts it together. */

/* What cannot be overlooked, at the top; null takes it away. */
ilex.notice = function (words) {
    const notice = ilex.byId("notice");
    notice.textContent = words ?? "";
    notice.hidden = !words;
};
{
    const { el } = ilex, app = ilex.app;

    function savedShown({ waiting, refused, fault }) {
        const saved = ilex.byId("saved"), file = app.source.file;
        saved.className = "saved" + (fault || refused.length ? " fault" : waiting ? " waiting" : "");
        saved.textContent = waiting ? `${waiting} unsaved` : refused.length ? `${refused.length} refused` : file ? "Kept in this browser" : "All saved";
        if (refused.length) ilex.notice(`The server refused ${refused.length} decision${refused.length > 1 ? "s" : ""}: ${refused.at(-1).why}`);
        else if (fault && (fault.status === 401 || fault.status === 403))
            ilex.notice(`This session has ended. Open the address that ilex review prints now; the ${waiting} unsaved decision${waiting === 1 ? " is" : "s are"} kept in this browser and will be sent from there.`);
        else if (fault) ilex.notice(`${fault.status ? fault.message : "The server does not answer"}. ${waiting} unsaved, kept in this browser; trying again.`);
        else if (!ilex.local.kept) ilex.notice("This browser keeps nothing: do not close the page before " + (file ? "downloading the decisions." : "all is saved."));
        else ilex.notice(null);
    }

    function progress() {
        const facts = app.document.facts.filter((fact) => !fact.gone && !fact.added), open = facts.filter((fact) => ilex.OPEN_STATES.has(fact.state)).length;
        const bar = ilex.byId("progress");
        bar.max = Math.max(1, facts.length);
        bar.value = facts.length - open;
        const here = app.documents.find((document) => document.n === app.document.n);
        if (here) Object.assign(here, { decided: facts.length - open, flagged: facts.filter((fact) => fact.flagged).length });
        const sum = (name) => app.documents.reduce((n, document) => n + document[name], 0);
        ilex.byId("done").replaceChildren(el("b", {}, `${facts.length - open}/${facts.length}`), el("span", { class: "all" }, ` · ${ilex.grouped(sum("decided"))}/${ilex.grouped(sum("facts"))} in all`));
        ilex.byId("tab-facts").querySelector(".n").textContent = String(open);
    }

    function about() {
        const { record } = app.document, { url } = record.source;
        const link = /^https?:\/\//i.test(url ?? "") ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, url) : url;
        ilex.byId("about").replaceChildren(...[record.language, record.published?.value, record.id, link].filter(Boolean).flatMap((part, i) => (i ? [" · ", part] : [part])));
        const place = app.listed().findIndex((document) => document.n === app.document.n) + 1;
        ilex.byId("title").replaceChildren(el("span", { class: "name" }, record.title ?? record.id), el("span", { class: "n" }, `${place}/${app.listed().length}`));
        document.title = (record.title ?? record.id) + " – ilex review";
        ilex.local.set("ilex/document", record.id);
    }

    /* Looks for others' decisions while the page is looked at. */
    async function poll() {
        if (!document.hidden) {
            try {
                await app.poll();
                app.queue.send();
            } catch (fault) {
                app.queue.send();
            }
        }
        setTimeout(poll, 2000);
    }

    function download() {
        const address = URL.createObjectURL(new Blob([app.source.download()], { type: "application/x-ndjson" }));
        el("a", { href: address, download: `decisions-${app.session.reviewer || "review"}.ndjson`.replace(/[^\w.-]+/g, "-") }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
    }

    async function begin() {
        const data = ilex.byId("ilex-data");
        app.source = data ? ilex.embedded(JSON.parse(data.textContent)) : ilex.remote();
        app.session = await app.source.session();
        app.seq = app.session.seq;
        app.queue = ilex.queue(app.source, savedShown);
        app.documents = await app.source.documents();
        if (!app.documents.length) return ilex.notice("There is no document to review.");
        const last = ilex.local.get("ilex/document");
        await app.open((app.documents.find((document) => document.id === last) ?? app.documents[0]).n);
        app.queue.send();
        app.recall().catch(() => undefined); // then undo reaches what this page has seen
        if (app.source.file) {
            ilex.byId("download").hidden = false;
            ilex.byId("download").addEventListener("click", download);
            if (!app.session.reviewer) {
                app.session.reviewer = ilex.local.get("ilex/reviewer") ?? (await ilex.dialogs.reviewer());
                ilex.local.set("ilex/reviewer", app.session.reviewer);
            }
        } else poll();
        return undefined;
    }

    app.on("document", about);
    app.on("visible", () => app.document && progress());
    app.on("facts", progress);
    ilex.byId("text").addEventListener("click", (event) => ilex.text.clicked(event.target));
    ilex.byId("cards").addEventListener("click", (event) => {
        const card = event.target.closest(".card");
        if (card && card.fact !== app.selected && !event.target.closest("button")) app.select(card.fact);
    });
    ilex.keys.setTheme(ilex.local.get("ilex/theme"));
    ilex.tabs.begin();
    ilex.keys.begin();
    begin().catch((fault) => ilex.notice(fault.status === 401 || fault.status === 403 ? "Open the address that ilex review printed: it lets this browser in." : fault.message));
}
