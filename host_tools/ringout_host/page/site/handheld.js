// The handheld on the table: display, lamps, keys that can be held, sound.
import { by } from "./dom.js";
import { ofRows, show } from "./glass.js";

const KEYS = { "key-test": 1, "key-mode": 2 };
const LETTERS = { t: 1, m: 2 };

export class Handheld {
    /** onKeys(mask): TEST is 1, MODE 2. */
    constructor(onKeys) {
        this.mask = 0;
        this.onKeys = onKeys;
        this.tone = this.audio = null;
        for (const [id, bit] of Object.entries(KEYS)) this.key(by(id), bit);
        document.addEventListener("keydown", (event) => this.letter(event, true));
        document.addEventListener("keyup", (event) => this.letter(event, false));
        addEventListener("blur", () => this.press(3, false));
        by("sound").addEventListener("change", () => this.sound(by("sound").checked));
    }

    key(button, bit) {
        button.addEventListener("pointerdown", (event) => {
            button.setPointerCapture(event.pointerId);
            this.press(bit, true);
        });
        for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(name, () => this.press(bit, false));
        button.addEventListener("contextmenu", (event) => event.preventDefault());
        button.addEventListener("keydown", (event) => {
            if (event.key !== " " && event.key !== "Enter") return;
            event.preventDefault();
            this.press(bit, true);
        });
        button.addEventListener("keyup", (event) => {
            if (event.key === " " || event.key === "Enter") this.press(bit, false);
        });
        // a screen reader clicks without a pointer: a short press
        button.addEventListener("click", (event) => {
            if (event.detail !== 0 || event.pointerType) return;
            this.press(bit, true);
            this.press(bit, false);
        });
    }

    letter(event, down) {
        const bit = LETTERS[event.key?.toLowerCase()];
        if (!bit || event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.closest?.("input, select, textarea") || by("front").hidden) return;
        this.press(bit, down);
    }

    press(bit, down) {
        const mask = down ? this.mask | bit : this.mask & ~bit;
        if (mask === this.mask) return;
        this.mask = mask;
        for (const [id, each] of Object.entries(KEYS)) by(id).classList.toggle("down", Boolean(mask & each));
        this.onKeys(mask);
    }

    state({ dots, green, red, hz }) {
        if (dots) show(by("glass"), ofRows(dots));
        this.lamp("green", green);
        this.lamp("red", red);
        if (this.tone) {
            this.tone.frequency.value = hz || 440;
            this.loud.gain.value = hz ? 0.08 : 0;
        }
    }

    lamp(name, lit) {
        const lamp = by(name);
        if (lamp.classList.contains("on") === Boolean(lit)) return;
        lamp.classList.toggle("on", Boolean(lit));
        lamp.setAttribute("aria-label", `${name} lamp, ${lit ? "on" : "off"}`);
    }

    sound(on) {
        if (!on) {
            this.tone?.stop();
            this.tone = null;
            return;
        }
        this.audio ??= new AudioContext();
        this.audio.resume();
        this.loud = this.audio.createGain();
        this.loud.gain.value = 0;
        this.loud.connect(this.audio.destination);
        this.tone = this.audio.createOscillator();
        this.tone.type = "square"; // a piezo at a pin
        this.tone.connect(this.loud);
        this.tone.start();
    }
}
