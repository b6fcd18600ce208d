/* What was typed and is not yet on the server: kept in this browser under the person who typed it, with the other
   drafts that signing out asks about. */

const PREFIX = "compagnon-draft";

export interface Kept {
  readonly action: string;
  readonly body: string;
}

function keyOf(action: string): string {
  return `${PREFIX}/${document.body.dataset["person"] ?? ""}/studio${action}`;
}

export function keep(action: string, body: string): void {
  try {
    localStorage.setItem(keyOf(action), body);
  } catch {
    // Without storage what is typed lives as long as its page.
  }
}

export function drop(action: string): void {
  try {
    localStorage.removeItem(keyOf(action));
  } catch {
    // Nothing was kept either.
  }
}

/** What is kept for addresses that begin so. */
export function listKept(start: string): Kept[] {
  const prefix = keyOf("");
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(keyOf(start)))
      .map((key) => ({ action: key.slice(prefix.length), body: localStorage.getItem(key) ?? "" }));
  } catch {
    return [];
  }
}
