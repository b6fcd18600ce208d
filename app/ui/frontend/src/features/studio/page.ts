/* What stands on the page, and taking over what the server made of it. */

import htmx from "htmx.org";

/* The parts of the page that an act may change; the preview has its own way, so that it keeps its place. */
const PARTS = ["#outline", "#blocks", ".studio-title", ".studio-acts", "#checks"];

export function studio(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".studio[data-module]");
}

export function openForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(".edit-form");
}

export function openCode(): string {
  return document.querySelector<HTMLElement>(".edit-block[data-open]")?.dataset["block"] ?? "";
}

/** Whatever enhances what is written in a page looks at what is new in it. */
export function welcome(root: Element): void {
  htmx.process(root);
  document.dispatchEvent(new CustomEvent("studio:fresh", { detail: { root } }));
}

export function replace(old: Element | null, fresh: Element | null): void {
  if (!old || !fresh) return;
  old.replaceWith(fresh);
  welcome(fresh);
}

/** Show the page that an act led to, and keep what the person has before them. */
export function takeOver(page: DocumentFragment, url: string): void {
  const fresh = page.querySelector<HTMLElement>(".studio[data-module]");
  const here = studio();
  if (!fresh || !here) {
    window.location.assign(url);
    return;
  }
  if (fresh.dataset["unit"] === here.dataset["unit"] && fresh.dataset["module"] === here.dataset["module"]) {
    for (const part of PARTS) replace(document.querySelector(part), page.querySelector(part));
  } else {
    replace(here, fresh);
    replace(document.getElementById("act"), page.getElementById("act"));
    replace(document.querySelector("#insert .choose"), page.querySelector("#insert .choose"));
  }
  document.querySelector(".toasts")?.replaceChildren(...page.querySelectorAll(".toasts > .toast"));
  history.replaceState(null, "", url);
}

/** The place of the keyboard after the page has changed under it. */
export function focusOn(id: string): void {
  const found = document.getElementById(id);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: "nearest" });
}

/** Into the first thing that can be written. */
export function focusFirst(root: Element | null | undefined): void {
  const fields = root?.querySelectorAll<HTMLElement>("textarea, input:not([type=hidden]), select, [contenteditable=true]");
  [...(fields ?? [])].find((field) => field.checkVisibility())?.focus({ preventScroll: true });
}
