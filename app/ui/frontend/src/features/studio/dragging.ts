/* Blocks and units put elsewhere by hand; the keyboard has buttons, and Alt with the arrows. */

import { act } from "./acting";
import { bodyOf } from "./wire";

type Kind = "block" | "unit";

interface Load {
  readonly kind: Kind;
  readonly code: string;
  readonly url: string;
}

interface Target {
  readonly element: HTMLElement;
  readonly fields: Readonly<Record<string, string>>;
  readonly edge: "before" | "after" | "inside";
}

let load: Load | undefined;

export function startDragging(): void {
  document.addEventListener("dragstart", (event) => {
    load = loadOf(event.target);
    if (!load || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", load.code);
  });
  document.addEventListener("dragover", (event) => {
    const target = load && targetOf(event, load);
    mark(target);
    if (target) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const target = load && targetOf(event, load);
    if (load && target) {
      event.preventDefault();
      send(load, target);
    }
    end();
  });
  document.addEventListener("dragend", end);
}

function end(): void {
  load = undefined;
  mark(undefined);
}

function loadOf(target: EventTarget | null): Load | undefined {
  if (!(target instanceof HTMLElement) || !target.matches("[draggable=true]")) return undefined;
  const item = target.closest<HTMLElement>("[data-move-url]");
  const code = item?.dataset["block"] ?? item?.dataset["unit"];
  if (!item || code === undefined) return undefined;
  return { kind: item.dataset["block"] === undefined ? "unit" : "block", code, url: item.dataset["moveUrl"] ?? "" };
}

/** Where the load would go: beside a block, beside a unit, or into another unit. */
function targetOf(event: DragEvent, { kind, code }: Load): Target | undefined {
  if (!(event.target instanceof Element)) return undefined;
  const selector = kind === "block" ? "[data-sort=blocks] [data-block]" : ".outline-item";
  const over = event.target.closest<HTMLElement>(selector);
  const own = over?.dataset[kind];
  if (over && own !== undefined) {
    if (own === code) return undefined;
    const box = over.getBoundingClientRect();
    const edge = event.clientY < box.top + box.height / 2 ? "before" : "after";
    const after = edge === "after" ? own : codeBefore(over, kind, code);
    return { element: over, edge, fields: { after } };
  }
  const unit = kind === "block" ? event.target.closest<HTMLElement>(".outline-item") : null;
  if (!unit || unit.querySelector(".outline-unit[aria-current]")) return undefined;
  return { element: unit, edge: "inside", fields: { unit: unit.dataset["unit"] ?? "" } };
}

function codeBefore(over: HTMLElement, kind: Kind, moving: string): string {
  const list = over.closest(`[data-sort=${kind}s]`);
  const codes = [...(list?.querySelectorAll<HTMLElement>(`[data-${kind}]`) ?? [])]
    .map((each) => each.dataset[kind] ?? "")
    .filter((each) => each !== moving);
  return codes[codes.indexOf(over.dataset[kind] ?? "") - 1] ?? "";
}

function mark(target: Target | undefined): void {
  for (const each of document.querySelectorAll<HTMLElement>("[data-drop]")) {
    if (each !== target?.element) delete each.dataset["drop"];
  }
  if (target) target.element.dataset["drop"] = target.edge;
}

function send(moved: Load, target: Target): void {
  const form = document.querySelector<HTMLFormElement>("#act");
  if (!form) return;
  const body = (): URLSearchParams => {
    const fields = bodyOf(form);
    for (const [name, value] of Object.entries(target.fields)) fields.set(name, value);
    return fields;
  };
  void act(moved.url, body, moved.kind === "block" ? `in-plan-${moved.code}` : `unit-${moved.code}`);
}
