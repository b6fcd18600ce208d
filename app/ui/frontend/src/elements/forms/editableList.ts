import { closest } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { cloned, firstField, isOneLine, nameRows, tellChange } from "./cloning";
import { dragRow } from "./dragging";

/* <editable-list>: rows added, removed and moved by button, by keyboard (Alt and arrows, Enter for the next) and by hand.
   Without script its buttons send the form, and the server gives it back with the row. */
export class EditableList extends HTMLElement {
  private next = 0;
  private removed: { row: HTMLElement; place: number } | undefined;

  connectedCallback(): void {
    this.next ||= this.rows.length + 1;
    this.addEventListener("click", this.onClick);
    this.addEventListener("keydown", this.onKey);
    this.addEventListener("pointerdown", this.onPointer);
    this.settle();
  }

  get rows(): HTMLElement[] {
    return [...this.list.children] as HTMLElement[];
  }

  /* A new row at the end, or nothing where the list is full. */
  add(): HTMLElement | undefined {
    const template = this.querySelector<HTMLTemplateElement>(":scope > template");
    if (!template || this.rows.length >= this.bound("most", 99)) return undefined;
    this.list.append(cloned(template, this.dataset["mark"] ?? "", this.next++));
    this.settle();
    return this.rows.at(-1);
  }

  private get list(): HTMLElement {
    return this.querySelector<HTMLElement>(":scope > [data-rows]") ?? this;
  }

  private bound(name: string, otherwise: number): number {
    return Number(this.dataset[name] ?? otherwise);
  }

  private readonly onClick = (event: Event): void => {
    const button = closest(event, "[data-row]");
    if (!button || button.closest("editable-list") !== this) return;
    event.preventDefault();
    const row = button.closest<HTMLElement>(".rows-row");
    const act = button.dataset["row"];
    if (act === "add") this.begin();
    else if (act === "back") this.putBack();
    else if (row && act === "remove") this.takeAway(row);
    else if (row) this.move(row, act === "up" ? -1 : 1, row.querySelector<HTMLElement>("summary"));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const row = closest(event, ".rows-row");
    const field = event.target;
    if (!row || row.parentElement !== this.list || event.isComposing) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.move(row, event.key === "ArrowUp" ? -1 : 1, field as HTMLElement);
    } else if (event.key === "Enter" && isOneLine(field)) {
      event.preventDefault();
      const following = row.nextElementSibling;
      if (following) firstField(following)?.focus();
      else this.begin();
    }
  };

  private readonly onPointer = (event: PointerEvent): void => {
    dragRow(this.list, event, (row) => {
      this.tell(row);
    });
  };

  private begin(): void {
    const row = this.add();
    if (!row) return;
    row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
    firstField(row)?.focus();
    this.say("rows_added", { place: this.rows.length });
  }

  private move(row: HTMLElement, step: -1 | 1, focus: HTMLElement | null): void {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (step < 0) other?.before(row);
    else other?.after(row);
    focus?.focus();
    if (other) this.tell(row);
  }

  private takeAway(row: HTMLElement): void {
    const place = this.rows.indexOf(row);
    this.removed = { row, place };
    row.remove();
    while (this.rows.length < this.bound("least", 0) && this.add());
    this.settle();
    tellChange(this);
    this.say("rows_removed", {});
    const back = this.querySelector<HTMLElement>(":scope > .rows-foot > [data-row=back]") ?? this.makeBack();
    back.focus();
  }

  private makeBack(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset["kind"] = "plain";
    button.dataset["row"] = "back";
    button.textContent = say("rows_back");
    this.querySelector(":scope > .rows-foot")?.append(button);
    return button;
  }

  private putBack(): void {
    if (!this.removed) return;
    const { row, place } = this.removed;
    const there = this.rows[place];
    if (there) there.before(row);
    else this.list.append(row);
    firstField(row)?.focus();
    this.tell(row);
  }

  private tell(row: HTMLElement): void {
    this.settle();
    tellChange(this);
    this.say("rows_moved", { place: this.rows.indexOf(row) + 1, total: this.rows.length });
  }

  private say(key: string, facts: Record<string, number>): void {
    const said = this.querySelector(":scope > .rows-foot > .rows-said");
    if (said) said.textContent = say(key, { name: this.dataset["one"] ?? "", ...facts });
  }

  private settle(): void {
    nameRows(this.list);
    for (const [index, row] of this.rows.entries()) {
      row.setAttribute("aria-label", `${this.dataset["one"] ?? ""} ${index + 1}`);
    }
    if (this.removed?.row.isConnected !== false) {
      this.querySelector(":scope > .rows-foot > [data-row=back]")?.remove();
      this.removed = undefined;
    }
    const add = this.querySelector<HTMLButtonElement>(":scope > .rows-foot > [data-row=add]");
    if (add) add.disabled = this.rows.length >= this.bound("most", 99);
  }
}
