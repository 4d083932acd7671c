// The protocol client (firmware/PROTOCOL.md): one for the simulated tester, Web Serial and the bridge.
//
// A transport has send(text), close(), and calls onText(text) and onClosed(); its texts hold a byte
// a character. Whatever arrives is hostile: lines have a longest length, replies a shape.
import { decoded } from "./bytes.js";
import { visible } from "./dom.js";

const REPLY_MS = 4000;
const SLOW_MS = 30000; // of an op that measures
const HELLO_MS = 1000;
const ATTEMPTS = 3;
const ONCE_ONLY = ["test", "calibrate", "selftest", "bootsel"]; // repeating does it twice
const LONGEST_LINE = 64 * 1024;
const PAGE_LINES = 64;
const PROTOCOL = 1;

export class TesterError extends Error {
    refused = false; // by a tester that understood
}

export class Tester {
    constructor(port) {
        this.port = port;
        this.rest = "";
        this.lines = [];
        this.wake = () => {};
        this.number = Math.floor(Math.random() * 2 ** 29); // a reply to someone else is not ours
        this.turn = Promise.resolve();
        this.gone = false;
        this.patience = port.patience ?? 1;
        port.onText = (text) => this.take(text);
        port.onClosed = (reason) => {
            this.gone = true;
            this.reason = visible(reason, 200) || "the tester went away: plug it in and connect again";
            this.wake();
        };
    }

    take(text) {
        const parts = (this.rest + text).split("\n");
        this.rest = parts.pop().slice(-LONGEST_LINE);
        for (const line of parts) if (this.lines.length < 512) this.lines.push(line.replace(/\r$/, ""));
        this.wake();
    }

    /** Who it is; TesterError for anything but a ringout of this protocol. */
    async hello() {
        let hello;
        for (let attempt = 1; !hello; attempt++) {
            try {
                hello = await this.call("hello", {}, HELLO_MS);
            } catch (error) {
                if (this.gone || attempt >= ATTEMPTS) throw error;
            }
        }
        if (hello.product !== "ringout") throw new TesterError("what answers is no ringout tester");
        if (hello.proto !== PROTOCOL) throw new TesterError(`it speaks protocol ${visible(hello.proto)}, this page ${PROTOCOL}: update the older of the two`);
        if (typeof hello.dev !== "string" || !/^[0-9a-f]{1,32}$/.test(hello.dev)) throw new TesterError("it introduces itself wrongly");
        return hello;
    }

    /** The fields of the reply; data lines, if any, under `lines`. One call after the other. */
    call(op, args = {}, patience = ONCE_ONLY.includes(op) ? SLOW_MS : REPLY_MS) {
        const done = this.turn.then(() => this.tried(op, args, patience));
        this.turn = done.catch(() => {});
        return done;
    }

    async tried(op, args, patience) {
        const attempts = ONCE_ONLY.includes(op) || op === "hello" ? 1 : ATTEMPTS;
        for (let attempt = 1; ; attempt++) {
            try {
                return await this.exchange(op, args, patience);
            } catch (error) {
                if (this.gone || error.refused || attempt >= attempts) throw error;
            }
        }
    }

    async exchange(op, args, patience) {
        const id = ++this.number;
        const text = JSON.stringify({ id, op, ...args }).replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
        if (text.length > 512) throw new TesterError("too long for one request to the tester");
        this.lines.length = 0;
        await this.port.send("\r\n" + text + "\n");
        const over = performance.now() + patience * this.patience;
        const reply = await this.find(over, op, (value) => value.id === id && "ok" in value);
        if (reply.ok !== true) {
            const refusal = new TesterError(visible(reply.err?.text) || "the tester refused");
            refusal.refused = true;
            throw refusal;
        }
        if ("data" in reply) reply.lines = await this.data(id, op, reply.data, args.max ?? PAGE_LINES);
        return reply;
    }

    async data(id, op, count, most) {
        if (!Number.isInteger(count) || count < 0 || count > most) throw new TesterError("it announced more lines than it was asked for");
        const lines = [];
        for (;;) {
            const line = await this.line(performance.now() + REPLY_MS * this.patience, op);
            const value = line.includes("\t") ? null : object(line);
            if (value?.id === id && "end" in value) {
                if ("err" in value || value.end !== count || lines.length !== count) throw new TesterError("it sent an incomplete answer");
                return lines;
            }
            lines.push(line);
            if (lines.length > count) throw new TesterError("it sent a garbled answer");
        }
    }

    async find(over, op, fits) {
        for (;;) {
            const value = object(await this.line(over, op));
            if (value && fits(value)) return value;
        }
    }

    async line(over, op) {
        while (!this.lines.length) {
            if (this.gone) throw new TesterError(this.reason);
            const left = over - performance.now();
            if (left <= 0) throw new TesterError(`the tester did not answer to ${op}`);
            await new Promise((resolve) => {
                const timer = setTimeout(resolve, left);
                this.wake = () => { clearTimeout(timer); resolve(); };
            });
        }
        return this.lines.shift();
    }

    async close() {
        this.gone = true;
        this.reason = "disconnected";
        this.wake();
        await this.port.close();
    }
}

function object(line) {
    if (!line.startsWith("{")) return null;
    try {
        return JSON.parse(decoded(line));
    } catch {
        return null;
    }
}
