// Records as CSV and JSON. Columns are named as in `ringout logs export`; no cell is a formula.
import { visible } from "./dom.js";
import { checked, readingOf } from "./record.js";

/** @type {[string, (row: any, record: any) => any][]} */
const PLAIN = [
    ["device", (row) => row.dev], ["seq", (row) => row.seq], ["time (UTC)", (row, record) => record.time],
    ["verdict", (row, record) => record.verdict], ["wiring", (row, record) => record.wiring.join(" ")],
    ["cable", (row, record) => record.cable],
    ["faults", (row, record) => record.faults.map((fault) => fault.code).join(" ")],
    ["fault text", (row, record) => record.faults.map((fault) => fault.text).filter(Boolean).join("; ")],
    ["mode", (row, record) => record.mode], ["serial", (row, record) => record.serial],
    ["lot", (row, record) => record.lot], ["operator", (row, record) => record.operator],
    ["nets", (row, record) => record.nets.map((net) => net.join("+")).join(" ")],
    ["calibration", (row, record) => record.cal], ["firmware", (row, record) => record.fw],
    ["boot", (row, record) => record.boot], ["uptime (ms)", (row, record) => record.up_ms],
    ["press to verdict (ms)", (row, record) => record.ms],
];

/** A cell: a text that a spreadsheet would run as a formula gets a ' before it. */
export function cell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    let text = visible(value, 32767);
    if (/^[=+\-@\t\r]/.test(value) || /^[ \ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180. */
export function csv(rows, words) {
    const readings = words.readings.flatMap(([name, unit]) => [`${name} (${unit})`, `${name} +- (${unit})`]);
    const lines = [[...PLAIN.map(([name]) => name), ...readings].map(cell).join(",")];
    for (const row of rows) {
        const whole = JSON.parse(row.json), record = checked(whole);
        const cells = PLAIN.map(([, value]) => value(row, record));
        for (const [, , key, pair] of words.readings) cells.push(...(readingOf(whole, key, pair) ?? [null, null]));
        lines.push(cells.map(cell).join(","));
    }
    return lines.join("\r\n") + "\r\n";
}

/** A list with every key that the tester sent. */
export const json = (rows) => "[\n" + rows.map((row) => row.json).join(",\n") + "\n]\n";
