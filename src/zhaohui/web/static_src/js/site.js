// Starts govuk-frontend's behaviour where set-up brought it; every page works without.
const vendor = new URL("../vendor/govuk-frontend.min.js", import.meta.url);

if ("noModule" in HTMLScriptElement.prototype && document.querySelector("[data-module]")) {
  try {
    document.body.classList.add("js-enabled", "govuk-frontend-supported");
    const { initAll } = await import(vendor);
    initAll();
  } catch {
    document.body.classList.remove("js-enabled", "govuk-frontend-supported");
  }
}

// A phone on which /field/ kept something: sign-out wipes it.
try {
  if (localStorage.getItem("zhaohui-field") === "1") await import(new URL("./field_leave.js", import.meta.url));
} catch {
  // no storage: nothing was kept
}
