// The kiosk's clock: whoever walks away is wiped; "continue" or any touch begins anew. The keypad without a round trip. Reading aloud, where the browser can.
const NEAR_S = 15;
const box = document.querySelector("[data-idle]");

if (box) {
  const { idle, wipe } = box.dataset;
  const part = (name) => box.querySelector(`[data-idle-${name}]`);
  const said = part("said");
  let until = 0;
  const tell = () => {
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    part("left").textContent = left;
    box.classList.toggle("is-near", left <= NEAR_S);
    if (left <= NEAR_S && !said.textContent) said.textContent = said.dataset.near;
    if (left === 0) location.replace(wipe);
  };
  const again = () => {
    until = Date.now() + Number(idle) * 1000;
    said.textContent = "";
    tell();
  };
  part("plain").hidden = true;
  part("counted").hidden = false;
  part("again").hidden = false;
  for (const touch of ["pointerdown", "keydown", "input"]) document.addEventListener(touch, again, { capture: true });
  again();
  setInterval(tell, 500);
  // a page that the browser kept is not shown to the next person
  window.addEventListener("pageshow", (event) => event.persisted && location.replace(wipe));
}

const pad = document.querySelector("[data-keypad]");
if (pad) {
  const number = document.getElementById("number");
  const last = document.getElementById("last");
  const full = number.maxLength;
  const typed = (key) => {
    if (key === "clear") number.value = last.value = "";
    else if (key === "back" && last.value) last.value = last.value.slice(0, -1);
    else if (key === "back") number.value = number.value.slice(0, -1);
    else if (number.value.length >= full) last.value = (last.value + key).slice(0, last.maxLength);
    else if (key !== "X") number.value += key;
  };
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button[name=key]");
    if (!key) return;
    event.preventDefault();
    typed(key.value);
  });
}

const reader = document.querySelector("[data-read-aloud]");
if (reader && "speechSynthesis" in window) {
  const begin = reader.textContent;
  let reading = false;
  const tellReader = (now) => {
    reading = now;
    reader.textContent = now ? reader.dataset.stop : begin;
  };
  reader.hidden = false;
  reader.addEventListener("click", () => {
    speechSynthesis.cancel();
    if (reading) return tellReader(false);
    const words = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    words.lang = document.documentElement.lang;
    words.addEventListener("end", () => tellReader(false));
    tellReader(true);
    return speechSynthesis.speak(words);
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
