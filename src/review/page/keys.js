"use strict";
/* keys.js: one table of keys, from which come the keyboard, the buttons with their keys on them, and the help. */

ilex.keys = {};
{
    const { el } = ilex, app = ilex.app;
    const THEMES = ["auto", "light", "dark"];

    function theme() {
        const root = document.documentElement, next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
        ilex.keys.setTheme(next);
        ilex.local.set("ilex/theme", next);
        ilex.say("Theme: " + next);
    }

    ilex.keys.setTheme = function (name) {
        const theme = THEMES.includes(name) ? name : "auto";
        document.documentElement.dataset.theme = theme;
        ilex.byId("theme").textContent = { auto: "◐ Auto", light: "○ Light", dark: "● Dark" }[theme];
        ilex.byId("theme").parentNode.title = "Theme: " + theme;
    };

    const tab = (name) => () => ilex.tabs.show(name);

    /* key, what it does, how it is shown, what it is called; `anywhere`: also beside the facts. */
    ilex.keys.all = [
        { key: "j", also: "ArrowDown", does: () => app.step(1), shown: "j", label: "Next fact" },
        { key: "k", also: "ArrowUp", does: () => app.step(-1), shown: "k", label: "Fact before" },
        { key: "a", does: () => app.decide("accept"), shown: "a", label: "Accept", name: "accept" },
        { key: "x", does: () => ilex.dialogs.reject(), shown: "x", label: "Reject", more: ", then 1 to 6 for the reason", name: "reject" },
        { key: "e", does: () => ilex.dialogs.correct(), shown: "e", label: "Correct" },
        { key: " ", does: () => app.decide("unsure"), shown: "space", label: "Unsure" },
        { key: "f", does: () => app.flag(), shown: "f", label: "Flag" },
        { key: "m", does: () => ilex.dialogs.add(), shown: "m", label: "Add missed", more: ", from the selection, or by typing its words" },
        { key: "u", does: () => app.undo(), shown: "u", label: "Undo", more: " the last decision, in whichever document", anywhere: true },
        { key: "U", does: () => app.redo(), shown: "U", label: "Redo", anywhere: true },
        { key: "A", does: () => app.acceptAll(ilex.cards.onScreen()), shown: "A", label: "Accept visible", more: ": the open cards on the screen, as one action" },
        { key: "o", does: () => ilex.dialogs.original(), shown: "o", label: "Original passage" },
        { key: "[", does: () => app.stepDocument(-1), shown: "[", label: "Document before", anywhere: true },
        { key: "]", does: () => app.stepDocument(1), shown: "]", label: "Next document", anywhere: true },
        { key: "d", does: () => ilex.dialogs.documents(), shown: "d", label: "Documents", anywhere: true },
        { key: "/", does: () => { ilex.tabs.show("facts"); ilex.byId("search").focus(); }, shown: "/", label: "Search", more: "; Esc goes back to the facts", anywhere: true },
        { key: "1", does: tab("facts"), shown: "1", label: "Facts", anywhere: true },
        { key: "2", does: tab("ledger"), shown: "2", label: "Numbers not taken", anywhere: true },
        { key: "3", does: tab("rules"), shown: "3", label: "Rules", anywhere: true },
        { key: "4", does: tab("agreement"), shown: "4", label: "Agreement", anywhere: true },
        { key: "t", does: theme, shown: "t", label: "Light or dark", anywhere: true },
        { key: "?", does: () => ilex.dialogs.help(), shown: "?", label: "Help", anywhere: true },
    ];
    const byKey = new Map(ilex.keys.all.flatMap((row) => [row.key, row.also].filter(Boolean).map((key) => [key, row])));

    ilex.keys.button = function (key) {
        const row = byKey.get(key);
        return el("button", { type: "button", class: "act " + (row.name ?? ""), "data-key": key }, row.label, " ", el("kbd", { "aria-hidden": "true" }, row.shown));
    };

    /* Not while something is written, nor where the key means something to what has the focus. */
    function isTaken(event) {
        if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || ilex.dialogs.isOpen()) return true;
        const on = event.target;
        if (on.closest("input, textarea, select")) return true;
        if ((event.key === " " || event.key === "Enter") && on.closest("button, a, summary")) return true;
        return event.key.startsWith("Arrow") && !on.closest(".facts");
    }

    /* Runs what a key stands for; a fault in it is said, not swallowed. */
    async function run(row) {
        try {
            await row.does();
        } catch (fault) {
            ilex.notice(fault.message);
        }
    }

    ilex.keys.begin = function () {
        addEventListener("keydown", (event) => {
            if (event.key === "Escape" && event.target.id === "search") {
                ilex.cards.focus();
                event.target.blur();
                return ilex.cards.focus();
            }
            if (event.key === "Enter" && event.target.id === "search") {
                event.preventDefault();
                event.target.blur();
                return app.select(app.visible[0] ?? null);
            }
            const row = byKey.get(event.key);
            if (!row || isTaken(event) || !app.document || (!row.anywhere && ilex.tabs.shown !== "facts")) return undefined;
            event.preventDefault();
            return run(row);
        });
        document.addEventListener("click", (event) => {
            const row = byKey.get(event.target.closest("[data-key]")?.dataset.key);
            if (!row || !app.document) return;
            run(row);
            if (!ilex.dialogs.isOpen() && ilex.tabs.shown === "facts" && !row.anywhere) ilex.cards.focus();
        });
        ilex.byId("strip").append(...["a", "x", "e", " ", "f", "m", "u", "U", "A", "k", "j"].map(ilex.keys.button));
        ilex.byId("filters").addEventListener("submit", (event) => event.preventDefault());
    };
}
