/* Moving a row by its grip: it follows the pointer among its neighbours. The window listens, as what is moved in the page loses
   the pointer. */

const ENDS = ["pointerup", "pointercancel"] as const;

export function dragRow(list: HTMLElement, start: PointerEvent, dropped: (row: HTMLElement) => void): void {
  const grip = start.target instanceof Element ? start.target.closest<HTMLElement>("[data-grip]") : null;
  const row = grip?.closest<HTMLElement>(".rows-row");
  if (!grip || row?.parentElement !== list) return;
  start.preventDefault();
  row.dataset["moving"] = "";
  const before = row.previousElementSibling;
  const follow = (event: PointerEvent): void => {
    place(list, row, event.clientY);
  };
  const drop = (): void => {
    delete row.dataset["moving"];
    window.removeEventListener("pointermove", follow);
    for (const end of ENDS) window.removeEventListener(end, drop);
    if (row.previousElementSibling !== before) dropped(row);
  };
  window.addEventListener("pointermove", follow);
  for (const end of ENDS) window.addEventListener(end, drop);
}

/* Below all rows whose middle it has passed. */
function place(list: HTMLElement, row: HTMLElement, y: number): void {
  const others = [...list.children].filter((other) => other !== row);
  const below = others.find((other) => {
    const box = other.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (below === undefined ? row.nextElementSibling === null : row.nextElementSibling === below) return;
  if (below) below.before(row);
  else list.append(row);
}
