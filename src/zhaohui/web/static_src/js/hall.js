// The window by keyboard: a control with data-key is pressed (a field focused) by that F-key; every page works without.
const isField = (each) => each.matches("input:not([type=submit]), select, textarea");

document.addEventListener("keydown", (event) => {
  if (!/^F\d{1,2}$/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const control = document.querySelector(`[data-key="${event.key}"]:not([hidden])`);
  if (!control) return;
  event.preventDefault();
  if (isField(control)) {
    control.focus();
    control.select?.();
  } else {
    control.click();
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const board = document.querySelector("[data-again]");
if (board) setTimeout(() => location.reload(), Number(board.dataset.again) * 1000);
