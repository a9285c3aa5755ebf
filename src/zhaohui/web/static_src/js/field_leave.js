// Sign-out on any page: what /field/ kept on this phone is wiped; what waits for upload stays sealed, and that is said first.
import { openStore } from "./field_store.js";

const forms = [...document.querySelectorAll('form[action$="/logout/"]')];

async function leave(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    const store = await openStore();
    const owner = await store.owner();
    const pending = owner ? (await store.waiting(owner)).length : 0;
    if (pending && !form.dataset.warned && form.dataset.leaveWords) {
      form.dataset.warned = "1";
      const words = document.createElement("p");
      words.setAttribute("role", "alert");
      words.className = "leave-words";
      words.textContent = form.dataset.leaveWords.replace("{n}", pending);
      form.after(words);
      return;
    }
    if (owner) await store.forget(owner);
  } catch {
    // a phone that keeps nothing has nothing to wipe
  }
  form.submit();
}

for (const form of forms) form.addEventListener("submit", leave);
