// A test on paper: what the section of the result says, with who, when, with what and a code that
// `ringout certificate --verify` finds the record by (certificate/code.py).
import { by, element, fill, visible } from "./dom.js";
import { toHex } from "./bytes.js";

const DIGEST = 32; // characters of the record's SHA-256
const JUDGED = ["PASS", "PASS*", "FAIL*", "FAIL", "LOOKS-LIKE", "UNKNOWN"];

/** Write the parts that only paper shows. isReal: of a tester, not of the simulated one. */
export async function certify(row, whole, record, isReal) {
    const isTest = JUDGED.includes(record.verdict) && (record.kind === "" || record.kind === "press");
    const isGood = isTest && isReal && record.verdict === "PASS";
    by("paper-title").textContent = isReal ? (isGood ? "Cable certificate" : "Test report") : "Simulated test: no cable was measured";
    by("print").textContent = isGood ? "Print a certificate" : "Print this result";
    const facts = {
        Serial: record.serial, Lot: record.lot, Product: record.product,
        Tested: record.time ? record.time.slice(0, 16).replace("T", " ") + " UTC" : "time not known",
        Operator: record.operator, Tester: `${row.dev}, test ${row.seq}`,
        Calibration: record.cal || "not calibrated", Firmware: record.fw, Mode: record.mode, Limits: limitsIn(whole),
    };
    const rows = Object.entries(facts).filter(([, text]) => text);
    fill(by("paper-facts"), ...rows.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, visible(text, 120))]));
    by("paper-code").textContent = isReal && isTest && crypto.subtle ? `Verify: ringout certificate --verify '${await code(row, record)}'` : "";
}

/** Which record a paper is about, and a digest that it must have. */
async function code(row, record) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(row.json)));
    return `RINGOUT/1/${row.dev}/${row.seq}/${record.verdict}/${toHex(String.fromCharCode(...digest)).slice(0, DIGEST)}`;
}

function limitsIn(whole) {
    const { leg_ohm, pf_per_ft } = limits(whole);
    return [leg_ohm && `${leg_ohm} ohm a leg`, pf_per_ft && `${pf_per_ft} pF/ft`].filter(Boolean).join(", ") || "none in this record";
}

/** The limits in force that a reading can be beyond, numbers for certain. */
function limits(whole) {
    const given = whole.limits && typeof whole.limits === "object" ? whole.limits : {};
    const of = (name) => (Number.isFinite(given[name]) ? given[name] : null);
    return { leg_ohm: of("leg_ohm"), pf_per_ft: of("pf_per_ft") };
}

/** What a reading was judged by, as text; "" without a limit. A short or a leak is no leg. */
export function limitOf(whole, record, key, pair) {
    const limit = limits(whole)[key] ?? null;
    if (limit === null) return "";
    const ends = key === "leg_ohm" ? pair.split("-") : [];
    const isLeg = record.nets.some((net) => ends.every((contact) => net.includes(contact)));
    return key === "leg_ohm" && !isLeg ? "" : String(limit);
}
