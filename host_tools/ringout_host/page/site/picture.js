// A picture of a cable as SVG: the shapes come from `cables/drawing.py`, this only puts them there.
const SPACE = "http://www.w3.org/2000/svg";

function svg(name, attributes, text) {
    const made = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
}

function drawn(shape) {
    const { color } = shape;
    if (shape.is === "line") {
        const points = shape.points.map((point) => point.join(",")).join(" ");
        const dash = shape.dash ? { "stroke-dasharray": "6 5" } : {};
        return svg("polyline", { points, fill: "none", stroke: color, "stroke-width": shape.width, "stroke-linejoin": "round", ...dash });
    }
    if (shape.is === "box") {
        const [x, y, width, height] = shape.at;
        return svg("rect", { x, y, width, height, rx: 4, fill: shape.fill, stroke: color });
    }
    const [x, y] = shape.at;
    if (shape.is === "dot") return svg("circle", { cx: x, cy: y, r: shape.radius, fill: shape.fill, stroke: color });
    const weight = shape.bold ? { "font-weight": "bold" } : {};
    return svg("text", { x, y, "font-size": shape.size, fill: color, "text-anchor": shape.anchor, ...weight }, shape.text);
}

/** Larger than the shape, so that a finger finds it. */
function grip(shape) {
    if (shape.is === "dot") return svg("circle", { class: "grip", cx: shape.at[0], cy: shape.at[1], r: 15, fill: "transparent", stroke: "transparent", "stroke-width": 3 });
    const points = shape.points.map((point) => point.join(",")).join(" ");
    return svg("polyline", { class: "grip", points, fill: "none", stroke: "transparent", "stroke-width": 22, "pointer-events": "stroke" });
}

/** Draw into a place. onChoose(contacts): what a wire or a contact does when it is chosen. */
export function draw(place, picture, title, onChoose = null) {
    if (!picture) return place.replaceChildren();
    const root = svg("svg", { viewBox: `0 0 ${picture.width} ${picture.height}`, "font-family": "sans-serif", role: onChoose ? "group" : "img", "aria-label": title });
    for (const shape of picture.shapes) {
        const seen = drawn(shape);
        if (!onChoose || !shape.of) {
            if (onChoose) seen.setAttribute("pointer-events", "none");
            root.append(seen);
            continue;
        }
        seen.setAttribute("class", "seen");
        const what = shape.of.length === 2 ? `wire ${shape.of.join(" to ")}` : shape.is === "dot" ? `contact ${shape.of[0]}` : `wire at ${shape.of[0]}`;
        const group = svg("g", { class: "of", role: "button", tabindex: "0", "aria-label": what });
        group.append(grip(shape), seen);
        group.addEventListener("click", () => onChoose(shape.of));
        group.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            onChoose(shape.of);
        });
        root.append(group);
    }
    place.replaceChildren(root);
}
