/* One block at a time is open: its form in its place, saved before it closes. */

import { closest } from "../../lib/dom";
import { drop } from "./keeping";
import { focusFirst, focusOn, openCode, openForm, replace } from "./page";
import { previewShow } from "./preview";
import { flushOpen, watch } from "./saving";
import { ask } from "./wire";

const CONTROL = "a, button, summary, input, select, textarea, label, video, audio, [contenteditable]";

export function startOpening(): void {
  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-opens-block]");
    const closer = closest(event, "[data-closes-block]");
    const shown = closest(event, "[data-shown]");
    if (opener) open(event, opener);
    else if (closer) leave(event);
    else if (shown && !closest(event, CONTROL) && !hasSelection()) {
      shown.closest(".edit-block")?.querySelector<HTMLElement>("[data-opens-block]")?.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    const block = event.target instanceof HTMLElement && event.target.matches(".edit-block") ? event.target : null;
    if (event.key === "Enter" && block) block.querySelector<HTMLElement>("[data-opens-block]")?.click();
    const isInForm = closest(event, ".edit-form") && !closest(event, "details[open], dialog[open]");
    // The editor of rich text prevents every Escape, whether it means something there or not.
    const isFree = !event.defaultPrevented || closest(event, "[contenteditable=true]") !== null;
    if (event.key === "Escape" && isFree && isInForm) leave(event);
  });
  takeIn();
  if (window.location.hash === "") document.querySelector(".edit-block[data-open]")?.scrollIntoView({ block: "start" });
}

function hasSelection(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}

function open(event: Event, opener: HTMLElement): void {
  event.preventDefault();
  const url = opener.dataset["opensBlock"] ?? "";
  const href = opener.getAttribute("href") ?? "";
  const conflict = opener.closest<HTMLFormElement>("form.conflict");
  if (conflict) drop(new URL(conflict.action).pathname);
  void show(url, href);
}

async function show(url: string, href: string): Promise<void> {
  const before = openCode();
  if (!(await flushOpen())) return;
  const answer = await ask(url);
  const fresh = answer?.html.querySelector<HTMLElement>(".edit-block") ?? null;
  if (!fresh) {
    if (answer) window.location.assign(href);
    return;
  }
  const code = fresh.dataset["block"] ?? "";
  if (before !== "" && before !== code) await close(before);
  const place = document.getElementById(fresh.id);
  if (!place) {
    window.location.assign(href);
    return;
  }
  replace(place, fresh);
  if (href !== "") history.replaceState(null, "", href);
  takeIn();
  focusFirst(openForm());
  fresh.scrollIntoView({ block: "nearest" });
}

/** The open block as its learners see it again. */
async function close(code: string): Promise<boolean> {
  const place = document.getElementById(`block-${code}`);
  const action = openForm()?.action ?? place?.querySelector<HTMLFormElement>("form.conflict")?.action;
  if (!place || !action) return false;
  const url = new URL(action);
  url.searchParams.set("shown", "1");
  const language = place.querySelector<HTMLInputElement>("input[name=language]")?.value;
  if (language) url.searchParams.set("language", language);
  const answer = await ask(url.href);
  const fresh = answer?.html.querySelector(".edit-block") ?? null;
  if (fresh) replace(place, fresh);
  return fresh !== null;
}

function leave(event: Event): void {
  event.preventDefault();
  const code = openCode();
  const here = document.querySelector<HTMLAnchorElement>("[data-closes-block]")?.href ?? "";
  void flushOpen().then(async (isSaved) => {
    if (!isSaved || !(await close(code))) return;
    if (here !== "") history.replaceState(null, "", here);
    markInPlan("");
    const back = document.querySelector<HTMLElement>(`#block-${code} .edit-open`);
    back?.focus({ preventScroll: true });
    focusOn(back ? "" : `block-${code}`);
  });
}

/** What follows from the block that is open now, whichever way it was opened. */
export function takeIn(): void {
  const code = openCode();
  const form = openForm();
  if (form) watch(form);
  markInPlan(code);
  document.dispatchEvent(new CustomEvent("studio:opened", { detail: { block: code } }));
  if (code !== "") previewShow(code);
}

function markInPlan(code: string): void {
  for (const link of document.querySelectorAll(".outline-block")) {
    if (link.id === `in-plan-${code}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const field of document.querySelectorAll<HTMLInputElement>("#act input[name=open]")) field.value = code;
}
