/* Who needs me: the list follows what changes, and the keyboard goes through it. Words under way are never swept away. */
import htmx from "htmx.org";

const POLL = 20_000;
const ROW_ACT = ".need-act";

export function startNeeds(): void {
  if (!document.getElementById("needs")) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("compagnon:signal", refresh);
  document.addEventListener("htmx:after:swap", focusOpenRow);
  window.setInterval(refresh, POLL);
}

function refresh(): void {
  const list = document.getElementById("needs");
  if (!list || document.hidden || isWriting(list)) return;
  void htmx.ajax("GET", list.dataset["address"] ?? "", { target: "#needs", swap: "outerHTML" });
}

/* An open row is a form that someone may be filling; folding it lets the list follow again. */
function isWriting(list: HTMLElement): boolean {
  return list.querySelector(".need[data-open]") !== null;
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) sendOpenRow(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j") move(1, event);
  if (event.key === "k") move(-1, event);
  if (event.key === "r") openRow(event);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select") !== null;
}

function rowActs(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`#needs ${ROW_ACT}`)];
}

function move(by: number, event: Event): void {
  const acts = rowActs();
  const here = acts.findIndex((act) => act.closest(".need")?.contains(document.activeElement));
  const next = acts[here === -1 && by < 0 ? acts.length - 1 : here + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function openRow(event: Event): void {
  const row = document.activeElement?.closest(".need") ?? document.querySelector("#needs .need");
  const act = row?.querySelector<HTMLElement>(ROW_ACT);
  if (!act || row?.hasAttribute("data-open")) return;
  event.preventDefault();
  act.click();
}

function sendOpenRow(event: Event): void {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>(".need-open form") : null;
  form?.requestSubmit();
}

/* The row just opened is where the work is. */
function focusOpenRow(): void {
  document.querySelector<HTMLElement>("#needs .need[data-open] :is(textarea, input:not([type=hidden]))")?.focus();
}
