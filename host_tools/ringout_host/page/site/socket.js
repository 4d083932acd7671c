// The bridge of `ringout page` as a transport (see tester.js).
import { fromBytes, toBytes } from "./bytes.js";

const ours = () => /^#token=([\w-]{20,100})(?:&patience=([\d.]{1,6}))?$/.exec(location.hash);

/** The bridge's token in the address, `#token=...`; null where nobody bridges. */
export const token = () => ours()?.[1] ?? null;

/** Factor on time-outs, for an emulated tester. */
const patience = () => Math.min(Math.max(Number(ours()?.[2] ?? 1) || 1, 1), 1000);

export function join(secret) {
    const address = new URL("bridge", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    address.search = String(new URLSearchParams({ token: secret }));
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(address);
        socket.binaryType = "arraybuffer";
        /** @type {any} */
        const port = { name: "ringout page", patience: patience(), onText() {}, onClosed() {} };
        port.send = async (text) => socket.send(toBytes(text));
        port.close = async () => socket.close();
        socket.onmessage = ({ data }) => { if (data instanceof ArrayBuffer) port.onText(fromBytes(new Uint8Array(data))); };
        socket.onopen = () => resolve(port);
        socket.onclose = ({ reason }) => {
            reject(new Error(reason || "ringout page does not answer: is it still running?"));
            port.onClosed(reason);
        };
    });
}
