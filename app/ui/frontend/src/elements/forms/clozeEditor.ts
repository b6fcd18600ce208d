import { closest } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { cloned, tellChange } from "./cloning";
import { firstTexts, GAP, gapAround, MOST, origins, wordAt } from "./gaps";

/* <cloze-editor>: a word of the sentence becomes a gap, and each gap has a row that says what else it takes. The rows follow
   the sentence: their order, their number, and the gaps that known errors speak of. */
export class ClozeEditor extends HTMLElement {
  private readonly parked = new Map<string, HTMLElement>();
  private next = 0;

  connectedCallback(): void {
    this.next ||= this.rows.length;
    this.statement?.addEventListener("input", this.follow);
    this.statement?.addEventListener("keydown", this.onKey);
    this.addEventListener("click", this.onClick);
    this.choose(this.rows);
  }

  private get statement(): HTMLTextAreaElement | null {
    return this.querySelector("textarea[data-gaps]");
  }

  private get rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-gap-row]")];
  }

  private readonly onClick = (event: Event): void => {
    if (closest(event, "[data-make-gap]")) this.makeGap();
    if (closest(event, "[data-drop-gap]")) this.dropGap();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "g") return;
    event.preventDefault();
    if (this.gapHere()) this.dropGap();
    else this.makeGap();
  };

  private makeGap(): void {
    const field = this.statement;
    if (!field) return;
    const { selectionStart: start, selectionEnd: end, value } = field;
    const chosen = gapAround(value, ...(start === end ? wordAt(value, start) : ([start, end] as const)));
    if (!chosen || this.rows.length >= MOST) {
      this.say(say("gap_choose"));
      field.focus();
      return;
    }
    field.setRangeText(`{{${chosen.word}}}`, chosen.start, chosen.end, "end");
    tellChange(field);
    const number = firstTexts(value.slice(0, chosen.start)).length + 1;
    this.say(say("gap_made", { number, text: chosen.word }));
    field.focus();
  }

  /* The gap in which one stands becomes its word again. */
  private dropGap(): void {
    const field = this.statement;
    if (!field) return;
    const gap = this.gapHere();
    if (!gap) return;
    field.setRangeText(firstTexts(gap[0])[0] ?? "", gap.index, gap.index + gap[0].length, "select");
    tellChange(field);
    field.focus();
  }

  private gapHere(): RegExpExecArray | undefined {
    const field = this.statement;
    const place = field?.selectionStart ?? 0;
    return [...(field?.value ?? "").matchAll(GAP)].find((each) => each.index < place && place < each.index + each[0].length);
  }

  private readonly follow = (): void => {
    const rows = this.rows;
    const texts = firstTexts(this.statement?.value ?? "");
    const from = origins(texts, rows.map(textOf));
    const kept = texts.map((text, index) => rows[from[index] ?? -1] ?? this.parked.get(text) ?? this.makeRow());
    for (const row of rows) {
      if (!kept.includes(row)) {
        this.parked.set(textOf(row), row);
        row.remove();
      }
    }
    kept.filter(Boolean).forEach((row, index) => {
      if (row) this.put(row, index, texts[index] ?? "");
    });
    this.renumber(rows, kept);
  };

  private put(row: HTMLElement, index: number, text: string): void {
    const there = this.rows[index];
    if (there !== row) {
      if (there) there.before(row);
      else this.querySelector("[data-gap-rows]")?.append(row);
    }
    const hidden = row.querySelector<HTMLInputElement>("[data-gap-text]");
    if (hidden) hidden.value = text;
    for (const [part, words] of [["number", String(index + 1)], ["first", text]] as const) {
      const shown = row.querySelector(`[data-gap-${part}]`);
      if (shown) shown.textContent = words;
    }
    this.parked.delete(text);
  }

  private makeRow(): HTMLElement | undefined {
    const template = this.querySelector<HTMLTemplateElement>("template[data-gap]");
    return template ? (cloned(template, "__g__", this.next++).firstElementChild as HTMLElement) : undefined;
  }

  private get choices(): HTMLSelectElement[] {
    return [...(this.closest("form")?.querySelectorAll<HTMLSelectElement>("[data-gap-choice]") ?? [])];
  }

  private renumber(before: readonly HTMLElement[], after: readonly (HTMLElement | undefined)[]): void {
    const meant = this.choices.map(({ value }) => before[Number(value) - 1]);
    this.choose(after);
    for (const [index, choice] of this.choices.entries()) {
      choice.value = String(Math.max(0, after.indexOf(meant[index] ?? choice) + 1));
    }
  }

  /* As many gaps to choose from as there are, in new rows too. */
  private choose(rows: readonly unknown[]): void {
    const numbers = ["0", ...rows.map((_row, index) => String(index + 1))];
    for (const choice of this.choices) {
      const chosen = choice.value;
      choice.replaceChildren(...numbers.map((number) => new Option(say("gap_number", { number }), number)));
      choice.value = chosen;
      const none = choice.options[0];
      if (none) none.hidden = true;
    }
  }

  private say(words: string): void {
    const said = this.querySelector(".rows-said");
    if (said) said.textContent = words;
  }
}

function textOf(row: HTMLElement): string {
  return row.querySelector<HTMLInputElement>("[data-gap-text]")?.value ?? "";
}
