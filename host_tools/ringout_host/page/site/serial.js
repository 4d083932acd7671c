// Web Serial as a transport (see tester.js).
import { fromBytes, toBytes } from "./bytes.js";

const RASPBERRY_PI = 0x2e8a;

export const isThere = () => "serial" in navigator;

/** Ask the person for a port and open it. */
export async function choose() {
    const { serial } = /** @type {any} */ (navigator); // not in TypeScript's own description
    const port = await serial.requestPort({ filters: [{ usbVendorId: RASPBERRY_PI }] });
    await port.open({ baudRate: 115200 });
    return new SerialPort(port);
}

export class SerialPort {
    constructor(port) {
        this.name = "USB";
        this.port = port;
        /** @type {(value?: any) => void} */
        this.onText = this.onClosed = () => {};
        this.reading = this.read();
    }

    async read() {
        try {
            this.reader = this.port.readable.getReader();
            for (;;) {
                const { value, done } = await this.reader.read();
                if (done) break;
                this.onText(fromBytes(value));
            }
        } catch { /* unplugged */ } finally {
            this.reader?.releaseLock();
            this.onClosed();
        }
    }

    async send(text) {
        const writer = this.port.writable.getWriter();
        try {
            await writer.write(toBytes(text));
        } finally {
            writer.releaseLock();
        }
    }

    async close() {
        await this.reader?.cancel().catch(() => {});
        await this.reading;
        await this.port.close().catch(() => {});
    }
}
