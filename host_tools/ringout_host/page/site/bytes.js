// Bytes as texts of one character a byte, and as hexadecimal.

export function fromBytes(bytes) {
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return text;
}

export const toBytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);

export const toHex = (text) =>
    Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("");

export function fromHex(hex) {
    let text = "";
    for (let i = 0; i < hex.length; i += 2) text += String.fromCharCode(parseInt(hex.slice(i, i + 2), 16));
    return text;
}

/** UTF-8 in a text of bytes as a text. */
export const decoded = (text) => new TextDecoder().decode(toBytes(text));
