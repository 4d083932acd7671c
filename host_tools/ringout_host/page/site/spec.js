// A cable's text: its cable, and modifiers at commas. What they mean, the simulator says.

/** Items of a text; contacts that follow `live=` belong to it. */
export function items(text) {
    const found = [];
    for (const part of text.split(",")) {
        const item = part.trim();
        if (found.length && found.at(-1).startsWith("live=") && !item.includes("=")) found[found.length - 1] += "," + item;
        else found.push(item);
    }
    return found.filter((item, k) => item || k === 0);
}

/** The text with a modifier that there is one of (length, stock) as it shall be; "" takes it out. */
export function withOne(text, name, value) {
    const kept = items(text).filter((item) => !item.startsWith(name + "="));
    if (value) kept.splice(1, 0, `${name}=${value}`);
    return kept.join(",");
}

export const valueOf = (text, name) => items(text).find((item) => item.startsWith(name + "="))?.slice(name.length + 1) ?? "";

/** What can be done to a wire or a contact, at a place: [words, modifier]. others: letters of the
 * other contacts of each plug. */
export function faultsOf(contacts, where, others) {
    const near = contacts.find((contact) => contact[0] === where) ?? contacts[0];
    const letter = near.slice(2);
    const inPlug = where.length === 1;
    const found = [
        ["Break it", `open=${letter}@${where}`],
        ["Bad joint, 3 ohm", `joint=${letter}:3ohm@${where}`],
        ["Loose: drops out when moved", `intermittent=${letter}@${where}:2ms/200ms:moves`],
    ];
    const rest = (others[inPlug ? where : contacts[0][0]] ?? []).filter((each) => each !== letter);
    for (const other of rest) found.push([`Short to ${other}`, `short=${letter}-${other}@${where}`]);
    if (inPlug) for (const other of rest) found.push([`Swap with ${other}`, `swap=${letter}-${other}@${where}`]);
    return found;
}
