/* What every page carries of the chat: a few lines that load the rest where it is needed. */

import { holdUntil } from "../../lib/holding";

function personHere(): string {
  return document.body.dataset["person"] ?? "";
}

function watchSigningOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const person = personHere();
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/sign-out") || person === "") return;
    if (!("indexedDB" in window)) return;
    event.preventDefault();
    void import("../leaving/leaving")
      .then((leaving) => leaving.leave(form, person))
      .catch(() => {
        form.submit();
      });
  });
}

export function startChat(): void {
  watchSigningOut();
  const root = document.querySelector<HTMLElement>("[data-chat]");
  if (root) holdUntil(import("./island").then((chat) => chat.openConversation(root)), root, '[data-part="composer"]');
}
