"use strict";
/* text.js: the source text, cut into segments that do not overlap, each a <mark> that knows its facts, innermost first. */

ilex.text = {};
{
    const app = ilex.app, root = () => ilex.byId("text");
    const TAGS = { title: "h2", heading: "h3", quote: "blockquote" };
    let starts = new WeakMap(); // text node: the UTF-16 unit it begins at
    let marks = [];

    function words(text, from, to) {
        const node = document.createTextNode(text.slice(from, to));
        starts.set(node, from);
        return node;
    }

    /* All places of all facts, and the points where anything begins or ends. */
    function ranges(facts) {
        const list = facts.flatMap((fact) => fact.places.map(([start, end]) => ({ start, end, fact })));
        list.sort((a, b) => a.start - b.start || b.end - a.end);
        return { list, cuts: [...new Set(list.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b) };
    }

    /* Writes text[from, to) into `into`; `sweep` goes forward over all blocks. */
    function segments(sweep, text, from, to, into) {
        let at = from;
        while (at < to) {
            while (sweep.cut < sweep.cuts.length && sweep.cuts[sweep.cut] <= at) sweep.cut++;
            while (sweep.next < sweep.list.length && sweep.list[sweep.next].start <= at) sweep.active.push(sweep.list[sweep.next++]);
            sweep.active = sweep.active.filter((range) => range.end > at);
            const end = Math.min(to, sweep.cuts[sweep.cut] ?? to);
            into.append(sweep.active.length ? segment(sweep.active, text, at, end) : words(text, at, end));
            at = end;
        }
    }

    function segment(active, text, from, to) {
        const inner = [...active].sort((a, b) => a.end - a.start - (b.end - b.start));
        const mark = ilex.el("mark", {}, words(text, from, to));
        mark.facts = [...new Set(inner.map((range) => range.fact))];
        mark.ends = inner.filter((range) => range.end === to).map((range) => range.fact);
        mark.dataset.facts = mark.facts.map((fact) => fact.id).join(" ");
        for (const fact of mark.facts) fact.marks.push(mark);
        return mark;
    }

    function paint(mark) {
        const shown = mark.facts.filter((fact) => fact.visible), [top] = shown;
        let name = top ? `on ${top.kind} ${top.state}` : "";
        if (shown.length > 1 && shown.at(-1).kind === "quote") name += " quoted";
        if (app.selected && shown.includes(app.selected)) name += " selected";
        if (mark.className !== name) mark.className = name;
        const tag = ilex.KINDS[shown.find((fact) => mark.ends.includes(fact))?.kind]?.tag ?? "";
        if ((mark.dataset.tag ?? "") !== tag) mark.dataset.tag = tag;
    }

    /* A dateline runs into the paragraph it opens. */
    const runsIn = (block, previous) => previous?.kind === "dateline" && block.kind === "paragraph";

    function blockNode(block) {
        const level = block.kind === "list_item" ? Math.min(block.level || 1, 4) : null;
        return ilex.el(TAGS[block.kind] ?? "p", { class: "block " + block.kind, "data-level": level });
    }

    function build() {
        const { record, points, facts } = app.document, text = record.text;
        starts = new WeakMap();
        facts.forEach((fact) => { fact.marks = []; });
        const sweep = { ...ranges(facts), cut: 0, next: 0, active: [] };
        const made = document.createDocumentFragment();
        let at = 0, previous = null;
        const gap = (to, into) => { // words in no block are shown all the same
            if (to <= at) return;
            const node = into ?? ilex.el("p", { class: "block gap" });
            segments(sweep, text, at, to, node);
            if (!into && text.slice(at, to).trim()) made.append(node);
            at = to;
        };
        for (const block of record.blocks) {
            const start = Math.max(at, points.unit(block.start)), end = points.unit(block.end);
            if (end <= start) continue;
            const run = runsIn(block, previous) ? previous.node : null;
            gap(start, run);
            const node = run ?? blockNode(block);
            segments(sweep, text, start, end, node);
            if (!run) made.append(node);
            previous = { kind: block.kind, node };
            at = end;
        }
        gap(text.length);
        marks = [...made.querySelectorAll("mark")];
        root().replaceChildren(made);
        root().lang = record.language ?? "";
    }

    function repaint(facts) {
        for (const fact of facts) fact.marks?.forEach(paint);
    }

    /* Once more after the blocks near it have got their true height. */
    function show(node) {
        const calm = { block: "center", inline: "nearest" };
        node.scrollIntoView(calm);
        requestAnimationFrame(() => node.scrollIntoView(calm));
    }

    app.on("document", () => build());
    app.on("visible", () => marks.forEach(paint));
    app.on("facts", (facts) => {
        if (facts) repaint(facts);
        else build();
    });
    app.on("selected", (before) => {
        repaint([before, app.selected].filter(Boolean));
        const mark = app.selected?.marks?.[0];
        if (mark) show(mark);
    });

    /* A click goes to the innermost fact, another click to the one around it. */
    ilex.text.clicked = function (target) {
        const shown = target.closest("mark")?.facts.filter((fact) => fact.visible) ?? [];
        if (!shown.length || String(getSelection())) return;
        app.select(shown[(shown.indexOf(app.selected) + 1) % shown.length]);
    };

    function unitAt(node, offset) {
        if (starts.has(node)) return starts.get(node) + offset;
        const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT), place = document.createRange();
        place.setStart(node, offset);
        for (let text = walker.nextNode(); text; text = walker.nextNode())
            if (place.comparePoint(text, 0) >= 0) return starts.get(text);
        return app.document.record.text.length;
    }

    /* What is selected in the text, as {start, end} in code points, without blanks around; or null. */
    ilex.text.selection = function () {
        const selection = getSelection();
        if (!selection.rangeCount || selection.isCollapsed) return null;
        const range = selection.getRangeAt(0);
        if (!root().contains(range.startContainer) || !root().contains(range.endContainer)) return null;
        let start = unitAt(range.startContainer, range.startOffset), end = unitAt(range.endContainer, range.endOffset);
        const { record: { text }, points } = app.document;
        while (start < end && /\s/.test(text[start])) start++;
        while (end > start && /\s/.test(text[end - 1])) end--;
        return start < end ? { start: points.point(start), end: points.point(end) } : null;
    };

    /* The words of code points [start, end). */
    ilex.text.slice = function (start, end) {
        const { record, points } = app.document;
        return record.text.slice(points.unit(start), points.unit(end));
    };

    /* [before, words, after]: what stands around them within so many code points, from a whole word to a whole word, on one line. */
    ilex.text.around = function (start, end, room) {
        const { slice } = ilex.text, { record, points } = app.document, more = points.unit(end + room) < record.text.length;
        const before = slice(Math.max(0, start - room), start).replace(start > room ? /^\S*/ : /^/, start > room ? "…" : "");
        const after = slice(end, end + room).replace(more ? /\S*$/ : /$/, more ? "…" : "");
        return [before, slice(start, end), after].map((words) => words.replace(/\s+/g, " "));
    };

    /* Lights up a place that is no fact's: a cue, an entry of the ledger. */
    ilex.text.point = function (start, end) {
        const { points } = app.document, from = points.unit(start), to = points.unit(end);
        const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = walker.nextNode(), begun = false; node; node = walker.nextNode()) {
            const first = starts.get(node), last = first + node.length;
            if (!begun && from >= first && from < last) {
                range.setStart(node, from - first);
                show(node.parentNode);
                begun = true;
            }
            if (begun && to <= last) {
                range.setEnd(node, Math.max(0, to - first));
                break;
            }
        }
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    };
}
