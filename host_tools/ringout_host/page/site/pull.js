// The log of a tester into the store: resumed, checked, acknowledged after it is stored.
import { decoded } from "./bytes.js";
import { crc32 } from "./crc32.js";
import { TesterError } from "./tester.js";

const BATCH = 64;
const UNREADABLE_MOST = 3; // batches in a row without one line that verifies

/** Read what the store does not have. {rows: the new ones, damaged, again: the log began anew,
 * withheld: numbers announced and not sent} */
export async function pull(tester, dev, store) {
    const stat = await tester.call("log.stat");
    for (const name of ["first", "next"]) count(stat[name]);
    const result = { rows: [], damaged: 0, again: false, withheld: 0 };
    let pulledTo = await store.pulledTo(dev);
    if (pulledTo >= stat.next || !(await isKnown(tester, dev, store, stat, pulledTo))) {
        pulledTo = -1;
        result.again = true;
    }
    let start = Math.max(stat.first, pulledTo + 1), unreadable = 0;
    while (start < stat.next && unreadable < UNREADABLE_MOST) {
        const asked = Math.min(BATCH, stat.next - start);
        const { good, lines, read } = await verified(tester, dev, start, asked);
        if (!lines) break;
        const last = good.length ? good.at(-1).seq : Math.min(start + lines, stat.next) - 1;
        result.damaged += good.length ? read - good.length : lines; // after the last good one: read again
        unreadable = good.length ? 0 : unreadable + 1;
        await store.put(dev, good, last);
        if (good.length) await tester.call("log.ack", { seq: last }); // they are on disk
        result.rows.push(...good);
        start = last + 1;
    }
    result.withheld = Math.max(0, stat.next - start);
    const kept = result.again ? -1 : await store.highest(dev, stat.next - 1);
    if (!result.rows.length && kept >= stat.first && kept > (stat.acked ?? 0)) {
        await tester.call("log.ack", { seq: kept }); // stored by a pull that could not say so
    }
    return result;
}

/** Whether the log still has, under the highest number we know, the record that we know. */
async function isKnown(tester, dev, store, stat, pulledTo) {
    if (pulledTo < stat.first) return true;
    const ours = await store.rows(dev, pulledTo);
    if (!ours.length) return true;
    const { lines } = await tester.call("log.read", { from: pulledTo, max: 1 });
    const row = lines.length ? parsed(dev, lines[0]) : null;
    return !row || row.seq !== pulledTo || ours.some((each) => each.crc === row.crc);
}

/** Lines from a number on, read once more if one does not verify: the cable may have erred. */
async function verified(tester, dev, start, most) {
    let best = { good: [], lines: 0, read: 0 };
    for (let attempt = 0; attempt < 2; attempt++) {
        const { lines } = await tester.call("log.read", { from: start, max: most });
        const rows = lines.map((line) => parsed(dev, line));
        const good = rows.filter((row) => row && row.seq >= start).sort((a, b) => a.seq - b.seq);
        const read = rows.findLastIndex((row) => row && row.seq >= start) + 1;
        if (good.length >= best.good.length) best = { good, lines: lines.length, read };
        if (good.length === lines.length) break;
    }
    return best;
}

/** The row of a stored line, `json tab crc32`; null for one that does not verify. */
export function parsed(dev, line) {
    const [json, crc, ...more] = line.split("\t");
    if (more.length || !/^[0-9a-f]{8}$/.test(crc ?? "") || crc32(json) !== crc) return null;
    try {
        const text = decoded(json);
        const { seq } = JSON.parse(text);
        return Number.isSafeInteger(seq) && seq >= 0 ? { dev, seq, crc, json: text } : null;
    } catch {
        return null;
    }
}

function count(value) {
    if (!Number.isSafeInteger(value) || value < 0) throw new TesterError("its log makes no sense");
}
