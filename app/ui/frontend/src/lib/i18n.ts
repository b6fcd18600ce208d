/* The page carries its own sentences, already in the person's language: one catalogue, on the server. */

export type Sentences = Readonly<Record<string, string>>;

let loaded: Sentences | undefined;

export function readSentences(page: Document): Sentences {
  const source = page.getElementById("sentences")?.textContent ?? "";
  return source.trim() === "" ? {} : (JSON.parse(source) as Sentences);
}

export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/%\((\w+)\)[sd]/g, (whole, name: string) => String(values[name] ?? whole));
}

export function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  loaded ??= readSentences(document);
  return fill(loaded[key] ?? key, values);
}
