"use strict";
/* ilex review: plain scripts in one namespace, in the order of index.html, which the server serves and the one-file page inlines.
 * base.js: DOM without markup, code points, ids. All text of documents goes through text nodes and attributes, never through markup. */
const ilex = {};

/* An element; attributes by name, listeners as onNAME, children as nodes or text. Null, undefined and false leave things out. */
ilex.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
        else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
};

ilex.byId = (id) => document.getElementById(id);

ilex.uuid = function () {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const hex = Array.from(b, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

/* Records count code points, JavaScript UTF-16 units: `unit(point)` and `point(unit)` go between them. */
ilex.points = function (text) {
    if (!/[\ud800-\udfff]/.test(text)) return { unit: (p) => p, point: (u) => u };
    const units = [];
    const points = new Uint32Array(text.length + 1);
    let at = 0;
    for (const character of text) {
        for (let i = 0; i < character.length; i++) points[at + i] = units.length;
        units.push(at);
        at += character.length;
    }
    points[at] = units.length;
    units.push(at);
    return { unit: (p) => units[Math.min(p, units.length - 1)], point: (u) => points[u] };
};

/* Says it to those who do not see it. */
ilex.say = function (words) {
    ilex.byId("live").textContent = words;
};

/* What is kept in this browser; a browser that keeps nothing is no fault, but `kept` tells. */
ilex.local = {
    kept: true,
    get(key) {
        try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
        try { localStorage.setItem(key, value); } catch { this.kept = false; }
    },
    remove(key) {
        try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
    },
    /* The keys that begin so, sorted. */
    keys(start) {
        try { return Object.keys(localStorage).filter((key) => key.startsWith(start)).sort(); } catch { return []; }
    },
};
