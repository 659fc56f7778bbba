// Comfort only: every page works without this file.
"use strict";
document.documentElement.classList.add("js");

// <button data-confirm="确定撤回？">: asks before something that cannot be undone.
document.addEventListener("click", event => {
  const asks = event.target.closest("[data-confirm]");
  if (asks && !window.confirm(asks.dataset.confirm)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// A form that posts is sent once. The server is idempotent anyway; this spares the second answer.
document.addEventListener("submit", event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "repeat" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // Disabled only after the form's data is collected, or the pressed button's value would be lost.
  setTimeout(() => setBusy(form, true));
});

// Back from the cache of the browser: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    setBusy(form, false);
  }
});

function setBusy(form, busy) {
  for (const button of document.querySelectorAll("button")) {
    if (button.form !== form || button.type !== "submit") continue;
    button.disabled = busy;
    button.classList.toggle("wait", busy);
  }
}

// <select data-autosubmit>: the choice is the action; its button has the class no-js.
document.addEventListener("change", event => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});

// <button type="button" class="needs-js" data-copy="#token" data-done="已复制">.
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    if (button.dataset.done) button.textContent = button.dataset.done;
  } catch {
    window.getSelection().selectAllChildren(source);
  }
});

// <ol class="order">: "up" and "down" submit the form without this script; with it they move the entry at once,
// and the order of the hidden inputs is sent with the form's own button.
document.addEventListener("click", event => {
  const button = event.target.closest(".order [data-move]");
  if (!button) return;
  const entry = button.closest("li");
  const other = button.dataset.move === "up" ? entry.previousElementSibling : entry.nextElementSibling;
  event.preventDefault();
  if (!other) return;
  if (button.dataset.move === "up") other.before(entry);
  else other.after(entry);
  button.focus();
});

// On paper the tables behind the charts are open.
const opened = new Set();
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    opened.add(details);
  }
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened.clear();
});

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
