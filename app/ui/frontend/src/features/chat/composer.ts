/* The field in which one writes. Without script it is a form like any other. */

import { part } from "./view";

const TYPING_EVERY_MS = 3000;

export interface Composer {
  giveBack: (text: string) => void;
}

export function openComposer(root: HTMLElement, write: (text: string) => void, typing: () => void): Composer {
  const form = part(root, "composer") as HTMLFormElement;
  const field = form.elements.namedItem("text") as HTMLTextAreaElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() === "") return;
    write(field.value);
    field.value = "";
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    // With a keyboard Enter sends; on a phone it opens a line, and the button sends.
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches;
    if (!sends) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let told = 0;
  field.addEventListener("input", () => {
    if (Date.now() - told < TYPING_EVERY_MS) return;
    told = Date.now();
    typing();
  });
  return {
    giveBack: (text) => {
      if (field.value === "") field.value = text;
    },
  };
}
