import { closest } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { firstField, tellChange } from "./cloning";
import type { EditableList } from "./editableList";
import { between, moved, type Place, readPlace, sized } from "./places";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/* How near the lower right corner one takes the size and not the whole. */
const CORNER = 18;

/* <zone-editor>: the zones (or points) of a list, drawn on its picture and moved there; the fields of each row hold the
   numbers, and are enough where there is no script. */
export class ZoneEditor extends HTMLElement {
  private readonly marks = new Map<HTMLElement, HTMLButtonElement>();

  connectedCallback(): void {
    this.board?.addEventListener("pointerdown", this.onPointer);
    this.board?.addEventListener("keydown", this.onKey);
    this.addEventListener("input", this.draw);
    this.addEventListener("rows:added", this.begin);
    for (const name of ["input", "change"]) this.source?.addEventListener(name, this.show);
    this.dataset["live"] = "";
    this.draw();
  }

  disconnectedCallback(): void {
    for (const name of ["input", "change"]) this.source?.removeEventListener(name, this.show);
  }

  private get board(): HTMLElement | null {
    return this.querySelector("[data-board]");
  }

  private get source(): HTMLSelectElement | null {
    return this.closest("form")?.querySelector(`[name="${this.dataset["source"] ?? ""}"]`) ?? null;
  }

  private get list(): EditableList | null {
    return this.querySelector("editable-list");
  }

  private get arePoints(): boolean {
    return this.dataset["points"] !== undefined;
  }

  private readonly show = (): void => {
    const address = this.source?.selectedOptions[0]?.dataset["url"];
    const picture = this.querySelector("img");
    const frame = this.querySelector<HTMLElement>(".zones-frame");
    if (picture && address) picture.src = address;
    if (frame) frame.hidden = !address;
    const none = this.querySelector<HTMLElement>("[data-no-picture]");
    if (none) none.hidden = Boolean(address);
  };

  private readonly draw = (): void => {
    const rows = this.list?.rows ?? [];
    for (const [row, mark] of this.marks) {
      if (!rows.includes(row)) {
        mark.remove();
        this.marks.delete(row);
      }
    }
    for (const [index, row] of rows.entries()) this.drawRow(row, index + 1);
  };

  /* What is added by its button begins in the middle, to be moved from there. */
  private readonly begin = (event: Event): void => {
    const row = closest(event, ".rows-row");
    if (!row) return;
    this.put(row, this.arePoints ? [50, 50] : [40, 40, 20, 20]);
    for (const numbers of row.querySelectorAll("details")) numbers.open = false;
  };

  private drawRow(row: HTMLElement, number: number): void {
    const place = readPlace(fieldsOf(row).map(({ value }) => value));
    const mark = this.marks.get(row) ?? this.makeMark(row);
    mark.hidden = !place;
    if (!place) return;
    const [left = 0, top = 0, width, height] = place;
    Object.assign(mark.style, { left: `${left}%`, top: `${top}%` });
    if (width && height) Object.assign(mark.style, { width: `${width}%`, height: `${height}%` });
    if (mark.firstElementChild) mark.firstElementChild.textContent = String(number);
    mark.toggleAttribute("data-right", row.querySelector<HTMLInputElement>(".answer-mark input")?.checked ?? false);
    const text = row.querySelector<HTMLInputElement>("[name$='.text']")?.value ?? "";
    const facts = { name: this.dataset["name"] ?? "", number, text };
    mark.setAttribute("aria-label", say(this.arePoints ? "zone_named" : "zone_sized", facts));
  }

  private makeMark(row: HTMLElement): HTMLButtonElement {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "zones-mark";
    const number = document.createElement("span");
    number.className = "zones-number";
    mark.append(number);
    this.marks.set(row, mark);
    this.board?.append(mark);
    return mark;
  }

  private rowOf(mark: Element | null): HTMLElement | undefined {
    return [...this.marks].find(([, each]) => each === mark)?.[0];
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const [right, down] = STEPS[event.key] ?? [];
    const row = this.rowOf(closest(event, ".zones-mark"));
    const place = row && readPlace(fieldsOf(row).map(({ value }) => value));
    if (right === undefined || down === undefined || !row || !place) return;
    event.preventDefault();
    this.put(row, event.shiftKey && !this.arePoints ? sized(place, right, down) : moved(place, right, down));
  };

  private readonly onPointer = (event: PointerEvent): void => {
    const board = this.board;
    if (!board || event.button !== 0) return;
    const start = this.at(event);
    const mark = closest(event, ".zones-mark");
    let row = this.rowOf(mark);
    const from = row && readPlace(fieldsOf(row).map(({ value }) => value));
    const box = mark?.getBoundingClientRect();
    const takesSize =
      !this.arePoints && box && box.right - event.clientX < CORNER && box.bottom - event.clientY < CORNER;
    const follow = (next: PointerEvent): void => {
      const [x = 0, y = 0] = this.at(next);
      const [right, down] = [x - (start[0] ?? 0), y - (start[1] ?? 0)];
      const place = from ? (takesSize ? sized : moved)(from, right, down) : this.drawn(start, [x, y]);
      row ??= place && this.freeRow();
      if (row && place) this.put(row, place);
    };
    if (this.arePoints && !from) follow(event);
    if (!mark) event.preventDefault();
    board.setPointerCapture(event.pointerId);
    board.addEventListener("pointermove", follow);
    const settle = (): void => {
      board.removeEventListener("pointermove", follow);
      if (!from && row) firstField(row)?.focus();
      else mark?.focus();
    };
    board.addEventListener("lostpointercapture", settle, { once: true });
  };

  private drawn(start: Place, now: Place): Place | undefined {
    return this.arePoints ? moved(now, 0, 0) : between(start, now);
  }

  /* The first row that has no place yet, or a new one. */
  private freeRow(): HTMLElement | undefined {
    const free = this.list?.rows.find((row) => !readPlace(fieldsOf(row).map(({ value }) => value)));
    return free ?? this.list?.add();
  }

  private at(event: PointerEvent): Place {
    const box = this.board?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return [((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100];
  }

  private put(row: HTMLElement, place: Place): void {
    const fields = fieldsOf(row);
    for (const [index, field] of fields.entries()) field.value = String(place[index] ?? "");
    if (fields[0]) tellChange(fields[0]);
  }
}

function fieldsOf(row: HTMLElement): HTMLInputElement[] {
  return [...row.querySelectorAll<HTMLInputElement>(".place-field input")];
}
