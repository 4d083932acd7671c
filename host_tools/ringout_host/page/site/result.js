// The latest result: verdict to be read from two metres, sentences, the drawing, the readings.
import { certify, limitOf } from "./certificate.js";
import { by, element, fill } from "./dom.js";
import { draw } from "./picture.js";
import { checked, kindOf, readingOf } from "./record.js";

export class Result {
    constructor(engine, words) {
        this.engine = engine;
        this.words = words;
        by("print").addEventListener("click", () => print());
        this.clear();
    }

    clear() {
        by("verdict").textContent = "No test yet";
        by("verdict").className = "none";
        by("says").textContent = "Press TEST.";
        fill(by("sentences"));
        fill(by("found"));
        fill(by("readings"));
        by("print").hidden = true;
        this.shown = null;
    }

    /** Show a row of a store. isReal: what a tester measured, not the simulated one. */
    async show(row, isReal) {
        this.shown = row;
        const whole = JSON.parse(row.json);
        const record = checked(whole);
        by("verdict").textContent = record.verdict || "?";
        by("verdict").className = kindOf(record.verdict);
        by("says").textContent = record.text;
        by("print").hidden = false;
        const sentences = record.faults.map((fault) => fault.text || fault.code);
        fill(by("sentences"), ...sentences.filter((text) => text !== record.text).map((text) => element("li", {}, text)));
        fill(by("readings"), ...this.table(whole, record));
        await certify(row, whole, record, isReal);
        let picture = null;
        try {
            ({ picture } = await this.engine.ask({ do: "draw", record: drawable(whole, record) }));
        } catch { /* a drawing is an extra */ }
        const isSaid = ({ is, text }) => is === "text" && sentences.some((sentence) => sentence.slice(0, text.length) === text && text.length > 20);
        if (picture) picture.shapes = picture.shapes.filter((shape) => !isSaid(shape)); // above it, and larger
        if (this.shown === row) draw(by("found"), picture, "The cable as it was found");
    }

    /** Head and body of the readings; a column of limits where there was one. */
    table(whole, record) {
        const rows = [];
        for (const [name, unit, key, pair] of this.words.readings) {
            const value = readingOf(whole, key, pair);
            if (value) rows.push([name, four(value[0]), value[1] ? four(value[1]) : "", unit, limitOf(whole, record, key, pair)]);
        }
        const names = ["Reading", "Value", "\u00b1", "Unit", "Limit"];
        const columns = rows.some((cells) => cells.at(-1)) ? names.length : names.length - 1;
        const line = (cells, name, attributes) => element("tr", {}, ...cells.slice(0, columns).map((text) => element(name, attributes, text)));
        return [element("thead", {}, line(names, "th", { scope: "col" })), element("tbody", {}, ...rows.map((cells) => line(cells, "td", {})))];
    }
}

/** Only what the drawing needs, of the right types for certain. */
function drawable(whole, record) {
    const legs = whole.leg_ohm && typeof whole.leg_ohm === "object" ? Object.keys(whole.leg_ohm).slice(0, 60) : [];
    return {
        cable: record.cable, mode: record.mode, verdict: record.verdict, nets: record.nets,
        faults: record.faults.map(({ code, text, net, at }) => ({ code, text, net, at })),
        leg_ohm: Object.fromEntries(legs.filter((leg) => /^[ABC]\.\w+-[ABC]\.\w+$/.test(leg)).map((leg) => [leg, null])),
        parts: parts(whole.parts),
    };
}

function parts(value) {
    if (!Array.isArray(value)) return [];
    const pair = (net) => Array.isArray(net) && net.length === 2 && net.every((contact) => typeof contact === "string");
    return value.slice(0, 20).filter((part) => part && pair(part.net)).map(({ kind, net, ohm, pf, volt }) => {
        const row = { kind: String(kind).slice(0, 2), net };
        for (const [name, number] of Object.entries({ ohm, pf, volt })) if (Number.isFinite(number)) row[name] = number;
        return row;
    });
}

const four = (value) => String(Number(value.toPrecision(4)));
