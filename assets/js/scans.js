// Scans that a phone keeps while it has no network: a small database that pages and the worker share.

const DATABASE = "sanji-scans";

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("scans", { keyPath: "code" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

/** Do one thing with a store, and give what it gave. */
async function within(store, mode, act) {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const change = database.transaction(store, mode);
      const asked = act(change.objectStore(store));
      change.oncomplete = () => done(asked.result);
      change.onerror = () => fail(change.error);
    });
  } finally {
    database.close();
  }
}

/** Who was signed in last on this phone, as the server calls them to nobody else. */
export const rememberOwner = (who) => within("facts", "readwrite", (store) => store.put(who, "owner"));

/** The scans that wait, oldest first. */
export async function keptScans() {
  const scans = await within("scans", "readonly", (store) => store.getAll());
  return scans.sort((one, other) => one.at - other.at);
}

/** Keep a scan for whoever was signed in last; the same code is kept once. */
export async function keepScan(code) {
  const owner = await within("facts", "readonly", (store) => store.get("owner"));
  const known = (await keptScans()).some((scan) => scan.code === code);
  if (!known) await within("scans", "readwrite", (store) => store.put({ code, at: Date.now(), owner }));
}

/**
 * Send what waits, if there is a network and somebody is signed in whose scans these are; page and worker one after
 * the other. Gives { state, answers }; state: none, login, other, sent. None: nothing waits any more; the answers are
 * those that whoever sent it last was given. Throws while the server cannot be reached.
 */
export const sendKept = (address) =>
  navigator.locks ? navigator.locks.request(DATABASE, () => sendNow(address)) : sendNow(address);

async function sendNow(address) {
  const scans = await keptScans();
  if (!scans.length) return { state: "none", answers: (await within("facts", "readonly", (store) => store.get("answers"))) ?? [] };
  const asked = await fetch(address, { cache: "no-store", redirect: "error" });
  if (!asked.ok) throw new Error(`${asked.status}`);
  const { token, who } = await asked.json();
  if (!who) return { state: "login", answers: [] };
  const own = scans.filter((scan) => !scan.owner || scan.owner === who);
  if (!own.length) return { state: "other", answers: [] };
  const answer = await fetch(address, {
    method: "POST",
    redirect: "error",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ codes: own.map((scan) => scan.code) }),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { answers } = await answer.json();
  await within("facts", "readwrite", (store) => store.put(answers, "answers"));
  for (const { code } of answers) await within("scans", "readwrite", (store) => store.delete(code));
  return { state: "sent", answers };
}
