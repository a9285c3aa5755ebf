// The page /field/: a report is written down on the phone before anything else, and sent when there is a network.
// The server makes the list; offline the same list is shown from this phone.
import { openStore } from "./field_store.js";
import { sendAll } from "./field_send.js";

const root = document.getElementById("field");
const sync = document.getElementById("sync");
const part = (name) => sync.querySelector(`[data-sync-${name}]`);
const words = sync.dataset;
const addresses = root.dataset;
const RETRY_MS = 60_000;
const LONGEST_SIDE = 1600;

let store;
let user = root.dataset.user;
let state = "";
let isSending = false;

const clock = (at) => {
  const when = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(when.getHours())}:${two(when.getMinutes())}`;
  return when.toDateString() === new Date().toDateString() ? time : `${when.getMonth() + 1}-${when.getDate()} ${time}`;
};

// The sync line: how much waits, and why; "all uploaded" only with nothing waiting and a receipt to show for it.
async function paint() {
  const rows = user ? await store.waiting(user) : [];
  const sent = user ? await store.sentAt(user) : 0;
  const others = await store.othersWaiting(user || "");
  const count = rows.length ? words.pending.replace("{n}", rows.length) : sent ? words.done.replace("{time}", clock(sent)) : words.none;
  const offline = navigator.onLine ? "" : words.offline; // no answer is not yet no network
  const why = { offline: words.later, sending: words.sending, "sign-in": words.signIn, other: words.other, later: words.later, refused: words.refused }[state];
  part("line").textContent = [count, rows.length ? (isSending ? words.sending : offline || why) : offline].filter(Boolean).join(" · ");
  part("now").hidden = !rows.length;
  part("now").disabled = isSending;
  part("sign-in").hidden = !(rows.length && (state === "sign-in" || state === "other"));
  part("others").hidden = !others;
  part("others").textContent = words.others.replace("{n}", others);
  const list = part("waiting");
  list.hidden = !rows.length;
  list.replaceChildren(...await Promise.all(rows.map(async (row) => {
    const report = await store.opened(row);
    const line = document.createElement("li");
    line.textContent = [report.title, words[report.button], clock(row.made), row.refused].filter(Boolean).join(" · ");
    return line;
  })));
}

async function send() {
  if (isSending || !user || !store) return;
  const work = async (lock) => {
    if (lock === null) return; // another tab is at it
    isSending = true;
    try {
      state = await sendAll(store, user, addresses, { started: paint, received });
    } finally {
      isSending = false;
    }
  };
  const before = (await store.waiting(user)).length;
  if (navigator.locks) await navigator.locks.request("zhaohui-field-send", { ifAvailable: true }, work);
  else await work();
  await paint();
  if (before > (await store.waiting(user)).length) await renew();
}

// A receipt came: the visit says so, and what did not fit is shown at once.
async function received(report, said) {
  const stop = document.querySelector(`[data-visit="${report.visit}"]`)?.closest("article");
  if (stop) tell(stop, `${words.sent.replace("{time}", clock(Date.now()))} · ${said.words}`);
  if (said.outcome === "conflict" || said.photo_fault) {
    const line = document.createElement("li");
    const fault = said.outcome === "conflict" ? `${words.conflict}${said.stands}` : said.photo_fault;
    line.textContent = `${report.title} · ${words[report.button]} · ${fault}`;
    part("conflicts").append(line);
    part("conflicts").hidden = false;
  }
  await paint();
}

function tell(stop, text) {
  const said = stop.querySelector("[data-visit-said]");
  said.textContent = text;
  said.hidden = false;
}

// A smaller photo, without where and with what it was taken.
async function shrunk(file) {
  if (!file || !file.size) return null;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((yes) => canvas.toBlob(yes, "image/jpeg", 0.85));
  if (!made) throw new Error("no picture");
  return made;
}

async function written(event) {
  const form = event.target;
  if (!form.matches("form[data-visit]") || form.dataset.plain || !user) return;
  event.preventDefault();
  const stop = form.closest("article");
  const given = new FormData(form);
  const button = event.submitter?.value || "visited";
  const heading = stop.querySelector("h3 [lang]")?.textContent || stop.querySelector("h3").textContent;
  const report = {
    key: crypto.randomUUID(),
    visit: form.dataset.visit,
    ticket: given.get("ticket"),
    button,
    result: given.get("result"),
    note: given.get("note"),
    said_at: new Date().toISOString(),
    title: heading.trim(),
  };
  try {
    await store.add(user, report, await shrunk(given.get("photo")).catch(() => given.get("photo")));
  } catch {
    form.dataset.plain = "1"; // the next press goes to the county directly
    tell(stop, words.unkept);
    return;
  }
  form.reset();
  tell(stop, `${words[button]} · ${words.kept.replace("{time}", clock(Date.now()))}`);
  await paint();
  await send();
}

// Show the county's list anew, unless something is half written on this page; keep it for later.
async function renew() {
  let text;
  try {
    const answer = await fetch(addresses.today, { cache: "no-store", redirect: "manual", headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    text = await answer.text();
  } catch {
    return;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const place = fresh.getElementById("field");
  if (!place || place.dataset.user !== user) return;
  const live = fresh.getElementById("live");
  await keep(live); // before its parts move into the page
  if (!isHalfWritten()) document.getElementById("live").replaceChildren(...live.childNodes);
}

const isHalfWritten = () => [...document.querySelectorAll("form[data-visit]")].some(
  (form) => form.elements.note.value || form.elements.result.value || form.elements.photo.files.length,
);

async function keep(live) {
  const copy = live.cloneNode(true);
  for (const token of copy.querySelectorAll('[name="csrfmiddlewaretoken"]')) token.remove();
  for (const said of copy.querySelectorAll("[data-visit-said]")) { said.hidden = true; said.textContent = ""; }
  await store.keepList(user, copy.innerHTML);
}

async function showKept() {
  user = (await store.owner()) || "";
  const kept = user ? await store.list(user) : null;
  document.querySelector("[data-list-note]").textContent = kept ? words.listOf.replace("{time}", clock(kept.at)) : words.listNone;
  if (kept) document.getElementById("live").innerHTML = kept.html;
  for (const form of document.querySelectorAll("form[data-needs-network]")) form.hidden = true;
  if (kept) await markWritten();
}

// After a reload without a network: which visits have been written down already.
async function markWritten() {
  for (const row of await store.waiting(user)) {
    const report = await store.opened(row);
    const stop = document.querySelector(`[data-visit="${report.visit}"]`)?.closest("article");
    if (stop) tell(stop, `${words[report.button]} · ${words.kept.replace("{time}", clock(row.made))}`);
  }
}

async function start() {
  store = await openStore();
  if (user) {
    await store.own(user);
    import("./field_leave.js"); // this page's own sign-out
    await keep(document.getElementById("live"));
    await markWritten();
  } else {
    await showKept();
  }
  document.addEventListener("submit", written);
  part("now").addEventListener("click", send);
  window.addEventListener("online", () => { state = ""; send(); });
  window.addEventListener("offline", paint);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(() => { if (!document.hidden) send(); }, RETRY_MS);
  await paint();
  root.dataset.ready = "1";
  await send();
  await paint();
}

if ("indexedDB" in window && window.crypto?.subtle) await start().catch(() => {});

if ("serviceWorker" in navigator) {
  try {
    await navigator.serviceWorker.register(addresses.worker, { scope: addresses.today });
    await navigator.serviceWorker.ready;
    if (root.dataset.user) { // the kept page speaks the language that was chosen last
      const cache = (await caches.keys()).filter((name) => name.startsWith("field-")).at(-1);
      if (cache) await (await caches.open(cache)).add(addresses.shell);
    }
    root.dataset.kept = "1";
  } catch {
    // without a service worker the page opens with a network only; reports are still kept
  }
}
