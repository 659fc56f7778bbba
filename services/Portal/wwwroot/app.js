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
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // Disabled only after the form's data is collected, or the pressed button's value would be lost.
  setTimeout(() => setBusy(form, true));
});

// What was kept of the form sent last (drafts.js) goes once it has been taken, all of it with whoever signs out or deletes the account, and what is older than a week.
try {
  const sent = sessionStorage.getItem("draft sent");
  if (sent && document.querySelector("[data-done]")) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem("draft sent");
  }
  document.addEventListener("submit", event => {
    if (!event.target.querySelector("[data-draft]")) sessionStorage.removeItem("draft sent");
    if (event.target.matches('[action="/sign-out"], [data-forget]')) forget(() => true);
  }, true);
  forget(kept => !(Date.now() - JSON.parse(kept).at < 7 * 24 * 3600 * 1000));
} catch { /* Nothing may be kept here. */ }

function forget(which) {
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft ") && which(localStorage[key])) localStorage.removeItem(key);
}

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

// <input list="x" data-suggest="/suggest/majors">: its list is asked for while typing.
document.addEventListener("input", async event => {
  const { list, value, dataset } = event.target;
  if (!list || !dataset.suggest) return;
  const text = value.trim();
  const answer = text && await fetch(`${dataset.suggest}?q=${encodeURIComponent(text)}`).catch(() => null);
  // An answer that comes after the next letter is for nobody.
  if (!answer?.ok || event.target.value !== value) return;
  list.replaceChildren(...(await answer.json()).map(one => new Option("", one)));
});

// <button type="button" class="needs-js" data-more>: one more control for an entry of its list.
document.addEventListener("click", event => {
  const list = event.target.closest("[data-more]")?.closest("fieldset").querySelector(".entries");
  if (!list) return;
  const entry = list.lastElementChild.cloneNode(true), number = list.children.length + 1;
  for (const name of ["id", "for", "list"]) {
    for (const one of entry.querySelectorAll(`[${name}]`)) one.setAttribute(name, one.getAttribute(name).replace(/\d+/, number));
  }
  entry.querySelector("label").textContent = entry.querySelector("label").textContent.replace(/\d+/, number);
  entry.querySelector("input").value = "";
  list.append(entry);
  entry.querySelector("input").focus();
});

// <a data-key="j">, <button data-key="p">, <input data-key="1">: pressed by their key where nobody is typing, as long as the page's <input type="checkbox" data-keys> is ticked (WCAG 2.1.4).
const keys = document.querySelector("[data-keys]");
if (keys) {
  try {
    keys.checked = localStorage.getItem("keys") !== "off";
    keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
  } catch { /* Nothing may be kept here. */ }
  document.addEventListener("keydown", event => {
    if (!keys.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const asked = [...document.querySelectorAll("[data-key]")].find(one => one.dataset.key === event.key.toLowerCase());
    if (!asked) return;
    event.preventDefault();
    asked.focus();
    asked.click();
  });
}

// <input type="file" data-most="10485760" data-too-large="…">: said before it is sent.
document.addEventListener("change", event => {
  const { files, dataset } = event.target;
  if (!dataset.most) return;
  event.target.setCustomValidity(files[0]?.size > dataset.most ? dataset.tooLarge : "");
  event.target.reportValidity();
});

// <ol class="order">: "up" and "down" submit the form without this script; with it they move the entry at once, and so do a drag
// of its <button data-grip> with mouse, pen or finger and the arrow keys on it. The order of the hidden inputs is sent with the
// form's own button; until then <p role="status"> says what is not saved yet, and <button data-undo> takes it back.
const saved = new Map([...document.querySelectorAll(".order")].map(list => [list, [...list.children]]));

// The other entry is moved, not the one in hand: it keeps the focus and the pointer.
function pass(entry, up) {
  const other = up ? entry.previousElementSibling : entry.nextElementSibling;
  if (other) entry[up ? "after" : "before"](other);
  return other;
}

function tell(list, entry) {
  const form = list.closest("form"), entries = [...list.children];
  const changed = entries.some((one, index) => one !== saved.get(list)[index]);
  form.classList.toggle("changed", changed);
  const undo = form.querySelector("[data-undo]"), status = form.querySelector("[role=status]");
  if (undo) undo.disabled = !changed;
  if (status) status.textContent = !changed ? "" : list.dataset.moved.replace("{0}", entry.dataset.name).replace("{1}", entries.indexOf(entry) + 1);
}

document.addEventListener("click", event => {
  const button = event.target.closest(".order [data-move]");
  const undo = event.target.closest("[data-undo]");
  if (button) {
    event.preventDefault();
    const entry = button.closest("li");
    if (pass(entry, button.dataset.move === "up")) tell(entry.parentElement, entry);
  } else if (undo) {
    const list = undo.form.querySelector(".order");
    list.append(...saved.get(list));
    tell(list);
  }
});

document.addEventListener("keydown", event => {
  const entry = event.target.closest?.(".order [data-grip]")?.closest("li");
  if (!entry || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  if (pass(entry, event.key === "ArrowUp")) tell(entry.parentElement, entry);
});

document.addEventListener("pointerdown", event => {
  const grip = event.target.closest(".order [data-grip]");
  if (!grip || event.button !== 0) return;
  const entry = grip.closest("li"), middle = one => one.getBoundingClientRect().top + one.offsetHeight / 2;
  const drag = move => {
    while (entry.previousElementSibling && move.clientY < middle(entry.previousElementSibling)) pass(entry, true);
    while (entry.nextElementSibling && move.clientY > middle(entry.nextElementSibling)) pass(entry, false);
    if (move.clientY < 48) window.scrollBy(0, -8);
    else if (move.clientY > window.innerHeight - 96) window.scrollBy(0, 8);
  };
  grip.setPointerCapture(event.pointerId);
  entry.classList.add("dragged");
  grip.addEventListener("pointermove", drag);
  grip.addEventListener("lostpointercapture", () => {
    grip.removeEventListener("pointermove", drag);
    entry.classList.remove("dragged");
    tell(entry.parentElement, entry);
  }, { once: true });
});

// An order that is not saved is not lost by a tap on another place.
window.addEventListener("beforeunload", event => {
  if (document.querySelector("form.changed:not([data-sent])")) event.preventDefault();
});

// <div data-refresh="2">: looks again every so many seconds; once no work is under way, the page opens anew. Without this script a <meta> does it.
const watched = document.querySelector("[data-refresh]");
const lookAgain = () => watched && setTimeout(() => fetch(location.href, { cache: "no-store" }).then(answer => answer.text()).then(text => {
  const now = new DOMParser().parseFromString(text, "text/html").querySelector("[data-refresh]");
  if (now) watched.replaceChildren(...now.childNodes); else location.replace(location.pathname + location.search);
}).catch(() => { /* The network is away; the work goes on. */ }).finally(lookAgain), watched.dataset.refresh * 1000);
lookAgain();

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
