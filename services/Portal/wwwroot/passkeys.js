// A form with a <button data-passkey="get" or "create" data-options="…"> and a hidden field "credential": the browser asks the person,
// and what it says goes with the form. Shown only where the browser knows passkeys.
"use strict";
for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  const form = button.form;
  form.hidden = false;
  for (const other of document.querySelectorAll("[data-no-passkey]")) other.hidden = true;
  button.addEventListener("click", async event => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (!form.reportValidity()) return;
    const failed = form.querySelector("[data-failed]");
    failed.hidden = button.disabled = true;
    try {
      const options = JSON.parse(button.dataset.options);
      const credential = button.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      button.disabled = false;
      form.requestSubmit(button);
    } catch {
      failed.hidden = button.disabled = false;
    }
  });
}
