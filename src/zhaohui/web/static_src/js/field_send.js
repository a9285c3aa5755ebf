// Sends what waits, one by one, oldest first. A report leaves the phone only when the county's receipt for its own
// key has come. An answer that got lost does no harm: the county keeps each key once and answers the same again.
const ANSWER_MS = 60_000;

async function ask(address, options = {}) {
  const wait = new AbortController();
  const clock = setTimeout(() => wait.abort(), ANSWER_MS);
  try {
    return await fetch(address, {
      cache: "no-store", redirect: "manual", credentials: "same-origin", signal: wait.signal, ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } finally {
    clearTimeout(clock);
  }
}

// What an answer means where it is no receipt: signed out, not now, or not at all ("").
function trouble(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "sign-in";
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return "later";
  return "";
}

// Returns how it ended: "done", "offline", "sign-in", "other", "later" or "refused".
export async function sendAll(store, user, addresses, { started, received }) {
  const rows = await store.waiting(user);
  if (!rows.length) return "done";
  started();
  let who;
  try {
    const answer = await ask(addresses.hello);
    if (!answer.ok) return trouble(answer) || "sign-in"; // 404: the post has ended, or another one's session
    who = await answer.json();
  } catch {
    return "offline";
  }
  if (who.user !== user) return "other";
  let ended = "done";
  for (const row of rows) {
    const outcome = await sendOne(store, row, addresses.entries, who.token, received);
    if (outcome === "refused") ended = "refused";
    else if (outcome !== "done") return outcome;
  }
  return ended;
}

async function sendOne(store, row, address, token, received) {
  const report = await store.opened(row);
  const form = new FormData();
  for (const name of ["key", "ticket", "button", "result", "note", "said_at"]) form.append(name, report[name] || "");
  const photo = await store.photoOf(row);
  if (photo) form.append("photo", photo, "photo.jpg");
  let answer;
  let said;
  try {
    answer = await ask(address, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
    if (trouble(answer)) return trouble(answer);
    said = await answer.json();
  } catch {
    return "offline";
  }
  if (!answer.ok) {
    await store.refused(row, [said.title, said.detail].filter(Boolean).join(" ") || String(answer.status));
    return "refused";
  }
  if (said.key !== report.key) return "later"; // not the receipt of this report
  await store.remove(report.key);
  await store.noteSent(row.user, Date.now());
  await received(report, said);
  return "done";
}
