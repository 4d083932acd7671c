// The settings of a connected tester: one field each, by the firmware's own table.
import { by, element, fill, visible } from "./dom.js";

export class Settings {
    /** say(text): where trouble is told. */
    constructor(words, say) {
        this.words = words;
        this.say = say;
    }

    async show(tester) {
        const { settings } = await tester.call("settings.get");
        fill(by("settings"), ...this.words.settings.filter(({ name }) => settings && Object.hasOwn(settings, name)).map((row) => this.field(tester, row, settings[row.name])));
    }

    field(tester, row, value) {
        const input = this.input(row, value);
        input.addEventListener("change", async () => {
            const wanted = row.kind === "switch" ? input.checked : row.kind === "number" || typeof value === "number" ? Number(input.value) : input.value;
            try {
                await tester.call("settings.set", { [row.name]: wanted });
                this.say(`${row.title} is set.`);
            } catch (error) {
                this.say(error.message);
                await this.show(tester).catch(() => {});
            }
        });
        return element("label", {}, row.title, input, element("small", {}, row.says));
    }

    input(row, value) {
        if (row.kind === "switch") {
            const box = element("input", { type: "checkbox" });
            box.checked = value === true;
            return box;
        }
        if (row.kind === "choice") return chooser(row.values.map((each) => [each, each]), value);
        if (row.kind === "stock") return chooser([["", "none"], ...this.words.stocks.map((id) => [id, id])], value);
        const input = element("input", row.kind === "number" ? { type: "number", min: 0, max: row.high, step: 10 ** -row.digits } : { maxlength: row.longest ?? 32 });
        input.value = visible(value, 40);
        return input;
    }
}

function chooser(pairs, value) {
    const select = element("select", {}, ...pairs.map(([id, name]) => element("option", { value: id }, String(name))));
    if (![...select.options].some((option) => option.value === String(value))) select.append(element("option", { value: String(value) }, visible(value, 40)));
    select.value = String(value);
    return select;
}
