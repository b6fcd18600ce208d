/* On a narrow screen one part at a time: the plan, the blocks or the preview. */

import { closest } from "../../lib/dom";
import { studio } from "./page";

export function startTabs(): void {
  document.addEventListener("click", (event) => {
    const tab = closest(event, "[data-shows]");
    const page = studio();
    if (!tab || !page) return;
    event.preventDefault();
    show(page, tab.dataset["shows"] ?? "write");
  });
  // A block opened from the plan is written in the middle.
  document.addEventListener("studio:opened", (event) => {
    const page = studio();
    if (page && (event as CustomEvent<{ block: string }>).detail.block !== "") show(page, "write");
  });
}

function show(page: HTMLElement, part: string): void {
  page.dataset["tab"] = part;
  for (const tab of page.querySelectorAll<HTMLElement>("[data-shows]")) {
    if (tab.dataset["shows"] === part) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}
