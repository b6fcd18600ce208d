/* The gaps of a statement: `{{mot}}`; in full `{{=juste|autre}}`, where the first text is what the row is known by. */

export const GAP = /\{\{(=?)([^{}\n]*)\}\}/g;
export const MOST = 8;

export function firstTexts(statement: string): string[] {
  return [...statement.matchAll(GAP)].map((found) => (found[2] ?? "").split("|")[0]?.trim() ?? "");
}

/* For each gap the number of its row: the one of the same text; where a text was changed, the one that is left over. */
export function origins(texts: readonly string[], rows: readonly string[]): (number | undefined)[] {
  const left = new Map(rows.entries());
  const found = texts.map((text) => {
    const same = [...left].find(([, known]) => known === text)?.[0];
    if (same !== undefined) left.delete(same);
    return same;
  });
  if (texts.length !== rows.length) return found;
  const rest = left.keys();
  return found.map((row) => row ?? rest.next().value);
}

/* What to write around a selection to make it a gap; nothing where there is no word, or a gap already. */
export function gapAround(text: string, start: number, end: number): { start: number; end: number; word: string } | undefined {
  const chosen = text.slice(start, end);
  const word = chosen.trim();
  const isInGap = [...text.matchAll(GAP)].some((gap) => start < gap.index + gap[0].length && end > gap.index);
  if (!word || isInGap || /[{}|\n]/.test(word)) return undefined;
  const from = start + chosen.indexOf(word);
  return { start: from, end: from + word.length, word };
}

/* The word around a place, for who has chosen nothing. */
export function wordAt(text: string, place: number): readonly [number, number] {
  const before = /[\p{L}\p{N}’'-]*$/u.exec(text.slice(0, place))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}’'-]*/u.exec(text.slice(place))?.[0].length ?? 0;
  return [place - before, place + after];
}
