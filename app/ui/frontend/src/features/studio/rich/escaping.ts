/* Text that Markdown, or our own format, would take for a mark. */

export interface Escaping {
  /* Whether every sign that could mean something is escaped. */
  readonly escaped: boolean;
  readonly isInItem: boolean;
}

const MEANS_SOMETHING = /[\\`*_[\]<]|&(?=#?\w{1,32};)|#(?=#*$)/g;
const STARTS_A_BLOCK = /^(?:[#>+=|~-]|:(?=-))/;
const STARTS_A_NUMBER = /^(\d{1,9})([.)])/;
const PAIRS = / ::(?= |$)/g;
const BREAK = "\n";

export function escapeText(text: string, { escaped, isInItem }: Escaping): string {
  const safe = escaped ? text.replace(MEANS_SOMETHING, "\\$&") : text;
  return isInItem ? safe.replace(PAIRS, " \\::") : safe;
}

/* What means something at the start of a line only. */
export function escapeStarts(row: string): string {
  return row
    .split(BREAK)
    .map((line) => line.replace(STARTS_A_BLOCK, "\\$&").replace(STARTS_A_NUMBER, "$1\\$2"))
    .join(BREAK);
}

/* Our own format reads lines before Markdown does: `:::` ends or opens a block, `- [x]` is an answer, `- {#id}` a gesture,
   `left :: right` a pair (content/scanning.py, items.py, replies.py, matching_reading.py). */
export function escapeAlways(row: string, isItem: boolean): string {
  const lines = row.split(BREAK).map((line) => line.replace(/^:::/, "\\$&"));
  if (isItem) {
    const first = (lines[0] ?? "").replace(/^\[(?=[ xX?]\](?: |$))/, "\\[");
    lines[0] = first.replace(/^(★ *)?\{#/, "$1\\{#");
  }
  return lines.join(BREAK);
}
