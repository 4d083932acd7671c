// The log beneath: pulled through the protocol, whoever answers it; filtered, shown, saved.
import { by, element, fill, save } from "./dom.js";
import { csv, json } from "./exports.js";
import { pull } from "./pull.js";
import { checked } from "./record.js";

const MOST_SHOWN = 500;

export class Log {
    constructor(result, words) {
        this.result = result;
        this.words = words;
        this.rows = [];
        this.busy = this.tester = this.dev = this.store = null;
        by("filter").addEventListener("input", () => this.show());
        by("csv").addEventListener("click", () => save("ringout.csv", "text/csv", csv(this.found(), words)));
        by("json").addEventListener("click", () => save("ringout.json", "application/json", json(this.found())));
    }

    /** From now on the log of this tester, in this store. */
    async follow(tester, dev, store) {
        Object.assign(this, { tester, dev, store, rows: await store.all(dev) });
        this.rows.sort((a, b) => a.seq - b.seq);
        this.show();
        await this.pull();
    }

    /** Pull what is new; one pull at a time. */
    pull() {
        this.busy ??= this.pulled().finally(() => { this.busy = null; });
        return this.busy;
    }

    async pulled() {
        const { tester, dev, store } = this;
        if (!tester || tester.gone) return;
        try {
            const { rows, damaged, withheld } = await pull(tester, dev, store);
            if (tester !== this.tester) return;
            this.rows.push(...rows);
            const trouble = [damaged && `${damaged} damaged in the tester`, withheld && `${withheld} announced and not sent`].filter(Boolean);
            if (rows.length || trouble.length || !this.rows.length) this.show();
            if (trouble.length) by("pulled").textContent += " " + trouble.join(", ") + ".";
            if (rows.length) await this.result.show(rows.at(-1), store.isLasting);
        } catch (error) {
            if (tester === this.tester) by("pulled").textContent = error.message;
        }
    }

    found() {
        const words = by("filter").value.toLowerCase().split(/[\s,]+/).filter(Boolean);
        return this.rows.filter((row) => words.every((word) => row.json.toLowerCase().includes(word)));
    }

    show() {
        const found = this.found();
        by("pulled").textContent = this.rows.length ? `${found.length} of ${this.rows.length} tests, kept in this ${this.store.isLasting ? "browser" : "page until it is left"}.` : "Nothing in it yet.";
        fill(by("tests"), ...found.slice(-MOST_SHOWN).reverse().map((row) => this.line(row)));
    }

    line(row) {
        const record = checked(JSON.parse(row.json));
        const number = element("button", { type: "button", "aria-label": `show test ${row.seq}` }, String(row.seq));
        number.addEventListener("click", () => this.result.show(row, this.store.isLasting));
        const cells = [number, record.time || "no clock", record.verdict, record.text, record.serial];
        return element("tr", {}, ...cells.map((content) => element("td", {}, content)));
    }
}
