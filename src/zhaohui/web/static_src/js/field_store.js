// What this phone keeps for /field/: reports that wait for upload, and today's list; each person's sealed with a key
// of her own that no script can read out. One "owner" at a time: whoever opened the page last while signed in.
const NAME = "zhaohui-field";
const STORES = ["meta", "keys", "lists", "queue"];
const LIST_MS = 24 * 3600 * 1000;
const FLAG = "zhaohui-field"; // tells site.js that there is something to wipe at sign-out

const done = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});

export async function openStore() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    for (const name of STORES) opening.result.createObjectStore(name, name === "queue" ? { keyPath: "key" } : undefined);
  };
  const base = await done(opening);
  base.onversionchange = () => base.close();
  return new Store(base);
}



class Store {
  constructor(base) { this.base = base; }

  read(name, key) { return done(this.base.transaction(name).objectStore(name).get(key)); }

  // Resolves when it is on the disk, not when it was asked for.
  write(name, change) {
    return new Promise((yes, no) => {
      const turn = this.base.transaction(name, "readwrite", { durability: "strict" });
      change(turn.objectStore(name));
      turn.oncomplete = () => yes();
      turn.onabort = turn.onerror = () => no(turn.error);
    });
  }

  owner() { return this.read("meta", "owner"); }

  // Another person's list is not kept beside hers; what she has not uploaded stays sealed until she comes back.
  async own(user) {
    const before = await this.owner();
    if (before && before !== user) await this.forget(before);
    await this.write("meta", (meta) => meta.put(user, "owner"));
    try { localStorage.setItem(FLAG, "1"); } catch { /* without it sign-out elsewhere wipes nothing; the next owner does */ }
  }

  async keyOf(user) {
    const kept = await this.read("keys", user);
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await this.write("keys", (keys) => keys.add(made, user)).catch(() => {}); // another tab was first
    return this.read("keys", user);
  }

  async seal(user, bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.keyOf(user), bytes) };
  }

  async unseal(user, { iv, data }) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv }, await this.keyOf(user), data);
  }

  sealText(user, text) { return this.seal(user, new TextEncoder().encode(text)); }

  async unsealText(user, sealed) { return new TextDecoder().decode(await this.unseal(user, sealed)); }

  async add(user, report, photo) {
    const made = Date.now();
    const row = { key: report.key, user, made, box: await this.sealText(user, JSON.stringify(report)) };
    if (photo) row.photo = await this.seal(user, await photo.arrayBuffer());
    await this.write("queue", (queue) => queue.add(row));
  }

  // Oldest first: a later report about the same visit builds on the earlier one.
  async waiting(user) {
    const rows = await done(this.base.transaction("queue").objectStore("queue").getAll());
    return rows.filter((row) => row.user === user).sort((a, b) => a.made - b.made);
  }

  async othersWaiting(user) {
    const rows = await done(this.base.transaction("queue").objectStore("queue").getAll());
    return rows.filter((row) => row.user !== user).length;
  }

  async opened(row) { return JSON.parse(await this.unsealText(row.user, row.box)); }

  async photoOf(row) {
    return row.photo ? new Blob([await this.unseal(row.user, row.photo)], { type: "image/jpeg" }) : null;
  }

  remove(key) { return this.write("queue", (queue) => queue.delete(key)); }

  async refused(row, words) {
    if (row.refused !== words) await this.write("queue", (queue) => queue.put({ ...row, refused: words }));
  }

  async keepList(user, html) {
    const row = { at: Date.now(), box: await this.sealText(user, html) };
    await this.write("lists", (lists) => lists.put(row, user));
  }

  // {html, at} of the list, null where there is none or it is older than a day: then it is removed.
  async list(user) {
    const row = await this.read("lists", user);
    if (!row) return null;
    if (Date.now() - row.at > LIST_MS) {
      await this.write("lists", (lists) => lists.delete(user));
      return null;
    }
    return { html: await this.unsealText(user, row.box), at: row.at };
  }

  sentAt(user) { return this.read("meta", `sent:${user}`); }

  noteSent(user, at) { return this.write("meta", (meta) => meta.put(at, `sent:${user}`)); }

  // Wipe what was kept for somebody; a key stays only as long as something is sealed with it.
  async forget(user) {
    await this.write("lists", (lists) => lists.delete(user));
    if ((await this.owner()) === user) await this.write("meta", (meta) => meta.delete("owner"));
    if ((await this.waiting(user)).length) return;
    await this.write("keys", (keys) => keys.delete(user));
    await this.write("meta", (meta) => meta.delete(`sent:${user}`));
  }
}
