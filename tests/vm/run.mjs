// Run one MicroPython job in the WebAssembly VM and exit.
//
//   node run.mjs JOB.json        (or `-`, or nothing: the job is read from stdin)
//
// The job:
//   files    {vm path: host path}  copied into the VM's in-memory file system; folders are made
//   main     MicroPython source, run as __main__
//   again    source run after main, `times` times (default 0), in the same __main__: garbage is
//            collected only between two runs, never inside one
//   path     entries put in front of sys.path, which already holds the working folder (default [])
//   argv     sys.argv                                        (default [""])
//   cwd      working folder inside the VM                    (default "/")
//   plain    true: the simulator solves its circuits in Python too     (default false: as in the
//            page, by its linalg.js, ten times faster)
//   heap     first heap, in bytes (default 64 MiB); it grows when full, so it is no limit
//   pystack  Python frame stack, in bytes; bounds recursion  (default 64 KiB)
//
// stdout carries what the program printed, byte for byte; stderr its traceback.
// Exit status: 0 done, 1 the program raised, 2 the job or the VM is unusable,
// and sys.exit(n) gives n as CPython would.

import fs from "node:fs";
import path from "node:path";

const RAISED = 1;
const UNUSABLE = 2;
const SITE = new URL("../../host_tools/ringout_host/page/site/", import.meta.url);
// As data, because a folder without package.json makes no module of a .js for older nodes.
const LINALG = "data:text/javascript;base64," + fs.readFileSync(new URL("linalg.js", SITE), "base64");

/** Write all of it before exiting: process.exit() would drop what a pipe has not taken yet. */
function finish(status, stdout = [], message = "") {
    writeAll(1, Buffer.from(stdout));
    writeAll(2, Buffer.from(message && !message.endsWith("\n") ? message + "\n" : message));
    process.exit(status);
}

function writeAll(fd, bytes) {
    for (let done = 0; done < bytes.length; ) {
        try {
            done += fs.writeSync(fd, bytes, done);
        } catch (error) {
            if (error.code === "EPIPE") return;
            if (error.code !== "EAGAIN") throw error;
        }
    }
}

/** sys.exit(): the status is what the one-line tail of the traceback says. */
function exitStatus(traceback) {
    const tail = traceback.trimEnd().split("\n").at(-1);
    const value = /^SystemExit(?:: ?(.*))?$/.exec(tail)?.[1];
    if (value === undefined || value === "" || value === "None") return 0;
    return /^-?\d+$/.test(value) ? Number(value) & 255 : RAISED;
}

function readJob(argument) {
    return JSON.parse(fs.readFileSync(argument && argument !== "-" ? argument : 0, "utf8"));
}

async function main() {
    const output = [];
    let vm, job;
    try {
        job = readJob(process.argv[2]);
        const { loadMicroPython } = await import(
            process.env.MICROPYTHON_WASM ?? "@micropython/micropython-webassembly-pyscript"
        );
        // Unbuffered: the line buffer would hold back a last line that has no newline.
        const print = (bytes) => output.push(...bytes);
        vm = await loadMicroPython({
            heapsize: job.heap ?? 64 * 1024 * 1024,
            pystack: (job.pystack ?? 64 * 1024) >> 2, // the option counts 4-byte words
            linebuffer: false,
            stdout: print,
            stderr: print,
        });
        if (!job.plain) vm.registerJsModule("ringout_linalg", (await import(LINALG)).module(vm));
        for (const [inside, outside] of Object.entries(job.files ?? {})) {
            vm.FS.mkdirTree(path.posix.dirname(inside));
            vm.FS.writeFile(inside, fs.readFileSync(outside));
        }
        vm.FS.chdir(job.cwd ?? "/");
        vm.runPython(
            `import sys\nsys.path[:0] = ${JSON.stringify(job.path ?? [])}\n` +
            `sys.argv[:] = ${JSON.stringify(job.argv ?? [""])}\ndel sys\n`,
        );
    } catch (error) {
        finish(UNUSABLE, output, `run.mjs: ${error.message}`);
    }
    try {
        vm.runPython(job.main);
        for (let run = 0; run < (job.times ?? 0); run++) vm.runPython(job.again);
    } catch (error) {
        if (error.name !== "PythonError") finish(UNUSABLE, output, `run.mjs: the VM failed: ${error.message}`);
        if (error.type === "SystemExit") finish(exitStatus(error.message), output);
        finish(RAISED, output, error.message);
    }
    finish(0, output);
}

await main();
