/* <form data-passkey="get|create" data-options="url" hidden>: shown where the browser has passkeys; its answer goes as a field. */
import { send } from "../../lib/http";

type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;

export function startPasskeys(): void {
  if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void answer(form);
    });
  }
  document.querySelector("[data-passkey-none]")?.setAttribute("hidden", "");
}

async function answer(form: HTMLFormElement): Promise<void> {
  const fault = form.querySelector<HTMLElement>("[role=alert]");
  const field = form.querySelector<HTMLInputElement>("input[name=answer]");
  if (fault) fault.hidden = true;
  const proof = await prove(form);
  if (proof === null || !field) {
    if (fault) fault.hidden = false;
    return;
  }
  field.value = JSON.stringify(proof);
  form.submit();
}

async function prove(form: HTMLFormElement): Promise<unknown> {
  const asked = await send<Options>(form.dataset["options"] ?? "");
  if (asked.kind !== "done") return null;
  try {
    const credential = await ask(form.dataset["passkey"] === "create", asked.data);
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
  } catch {
    return null;
  }
}

function ask(isNew: boolean, options: Options): Promise<Credential | null> {
  if (isNew) {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
