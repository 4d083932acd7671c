// The worker: MicroPython with the firmware and the simulator, turn by turn.
//
// What it is told goes to Python as data, never as source: the two programs below are all that
// is ever run.
// @ts-ignore: it comes from npm when the page is built
import { loadMicroPython } from "./micropython.mjs";
import { module } from "./linalg.js";

const BEGIN = "import sys; sys.path.insert(0, '/lib'); from ringout_host.page.inside import Inside; inside = Inside()";
const ANSWER = "reply = inside.answer(request)";
const HEAP = 24 << 20; // bytes at first; it grows when full
const FRAMES = 16384; // words of Python's stack
const TURN_MS = 20;
const LONGEST_MS = 100; // of virtual time in one turn: a tab that slept does not catch up
const SHORTEST_PRESS = 3; // turns that a key stays down: the firmware takes less for a bounce

let vm, running = false, moved = false, sent = "", last = 0;
const down = [0, 0]; // turns that TEST and MODE were down
let wanted = 0, timer = 0;

/** The next turn: at once while the console talks. */
function next(ms) {
    clearTimeout(timer);
    timer = setTimeout(turn, ms);
}

function ask(request) {
    vm.globals.set("request", JSON.stringify(request));
    vm.runPython(ANSWER);
    return JSON.parse(vm.globals.get("reply"));
}

async function load() {
    const files = await (await fetch("tree.json")).json();
    vm = await loadMicroPython({ heapsize: HEAP, pystack: FRAMES });
    vm.registerJsModule("ringout_linalg", module(vm));
    for (const [name, text] of Object.entries(files)) {
        const file = `/lib/${name}`;
        vm.FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
        vm.FS.writeFile(file, text);
    }
    vm.runPython(BEGIN);
}

/** Keys as the firmware sees them: what was let go at once stays down a little. */
function held() {
    let mask = 0;
    for (const bit of [1, 2]) {
        const at = bit - 1;
        if (wanted & bit || (down[at] && down[at] < SHORTEST_PRESS)) {
            mask |= bit;
            down[at] += 1;
        } else {
            down[at] = 0;
        }
    }
    return mask;
}

function turn() {
    if (!running) return;
    const now = performance.now();
    const ms = Math.max(5, Math.min(LONGEST_MS, now - last)); // since the last turn began
    last = now;
    const request = { do: "turn", ms: Math.round(ms), keys: held(), moved, sent };
    sent = "";
    try {
        const state = ask(request);
        postMessage({ is: "state", ...state });
        next(sent || state.told ? 0 : Math.max(0, TURN_MS - (performance.now() - now)));
    } catch (error) {
        running = false;
        postMessage({ is: "broken", text: String(error.message).slice(-400) });
    }
}

const DO = {
    keys: ({ mask }) => {
        for (const bit of [1, 2]) if (mask & bit & ~wanted) down[bit - 1] = 0;
        wanted = mask;
        for (const bit of [1, 2]) if (mask & bit && !down[bit - 1]) down[bit - 1] = 1;
    },
    moved: (message) => { moved = message.moved; },
    sent: ({ hex }) => {
        sent += hex;
        if (running) next(0);
    },
    run: (message) => {
        if (message.running && !running) {
            running = true;
            last = performance.now();
            next(0);
        }
        running = message.running;
    },
    ask: ({ id, request }) => {
        let reply;
        try {
            reply = ask(request);
        } catch (error) {
            reply = { mistake: "the firmware in this page stopped: reload it", trace: String(error.message).slice(-400) };
        }
        postMessage({ is: "reply", id, reply });
    },
};

const loaded = load();
loaded.then(() => postMessage({ is: "loaded" }), (error) => postMessage({ is: "broken", text: String(error.message).slice(-400) }));
onmessage = ({ data }) => loaded.then(() => DO[data.do](data));
