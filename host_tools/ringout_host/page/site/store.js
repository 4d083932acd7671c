// Records in the browser's own database. Only what is here has been acknowledged to a tester.

const done = (request) =>
    new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

/** The name, or with a number the first that no other tab has: one in use is not deleted before that
 * tab goes. Kept until this page goes. */
async function ownName(name) {
    for (let n = 1; navigator.locks; n++) {
        const tried = n > 1 ? `${name}-${n}` : name;
        const isOurs = await new Promise((resolve) => {
            navigator.locks.request(tried, { ifAvailable: true }, (lock) => {
                resolve(lock !== null);
                return lock && new Promise(() => {});
            });
        });
        if (isOurs) return tried;
    }
    return name;
}

export class Store {
    /** @type {IDBDatabase} */
    database;
    isLasting = true; // until it is forgotten: not of a simulated tester

    /** Open by name; fresh: forget what an earlier page left. */
    static async open(name, fresh = false) {
        if (fresh) {
            name = await ownName(name);
            await done(indexedDB.deleteDatabase(name));
        }
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => {
            // the checksum is part of the key: a log that began anew replaces nothing
            request.result.createObjectStore("records", { keyPath: ["dev", "seq", "crc"] });
            request.result.createObjectStore("testers", { keyPath: "dev" });
        };
        const store = new Store();
        store.database = await done(request);
        store.isLasting = !fresh;
        return store;
    }

    /** Put rows {dev, seq, crc, json} and the highest number pulled, all or none; resolves when
     * they are on disk. */
    put(dev, rows, pulledTo) {
        const writing = this.database.transaction(["records", "testers"], "readwrite", { durability: "strict" });
        for (const row of rows) writing.objectStore("records").put(row);
        writing.objectStore("testers").put({ dev, pulledTo });
        return new Promise((resolve, reject) => {
            writing.oncomplete = () => resolve();
            writing.onabort = writing.onerror = () => reject(writing.error ?? new Error("the browser has no room for the log"));
        });
    }

    /** The highest number that was pulled from a tester, or -1. */
    async pulledTo(dev) {
        const row = await done(this.database.transaction("testers").objectStore("testers").get(dev));
        return row?.pulledTo ?? -1;
    }

    /** Rows of one number of a tester. */
    rows(dev, seq) {
        const range = IDBKeyRange.bound([dev, seq, ""], [dev, seq, "\uffff"]);
        return done(this.database.transaction("records").objectStore("records").getAll(range));
    }

    /** The highest number of a stored record of a tester, up to a number; -1 without one. */
    async highest(dev, most) {
        const range = IDBKeyRange.bound([dev, 0, ""], [dev, most, "\uffff"]);
        const cursor = await done(this.database.transaction("records").objectStore("records").openKeyCursor(range, "prev"));
        return cursor ? cursor.key[1] : -1;
    }

    /** Every row of a tester, or of all. */
    all(dev = null) {
        const range = dev === null ? null : IDBKeyRange.bound([dev], [dev, []]);
        return done(this.database.transaction("records").objectStore("records").getAll(range));
    }
}
