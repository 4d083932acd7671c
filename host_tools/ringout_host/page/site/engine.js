// The simulated tester in its worker; also a transport like a serial port (see tester.js).
import { fromHex, toHex } from "./bytes.js";
import { script } from "./dom.js";

export class Engine {
    /** onState: called with the display's dots, lamps, tone after each turn. */
    constructor() {
        this.name = "the simulated tester";
        /** @type {(value?: any) => void} */
        this.onState = this.onText = this.onClosed = this.onBroken = () => {};
        this.waiting = new Map();
        this.number = 0;
        this.worker = new Worker(script("worker.js"), { type: "module" });
        this.loaded = new Promise((resolve) => { this.isLoaded = resolve; });
        this.worker.onmessage = ({ data }) => this.take(data);
        this.worker.onerror = (event) => this.onBroken(event.message ?? "the worker did not start");
    }

    take(message) {
        if (message.is === "loaded") this.isLoaded();
        else if (message.is === "broken") this.onBroken(message.text);
        else if (message.is === "reply") {
            this.waiting.get(message.id)?.(message.reply);
            this.waiting.delete(message.id);
        } else {
            if (message.told) this.onText(fromHex(message.told));
            this.onState(message);
        }
    }

    /** What inside.py answers to one request. */
    ask(request) {
        const id = ++this.number;
        this.worker.postMessage({ do: "ask", id, request });
        return new Promise((resolve) => this.waiting.set(id, resolve));
    }

    keys(mask) { this.worker.postMessage({ do: "keys", mask }); }
    move(moved) { this.worker.postMessage({ do: "moved", moved }); }
    run(running) { this.worker.postMessage({ do: "run", running }); }

    // As a port
    async send(text) { this.worker.postMessage({ do: "sent", hex: toHex(text) }); }
    async close() {}
}
