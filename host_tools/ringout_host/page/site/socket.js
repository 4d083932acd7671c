// The bridge of `ringout page` as a transport (see tester.js).
import { fromBytes, toBytes } from "./bytes.js";

/** The bridge's token in the address, `#token=...`; null where nobody bridges. */
export function token() {
    return /^#token=([\w-]{20,100})$/.exec(location.hash)?.[1] ?? null;
}

export function join(secret) {
    const address = new URL("bridge", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    address.search = new URLSearchParams({ token: secret });
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(address);
        socket.binaryType = "arraybuffer";
        const port = { name: "ringout page", onText() {}, onClosed() {} };
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
