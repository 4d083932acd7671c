// The bench: which cable is plugged in, its drawing, and what is done to it.
import { by, element, fill, visible } from "./dom.js";
import { draw } from "./picture.js";
import { faultsOf, items, valueOf, withOne } from "./spec.js";

const FIRST = "trs_trs,length=6m,stock=mogami-w2549";
const MOST = 600;

export class Bench {
    constructor(engine, words) {
        this.engine = engine;
        this.others = {};
        this.chosen = null;
        this.plugged = null;
        for (const [id, name] of words.cables) by("wiring").append(element("option", { value: id }, name));
        by("wiring").append(element("option", { value: "none" }, "nothing plugged in"));
        by("wiring").append(element("option", { value: "" }, "as written below"));
        for (const id of words.stocks) by("stock").append(element("option", { value: id }, id));
        by("wiring").addEventListener("change", () => this.rewire());
        by("length").addEventListener("change", () => this.plug(withOne(this.text, "length", by("length").value.trim())));
        by("stock").addEventListener("change", () => this.plug(withOne(this.text, "stock", by("stock").value)));
        by("cable-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.plug(this.text);
        });
        by("where").addEventListener("change", () => this.offer());
        addEventListener("hashchange", () => {
            const text = linked();
            if (text !== null) this.plug(text);
        });
        by("spec").value = linked() ?? FIRST;
    }

    get text() { return by("spec").value.trim(); }

    rewire() {
        const id = by("wiring").value;
        if (id === "none") this.plug("none");
        else if (id) this.plug([id, ...items(this.text).slice(1).filter((item) => /^(length|stock)=/.test(item))].join(","));
    }

    /** The cable of the spec field as the first one, in a new handheld. */
    async start() {
        const reply = await this.engine.ask({ do: "start", cable: this.text, seed: 1 });
        if (reply.mistake) {
            const mistake = reply.mistake;
            await this.engine.ask({ do: "start", cable: "none", seed: 1 });
            by("mistake").textContent = visible(mistake, 400);
        } else await this.show(this.text);
    }

    /** Another cable; a mistake in it is shown and nothing changes. */
    async plug(text) {
        by("spec").value = text.slice(0, MOST);
        const reply = await this.engine.ask({ do: "plug", cable: text.slice(0, MOST) });
        by("mistake").textContent = visible(reply.mistake ?? "", 400);
        if (!reply.mistake) await this.show(text);
    }

    async show(text) {
        this.plugged = text;
        const wiring = items(text)[0];
        by("wiring").value = [...by("wiring").options].some((option) => option.value === wiring) ? wiring : "";
        by("length").value = valueOf(text, "length") || (wiring === "none" ? "" : "3m");
        by("stock").value = valueOf(text, "stock");
        by("link").href = "#cable=" + encodeURIComponent(text);
        fill(by("modifiers"), ...items(text).slice(1).filter((item) => !/^(length|stock)=/.test(item)).map((item) => this.chip(item)));
        const { picture } = await this.engine.ask({ do: "draw", cable: text });
        this.others = {};
        for (const shape of picture?.shapes ?? []) if (shape.is === "dot" && shape.of) (this.others[shape.of[0][0]] ??= []).push(shape.of[0].slice(2));
        draw(by("cable"), picture, "The cable as it should be", (contacts) => this.choose(contacts));
        by("faults").hidden = true;
    }

    chip(item) {
        const button = element("button", { type: "button", "aria-label": `take away ${item}` }, `${item} \u00d7`);
        button.addEventListener("click", () => this.plug(items(this.text).filter((each) => each !== item).join(",")));
        return element("li", {}, button);
    }

    choose(contacts) {
        this.chosen = contacts;
        by("faults-of").textContent = contacts.length === 2 ? `Wire ${contacts.join(" to ")}` : `Contact ${contacts[0]}`;
        const ends = contacts.map((contact) => contact[0]);
        for (const option of by("where").options) option.hidden = option.disabled = option.value === "50%" ? contacts.length < 2 : !ends.includes(option.value);
        by("where").value = ends.at(-1);
        by("faults").hidden = false;
        this.offer();
        by("where").focus();
    }

    offer() {
        const made = faultsOf(this.chosen, by("where").value, this.others);
        fill(by("fault-buttons"), ...made.map(([words, modifier]) => {
            const button = element("button", { type: "button" }, words);
            button.addEventListener("click", () => this.plug([...items(this.text), modifier].join(",")));
            return button;
        }));
    }
}

/** The cable of the address, `#cable=...`; null without one. A text of anybody: data only. */
function linked() {
    if (!location.hash.startsWith("#cable=")) return null;
    try {
        return decodeURIComponent(location.hash.slice(7)).slice(0, MOST);
    } catch {
        return null;
    }
}
