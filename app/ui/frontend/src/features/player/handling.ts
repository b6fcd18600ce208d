// What a hand does with a question beside choosing: moving items, pointing at a picture.

import { makeOrderable } from "./ordering";
import { makePairable } from "./pairing";
import { makePointable } from "./pointing";

export function handle(root: Document | HTMLElement): void {
  const tools = document.querySelector<HTMLTemplateElement>("template[data-order-tools]");
  if (tools) root.querySelectorAll<HTMLElement>("[data-order]").forEach((list) => { makeOrderable(list, tools); });
  root.querySelectorAll<HTMLElement>("[data-pairs]").forEach(makePairable);
  root.querySelectorAll<HTMLElement>("[data-spot]").forEach(makePointable);
}
