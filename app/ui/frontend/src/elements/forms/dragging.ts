/* Moving a row by its grip: it follows the pointer among its neighbours. */

export function dragRow(list: HTMLElement, start: PointerEvent, dropped: (row: HTMLElement) => void): void {
  const grip = start.target instanceof Element ? start.target.closest<HTMLElement>("[data-grip]") : null;
  const row = grip?.closest<HTMLElement>(".rows-row");
  if (!grip || row?.parentElement !== list) return;
  start.preventDefault();
  grip.setPointerCapture(start.pointerId);
  row.dataset["moving"] = "";
  const before = row.previousElementSibling;
  const follow = (event: PointerEvent): void => {
    place(list, row, event.clientY);
  };
  const drop = (): void => {
    delete row.dataset["moving"];
    grip.removeEventListener("pointermove", follow);
    if (row.previousElementSibling !== before) dropped(row);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("lostpointercapture", drop, { once: true });
}

function place(list: HTMLElement, row: HTMLElement, y: number): void {
  for (const other of list.children) {
    if (other === row) continue;
    const box = other.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    const isAfter = (other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (isAfter && y < middle) {
      other.before(row);
      return;
    }
    if (!isAfter && y > middle && y < box.bottom) {
      other.after(row);
      return;
    }
  }
}
