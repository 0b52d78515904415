"use strict";
/* queue.js: decisions on their way to the disk. Each stands in this browser's storage under a key of its own until the server says it is written, so
 * that neither a reload nor a server that is away loses one; ids are idempotent, so sending twice does no harm. */

ilex.queue = function (source, changed) {
    const START = "ilex/unsent/", MOST = 200, LONGEST_WAIT = 8000;
    let waiting = ilex.local.keys(START).map((key) => ({ key, event: JSON.parse(ilex.local.get(key)) }));
    let refused = [], fault = null, sending = false, wait = 500, timer = null, made = 0, most = MOST;

    const tell = () => changed({ waiting: waiting.length, refused, fault, sending });

    function add(events) {
        for (const event of events) {
            const key = START + event.at + "/" + String(made++).padStart(6, "0") + "/" + event.id;
            ilex.local.set(key, JSON.stringify(event));
            waiting.push({ key, event });
        }
        send();
    }

    function drop(ids) {
        waiting.filter(({ event }) => ids.has(event.id)).forEach(({ key }) => ilex.local.remove(key));
        waiting = waiting.filter(({ event }) => !ids.has(event.id));
    }

    /* The server will never take it: it is shown, and kept in storage under another name, not tried again for ever. */
    function refuse({ event }, why) {
        ilex.local.set("ilex/refused/" + event.id, JSON.stringify(event));
        drop(new Set([event.id]));
        refused.push({ event, why });
    }

    /* Whether it is the fault of what was sent, so that other decisions need not wait: the one that is named is refused; where none is (no JSON that
     * the server reads, too much at once), fewer are sent, down to the one. */
    function unfit(batch, { status, index, message }) {
        if (status !== 400 && status !== 413) return false;
        const bad = batch[index ?? (batch.length === 1 ? 0 : -1)];
        if (bad) refuse(bad, message);
        else most = Math.ceil(batch.length / 2);
        return true;
    }

    function again() {
        clearTimeout(timer);
        timer = setTimeout(send, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
    }

    async function send() {
        if (sending || !waiting.length) return tell();
        clearTimeout(timer);
        sending = true;
        tell();
        const batch = waiting.slice(0, most);
        try {
            const answer = await source.post(batch.map(({ event }) => event));
            drop(new Set(answer.acknowledged));
            fault = null;
            wait = 500;
            most = MOST;
        } catch (refusal) {
            fault = unfit(batch, refusal) ? null : refusal;
        }
        sending = false;
        tell();
        if (!waiting.length) return;
        if (fault) again();
        else send();
    }

    addEventListener("online", send);
    return { add, send, unsent: () => waiting.map(({ event }) => event) };
};
