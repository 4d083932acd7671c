// A real tester: connected, asked, mirrored; its log goes into this browser.
import { Calibration } from "./calibration.js";
import { by, element, fill, visible } from "./dom.js";
import { ofPages, show } from "./glass.js";
import { choose, isThere } from "./serial.js";
import { Settings } from "./settings.js";
import { join, token } from "./socket.js";
import { Tester } from "./tester.js";

const LOOK_MS = 700; // between two looks at the display and the log

export class Connect {
    /** onTester(tester, dev): a tester is there; null: it is gone. */
    constructor(words, log, onTester) {
        this.log = log;
        this.onTester = onTester;
        this.tester = null;
        this.settings = new Settings(words, (text) => this.say(text));
        this.calibration = new Calibration();
        this.secret = token();
        by("usb").hidden = !isThere();
        by("bridge").hidden = !this.secret;
        by("no-way").hidden = isThere() || Boolean(this.secret);
        by("usb").addEventListener("click", () => this.connect(choose));
        by("bridge").addEventListener("click", () => this.connect(() => join(this.secret)));
        by("leave").addEventListener("click", () => this.leave());
        by("test").addEventListener("click", () => this.test());
        by("settings-room").addEventListener("toggle", () => {
            if (by("settings-room").open && this.tester) this.settings.show(this.tester).catch((error) => this.say(error.message));
        });
    }

    say(text) { by("state").textContent = text; }

    async connect(open) {
        await this.leave();
        this.say("Connecting ...");
        let tester = null;
        try {
            tester = new Tester(await open());
            const hello = await tester.hello();
            await tester.call("clock.set", { t: Math.floor(Date.now() / 1000) });
            this.tester = tester;
            this.identity(hello);
            this.say(`Connected by ${tester.port.name}.`);
            this.enable(true);
            this.calibration.follow(tester);
            if (by("settings-room").open) await this.settings.show(tester);
            navigator.storage?.persist?.(); // what was acknowledged is not to be cleared away
            await this.onTester(tester, hello.dev);
            this.look(tester);
        } catch (error) {
            await tester?.close().catch(() => {});
            this.ended(error.name === "NotFoundError" ? "No port was chosen." : visible(error.message, 300));
        }
    }

    identity(hello) {
        const rows = { Tester: hello.dev, Firmware: hello.fw, Starts: hello.boot };
        fill(by("identity"), ...Object.entries(rows).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, visible(value, 60))]));
    }

    enable(on) {
        by("test").disabled = by("leave").disabled = !on;
        by("usb").disabled = by("bridge").disabled = on;
    }

    /** Mirror the display and pull what is new, until the tester is gone. */
    async look(tester) {
        while (this.tester === tester) {
            try {
                if (!document.hidden) show(by("glass"), ofPages((await tester.call("screen")).pixels));
                await this.log.pull();
            } catch (error) {
                if (tester.gone) break;
                this.say(visible(error.message, 300));
            }
            await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        }
        if (this.tester === tester) this.ended("The tester went away: plug it in and connect again.");
    }

    async test() {
        by("test").disabled = true;
        try {
            await this.tester.call("test");
            await this.log.pull();
        } catch (error) {
            this.say(visible(error.message, 300));
        }
        by("test").disabled = !this.tester;
    }

    async leave() {
        const { tester } = this;
        if (!tester) return;
        this.ended("Disconnected.");
        await tester.close().catch(() => {});
    }

    ended(text) {
        this.tester = null;
        this.say(text);
        this.enable(false);
        this.calibration.follow(null);
        fill(by("identity"));
        fill(by("settings"));
        this.onTester(null, null);
    }
}
