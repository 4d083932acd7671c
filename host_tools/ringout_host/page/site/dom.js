// Small helpers. A text from a tester or a link only ever becomes textContent.

/** The element with this id. @param {string} id @returns {any} of the kind that index.html has there */
export const by = (id) => document.getElementById(id);

/** An element: its attributes, then children (texts or elements). */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
}

/** Put children into a place instead of what is there. */
export const fill = (place, ...children) => place.replaceChildren(...children);

/** A text from outside: no control or direction characters, and not endless. */
export function visible(value, most = 200) {
    const text = typeof value === "string" ? value : value == null ? "" : JSON.stringify(value) ?? "";
    const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "?");
    return clean.length > most ? clean.slice(0, most - 3) + "..." : clean;
}

/** Offer data as a file. */
export function save(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = element("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const OURS = ["worker.js", "offline.js"];
const policy = globalThis.trustedTypes?.createPolicy("ringout", {
    createScriptURL(name) {
        if (!OURS.includes(name)) throw new TypeError(`not a script of this page: ${name}`);
        return name;
    },
});

/** The address of one of our own scripts, as browsers with trusted types want it. */
export const script = (name) => (policy ? policy.createScriptURL(name) : name);
