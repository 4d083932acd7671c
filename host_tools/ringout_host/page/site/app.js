// The page: two ways to use it, one result and one log beneath both.
import { Bench } from "./bench.js";
import { Connect } from "./connect.js";
import { by, script } from "./dom.js";
import { Engine } from "./engine.js";
import { Handheld } from "./handheld.js";
import { Log } from "./log.js";
import { Result } from "./result.js";
import { Store } from "./store.js";
import { Tester } from "./tester.js";
import { join, token } from "./socket.js";

const words = await (await fetch("words.json")).json();
by("version").textContent = `ringout ${words.version}`;

const engine = new Engine();
const result = new Result(engine, words);
const log = new Log(result, words);
const handheld = new Handheld((mask) => engine.keys(mask));
const bench = new Bench(engine, words);
const connect = new Connect(words, log, follow);
let simulated = null, isTrying = true, seen = 1, lastState = null;

async function follow(tester, dev) {
    if (!tester || isTrying) return;
    result.clear();
    await log.follow(tester, dev, await Store.open("ringout"));
}

async function use(trying) {
    isTrying = trying;
    by("to-try").setAttribute("aria-pressed", String(trying));
    by("to-connect").setAttribute("aria-pressed", String(!trying));
    by("bench").hidden = by("hands").hidden = by("front").hidden = by("engine").hidden = !trying;
    by("connect").hidden = trying;
    engine.run(trying && simulated !== null && !document.hidden);
    if (!trying) {
        result.clear();
        const store = await Store.open("ringout");
        if (!isTrying && !connect.tester) await log.follow(null, null, store);
        return;
    }
    await connect.leave();
    result.clear();
    if (simulated) await log.follow(simulated.tester, simulated.dev, simulated.store);
    if (lastState) handheld.state(lastState);
}

const LOOK_MS = 3000; // so long the simulated tester's time is held against the clock
const RUNS = "The firmware runs in this page";
let pace = { at: 0, ms: 0 };

/** Say how fast the firmware runs here, where that is slower than in a tester. */
function say(ms) {
    const at = performance.now();
    if (pace.at === 0) pace = { at, ms }; // the page's loading is no slowness
    const passed = at - pace.at;
    if (passed < LOOK_MS) return;
    const share = (ms - pace.ms) / passed;
    const wasAway = passed > 2 * LOOK_MS; // hidden, or nothing ran: no measure
    pace = { at, ms };
    if (wasAway) return;
    const tens = Math.round(share * 10);
    const slow = `${RUNS}, ${tens ? `at ${tens}0 %` : "at less than 10 %"} of a tester's speed on this computer. WIGGLE and LIVE need the most.`;
    const text = share > 0.75 ? `${RUNS}.` : slow;
    if (by("engine").textContent !== text) by("engine").textContent = text;
}

engine.onBroken = (text) => {
    by("engine").textContent = "The firmware in this page stopped: reload it.";
    console.error(text);
};
engine.onState = (state) => {
    if (state.dots) lastState = state;
    if (!isTrying) return;
    by("engine").dataset.ms = state.ms; // the tester's own time
    say(state.ms);
    handheld.state(state);
    if (state.next !== seen) {
        by("engine").dataset.next = seen = state.next; // the number of the next test
        log.pull();
    }
};
by("moved").addEventListener("change", () => engine.move(by("moved").checked));
by("to-try").addEventListener("click", () => use(true));
by("to-connect").addEventListener("click", () => use(false));
document.addEventListener("visibilitychange", () => engine.run(isTrying && simulated !== null && !document.hidden));

if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register(script("offline.js")).catch(() => {});
if (token()) {
    await use(false);
    connect.connect(() => join(token())).then(() => {
        if (!connect.tester) use(true); // nothing to connect: there is a simulated one
    });
}
await engine.loaded;
await bench.start();
simulated = { tester: new Tester(engine), store: await Store.open("ringout-try", true), dev: "" };
engine.run(!document.hidden);
simulated.dev = (await simulated.tester.hello()).dev;
await simulated.tester.call("clock.set", { t: Math.floor(Date.now() / 1000) });
by("engine").textContent = `${RUNS}.`;
if (isTrying) await log.follow(simulated.tester, simulated.dev, simulated.store);
engine.run(isTrying && !document.hidden);
document.documentElement.dataset.ready = "yes";
