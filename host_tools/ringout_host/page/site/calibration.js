// The calibration walk: empty jacks, then the reference plugs in each jack, then save.
import { by, visible } from "./dom.js";

const BUTTONS = { "cal-open": "open", "cal-plug": "plug", "cal-save": "save", "cal-stop": "stop" };

/** A reference plug and its jack. */
const pair = (each) => (Array.isArray(each) ? each.slice(0, 2).map((text) => visible(text, 10)).join(" in ") : "?");

export class Calibration {
    constructor() {
        for (const [id, step] of Object.entries(BUTTONS)) by(id).addEventListener("click", () => this.step(step));
    }

    follow(tester) {
        this.tester = tester;
        this.allow(tester ? ["cal-open"] : []);
    }

    allow(ids) {
        for (const id of Object.keys(BUTTONS)) by(id).disabled = !ids.includes(id);
    }

    async step(step) {
        this.allow([]);
        by("calibration-says").textContent = "The tester measures ...";
        try {
            const reply = await this.tester.call("calibrate", { step });
            const missing = Array.isArray(reply.missing) ? reply.missing.map(pair) : [];
            by("calibration-says").textContent = this.says(step, reply, missing);
            this.allow(step === "save" || step === "stop" ? ["cal-open"] : missing.length ? ["cal-plug", "cal-stop"] : ["cal-plug", "cal-save", "cal-stop"]);
        } catch (error) {
            by("calibration-says").textContent = error.message;
            this.allow(["cal-open", "cal-plug", "cal-stop"]);
        }
    }

    says(step, reply, missing) {
        if (step === "save") return `Saved as ${visible(reply.cal, 40)}.`;
        if (step === "stop") return "Stopped; the old calibration stays.";
        const was = step === "plug" ? `That was ${visible(reply.step, 10)} in jack ${visible(reply.jack, 4)}. ` : "";
        return was + (missing.length ? `Still missing: ${missing.join(", ")}.` : "All are there: save.");
    }
}
