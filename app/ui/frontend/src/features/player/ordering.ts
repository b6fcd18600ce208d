// Putting items in order by buttons or by dragging; without script the places are lists to choose from.

import { say } from "../../lib/i18n";

export function makeOrderable(list: HTMLElement, tools: HTMLTemplateElement): void {
  const items = [...list.querySelectorAll<HTMLElement>(".order-item")];
  if (list.querySelector("select:disabled")) return;
  items.sort((a, b) => place(a) - place(b)).forEach((item) => {
    list.append(item);
    item.append(tools.content.cloneNode(true));
    const select = item.querySelector("select");
    if (select) select.required = false;
  });
  list.dataset["live"] = "";
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-move]") : null;
    if (button) move(list, button);
  });
  list.addEventListener("pointerdown", (event) => {
    drag(list, event);
  });
}

/** The ids in the order in which they stand. */
export function orderOf(list: HTMLElement): string[] {
  return [...list.querySelectorAll<HTMLElement>(".order-item")].map((item) => item.dataset["item"] ?? "");
}

function place(item: HTMLElement): number {
  return Number(item.querySelector("select")?.value) || 99;
}

function move(list: HTMLElement, button: HTMLElement): void {
  const item = button.closest<HTMLElement>(".order-item");
  if (!item) return;
  if (button.dataset["move"] === "-1") item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  button.focus();
  tell(list, item);
}

function tell(list: HTMLElement, item: HTMLElement): void {
  const said = list.parentElement?.querySelector("[data-order-said]");
  const ids = orderOf(list);
  const at = ids.indexOf(item.dataset["item"] ?? "") + 1;
  if (said) said.textContent = say("player_moved", { place: at, total: ids.length });
}

function drag(list: HTMLElement, start: PointerEvent): void {
  const grip = start.target instanceof Element ? start.target.closest<HTMLElement>(".order-grip") : null;
  const item = grip?.closest<HTMLElement>(".order-item");
  if (!grip || !item) return;
  start.preventDefault();
  // The list holds the pointer: the item loses it as soon as it is put elsewhere.
  list.setPointerCapture(start.pointerId);
  item.dataset["moving"] = "";
  const follow = (event: PointerEvent): void => {
    putAt(list, item, event.clientY);
  };
  const drop = (): void => {
    delete item.dataset["moving"];
    list.removeEventListener("pointermove", follow);
    tell(list, item);
  };
  list.addEventListener("pointermove", follow);
  list.addEventListener("lostpointercapture", drop, { once: true });
}

/* Before the first of the others whose middle is below. */
function putAt(list: HTMLElement, item: HTMLElement, y: number): void {
  const others = [...list.querySelectorAll<HTMLElement>(".order-item")].filter((each) => each !== item);
  const next = others.find((each) => {
    const box = each.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  const follows = item.nextElementSibling;
  if (next ? follows === next : follows === null) return;
  if (next) next.before(item);
  else list.append(item);
}
