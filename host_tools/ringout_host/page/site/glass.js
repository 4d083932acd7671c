// The display: dots of the firmware's frame buffer on a canvas.
const WIDTH = 128, HEIGHT = 64;

/** dots: function (x, y) -> lit. */
export function show(canvas, dots) {
    const scale = canvas.width / WIDTH;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#05080c";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#d9f1ff";
    for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < WIDTH; x++) if (dots(x, y)) pen.fillRect(x * scale, y * scale, scale - 0.5, scale - 0.5);
    }
}

/** Rows of 16 bytes, the first dot in the highest bit: what the simulated glass shows. */
export function ofRows(hex) {
    const bytes = parsed(hex, HEIGHT * WIDTH / 8);
    return (x, y) => bytes[y * 16 + (x >> 3)] >> (7 - (x & 7)) & 1;
}

/** Pages of 8 rows, a byte a column: the `screen` op's mono_vlsb. */
export function ofPages(hex) {
    const bytes = parsed(hex, HEIGHT * WIDTH / 8);
    return (x, y) => bytes[(y >> 3) * WIDTH + x] >> (y & 7) & 1;
}

function parsed(hex, size) {
    const bytes = new Uint8Array(size);
    if (typeof hex !== "string") return bytes;
    for (let i = 0; i < size; i++) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16) || 0;
    return bytes;
}
