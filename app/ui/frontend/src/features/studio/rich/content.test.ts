/* What ships, and the table that tests/catalogue/test_rich_text.py renders: `cases.json`. */
import { describe, expect, test } from "vitest";
import cases from "../../../../../../../tests/catalogue/rich_text.json";
import { readMarkdown } from "./reading";
import { writeMarkdown } from "./writing";

const FRONT_MATTER = /^---\n[^]*?\n---\n/;
const OPENING = /^(?:##|:::) ?([a-z-]*).*$/m;
const ITEM = /^\d+\. +/m;
const FIRST_ANSWER = /^(?:- \[|- \* ::|- .* :: |- (?:★ *)?\{#|\d+\. )[^]*$/m;
const FEEDBACK = /^ {2}> (.*)$/gm;

const UNITS = import.meta.glob<string>("../../../../../../../content/*/units/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

/* The texts of a block, as content/*_reading.py cuts them out of it. */
function textsOf(type: string, body: string): string[] {
  if (type === "steps") return body.split(ITEM).map((step) => step.replace(/^ {1,4}/gm, ""));
  if (!["question", "checklist", "in-centre"].includes(type)) return [body];
  return [body.replace(FIRST_ANSWER, ""), ...[...body.matchAll(FEEDBACK)].map((found) => found[1] ?? "")];
}

function bodies(unit: string): string[] {
  const [, ...parts] = unit.replace(FRONT_MATTER, "").split(OPENING);
  const found = parts.flatMap((type, index) => (index % 2 ? [] : textsOf(type, parts[index + 1] ?? "")));
  return found.map((text) => text.trim()).filter((text) => text !== "");
}

describe("a text that ships", () => {
  test("is there to be read", () => {
    expect(Object.values(UNITS).flatMap(bodies).length).toBeGreaterThan(2000);
  });

  test.each(Object.keys(UNITS))("is the same when it was opened and closed: %s", (name) => {
    const texts = bodies(UNITS[name] ?? "");
    expect(texts.map((text) => writeMarkdown(readMarkdown(text, { gaps: true }), { gaps: true }))).toEqual(texts);
  });
});

describe("Markdown of the table", () => {
  test.each(cases.texts)("$name", ({ read, written, gaps }) => {
    const markdown = writeMarkdown(readMarkdown(read, { gaps: gaps ?? false }), { gaps: gaps ?? false });
    expect(markdown).toBe(written);
    expect(writeMarkdown(readMarkdown(markdown, { gaps: gaps ?? false }), { gaps: gaps ?? false })).toBe(written);
  });
});
