// <div data-draft="position" data-owner="…" hidden> in a form: what is typed is kept on this device until the form has been taken, and is offered
// when the form is opened anew. What was sent and never arrived (the session had ended, the server was away) is back at once. Nothing is
// kept of another person's form, of hidden fields, files and passwords, nor for longer than a week.
"use strict";
for (const offer of document.querySelectorAll("[data-draft]")) {
  const form = offer.closest("form"), key = `draft ${offer.dataset.owner} ${location.pathname} ${offer.dataset.draft}`;
  const controls = () => [...form.elements].filter(one => one.name && !["hidden", "file", "password", "submit", "button"].includes(one.type));
  const typed = () => JSON.stringify(controls().filter(one => one.value && (one.checked || !["checkbox", "radio"].includes(one.type))).map(one => [one.name, one.value]));
  const say = what => {
    offer.hidden = !what;
    for (const one of offer.querySelectorAll("[data-say]")) one.hidden = one.dataset.say !== what;
  };
  const restore = kept => {
    const left = JSON.parse(kept.typed);
    const take = (name, fits = () => true) => {
      const at = left.findIndex(one => one[0] === name && fits(one[1]));
      return at < 0 ? null : left.splice(at, 1)[0][1];
    };
    for (const one of controls()) {
      if (["checkbox", "radio"].includes(one.type)) one.checked = take(one.name, value => value === one.value) !== null;
      else one.value = take(one.name) ?? "";
    }
    // A list that had grown longer.
    for (const [name, value] of left) {
      const list = [...form.querySelectorAll(".entries")].find(one => one.querySelector(`[name="${name}"]`));
      list?.closest("fieldset").querySelector("[data-more]").click();
      if (list) list.lastElementChild.querySelector("input").value = value;
    }
    say("restored");
  };
  try {
    // The answer to a form that was not taken shows what was sent, which stays kept.
    const shown = typed(), kept = "posted" in offer.dataset ? null : JSON.parse(localStorage.getItem(key));
    if (kept && kept.typed !== shown) {
      offer.querySelector("time").textContent = new Date(kept.at).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
      if (kept.sent) restore(kept);
      else say("offered");
    } else if (kept) localStorage.removeItem(key);
    const keep = sent => localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed: typed(), sent }));
    // It has arrived and was not taken: opened anew the page shows what is there, and offers this.
    if ("posted" in offer.dataset) keep(false);
    let waits;
    form.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(() => form.dataset.sent || keep(false), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waits);
      keep(true);
      sessionStorage.setItem("draft sent", key);
    });
    offer.addEventListener("click", event => {
      const { act } = event.target.closest("button")?.dataset ?? {};
      if (act === "restore") restore(JSON.parse(localStorage.getItem(key)));
      else if (act === "forget") {
        localStorage.removeItem(key);
        if (offer.querySelector("[data-say=restored]").hidden) say("");
        else location.replace(location.href);
      }
    });
  } catch { /* Nothing may be kept here. */ }
}
