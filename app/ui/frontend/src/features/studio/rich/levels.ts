/* What a field allows: `data-rich` of its textarea. A text that came with more keeps it; nobody adds more. */

export type Level = "inline" | "list" | "table" | "block";

export interface Allowed {
  readonly isOneLine: boolean;
  readonly lists: boolean;
  readonly tables: boolean;
  readonly headings: boolean;
}

const NOTHING: Allowed = { isOneLine: false, lists: false, tables: false, headings: false };

const LEVELS: Readonly<Record<Level, Allowed>> = {
  inline: { ...NOTHING, isOneLine: true },
  list: { ...NOTHING, lists: true },
  table: { ...NOTHING, lists: true, tables: true },
  block: { ...NOTHING, lists: true, tables: true, headings: true },
};

export function allowedIn(field: HTMLTextAreaElement): Allowed {
  return (LEVELS as Partial<Record<string, Allowed>>)[field.dataset["rich"] ?? ""] ?? LEVELS.inline;
}
