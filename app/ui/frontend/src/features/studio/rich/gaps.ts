/* The gaps of a cloze statement are no Markdown: content/gaps.py hides them the same way. */

const GAP = /\{\{=?[^{}\n]*\}\}/g;
const OPEN = "\ue000";
const CLOSE = "\ue001";
const HIDDEN = new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g");

export interface Hidden {
  readonly text: string;
  readonly gaps: readonly string[];
}

/* Each gap becomes a character that no author writes, and its number. */
export function hideGaps(text: string, known: readonly string[] = []): Hidden {
  const gaps = [...known];
  const hidden = text.replace(GAP, (gap) => `${OPEN}${gaps.push(gap) - 1}${CLOSE}`);
  return { text: hidden, gaps };
}

export function showGaps(text: string, gaps: readonly string[]): string {
  return gaps.length ? text.replace(HIDDEN, (whole, number: string) => gaps[Number(number)] ?? whole) : text;
}
