// What the page takes of a record (firmware/RECORD.md): checked, so that nobody after this has to.
import { visible } from "./dom.js";

const GOOD = ["PASS", "STEADY"];
const BAD = ["FAIL", "LIVE", "ERROR"];

const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const list = (value) => (Array.isArray(value) ? value.slice(0, 200) : []);
const table = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});

/** [value, uncertainty], or null. */
export function reading(value) {
    if (!Array.isArray(value) || number(value[0]) === null) return null;
    return [value[0], number(value[1]) ?? 0];
}

/** Where a fault is. */
function place(at) {
    return { end: visible(at.end, 4), plug: at.plug === true, percent: number(at.percent) };
}

/** The parts of a record that are shown, every one a text or a number for certain. */
export function checked(record) {
    const row = table(record);
    const tag = table(row.tag);
    const t = number(row.t);
    return {
        seq: number(row.seq),
        time: t !== null && t > 0 && t < 4102444800 ? new Date(t * 1000).toISOString().slice(0, 19) + "Z" : "",
        verdict: visible(row.verdict, 20),
        text: visible(row.text, 400),
        mode: visible(row.mode, 60),
        wiring: list(row.wiring).map((id) => visible(id, 40)),
        cable: visible(row.cable, 40),
        nets: list(row.nets).map((net) => list(net).map((contact) => visible(contact, 8))),
        faults: list(row.faults).map(table).map((fault) => ({
            code: visible(fault.code, 30), end: visible(fault.end, 4), text: visible(fault.text, 200),
            net: list(fault.net).map((contact) => visible(contact, 8)), at: place(table(fault.at)),
        })),
        serial: visible(tag.serial, 60), lot: visible(tag.lot, 40), operator: visible(tag.operator, 40),
        kind: visible(row.kind, 20), product: visible(row.product, 60), cal: visible(row.cal, 40), fw: visible(row.fw, 20),
        boot: number(row.boot), up_ms: number(row.up_ms), ms: number(row.ms),
    };
}

/** A reading of the record by the names of a row of `words.json`. */
export function readingOf(record, key, pair) {
    const value = table(record)[key];
    return reading(pair === null ? value : Object.hasOwn(table(value), pair) ? value[pair] : null);
}

/** How a verdict looks: good, bad, unsure. */
export function kindOf(verdict) {
    if (GOOD.includes(verdict)) return "good";
    return BAD.includes(verdict) ? "bad" : "unsure";
}
