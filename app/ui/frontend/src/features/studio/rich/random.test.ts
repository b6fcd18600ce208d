import { describe, expect, test } from "vitest";
import type { Mark, Node } from "prosemirror-model";
import { checked } from "./grammar";
import { readMarkdown } from "./reading";
import { schema } from "./schema";
import { writeMarkdown } from "./writing";

/* A row of chances that is the same at each run. */
function chances(seed: number): (most: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (most) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return Math.abs(state ^ (state >>> 13)) % most;
  };
}

/* Signs of Markdown and of our own format, words, blanks of every width, letters that join what stands beside them. */
const WORDS = [
  ...["*", "_", "`", "[", "]", "<", ">", "&", "!", "#", "+", "-", "=", "|", "~", ":", "\\", "(", ")", "{", "}", '"', "'"],
  ...[".", "»", "«", "?", ";", "/", "★", "é", "8", " "],
  ...["**", "__", "``", ":::", "## ", "# ", "- ", "1. ", "12) ", "> ", "[x] ", "- [ ] ", "{#id}", "{{=a|b}}", "&amp;", "&#42;"],
  ...["http://a.be", "<b>", "<!-- a", "![a](b.png)", "[a](https://a.be)", "[a]: /b", "| - |", "---", "===", "```", "~~~", "a :: b"],
  ...["mot", "deux mots", "l’arc", "\u00a0", "\u202f", " ", "  ", "É", "😀", "a_b_c", "5*3*2", "    code", "a\\", "<a@b.be>", "&nbsp;"],
];

const LINKS = ["https://a.be", "http://a.be/(b)?c=1&copy;=2", "mailto:a@b.be", "https://a.be/a b", "https://a.be/\\*x*_y_"];

function text(chance: (most: number) => number): Node[] {
  return Array.from({ length: 1 + chance(4) }, () => {
    const words = Array.from({ length: 1 + chance(4) }, () => WORDS[chance(WORDS.length)] ?? "").join("");
    return schema.text(words, marks(chance));
  });
}

function marks(chance: (most: number) => number): readonly Mark[] {
  let set: readonly Mark[] = [];
  for (const name of ["strong", "em", "code"]) if (chance(4) === 0) set = schema.mark(name).addToSet(set);
  if (chance(6) > 0) return set;
  return schema.mark("link", { href: LINKS[chance(LINKS.length)], title: chance(3) ? "" : 'un "titre"' }).addToSet(set);
}

function inline(chance: (most: number) => number): Node[] {
  return chance(4) ? text(chance) : [...text(chance), schema.node("hard_break"), ...text(chance)];
}

function blocks(chance: (most: number) => number, depth: number): Node[] {
  return Array.from({ length: 1 + chance(3) }, () => block(chance, depth));
}

function block(chance: (most: number) => number, depth: number): Node {
  const paragraph = () => schema.node("paragraph", null, inline(chance));
  if (depth > 2) return paragraph();
  const item = () => {
    const under = chance(3) ? [] : blocks(chance, depth + 1);
    return schema.node("list_item", null, [paragraph(), ...under]);
  };
  const items = () => Array.from({ length: 1 + chance(3) }, item);
  const cell = (name: string) => schema.node(name, { align: chance(3) ? "" : "right" }, text(chance));
  const line = (name: string) => schema.node("table_row", null, [cell(name), cell(name)]);
  const made: (() => Node)[] = [
    paragraph,
    paragraph,
    () => schema.node("heading", { level: 3 }, text(chance)),
    () => schema.node("bullet_list", { tight: chance(2) === 0 }, items()),
    () => schema.node("ordered_list", { tight: chance(2) === 0, start: chance(3) ? 1 : chance(20) }, items()),
    () => schema.node("blockquote", null, blocks(chance, depth + 1)),
    () => schema.node("code_block", { info: chance(2) ? "" : "js" }, schema.text("a\n:::\n```\n  b")),
    () => schema.node("table", null, [line("table_header"), line("table_cell")]),
    () => schema.node("horizontal_rule"),
  ];
  return (made[chance(made.length)] ?? paragraph)();
}

/* Every text with its marks, in order; blanks at the edge of a mark or a line belong to nobody. */
function said(doc: Node): string {
  const found: string[] = [];
  doc.descendants((node) => {
    if (!node.isText) return;
    const words = (node.text ?? "").replace(/\s+/g, "");
    if (words) found.push(`${node.marks.map((mark) => mark.type.name).join("+")}:${words}`);
  });
  return found.join("\n").replace(/^(.*?):(.*)\n(?=\1:)/gm, "$1:$2");
}

function linesOutsideCode(markdown: string): string[] {
  return markdown.replace(/^( *|>| )*(`{3,}|~{3,})[^`\n]*\n[^]*?\2$/gm, "").split("\n");
}

describe("a document that anyone could write", () => {
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);

  test.each(seeds)("comes back with the same words and the same marks (%d)", (seed) => {
    const doc = schema.node("doc", null, blocks(chances(seed), 0));
    const markdown = writeMarkdown(doc);
    const back = readMarkdown(markdown);
    back.check();
    expect(said(back)).toBe(said(doc));
    expect(writeMarkdown(back)).toBe(markdown);
  });

  test.each(seeds)("holds nothing that the checks of the server refuse (%d)", (seed) => {
    const markdown = writeMarkdown(schema.node("doc", null, blocks(chances(seed), 0)));
    const tokens = checked.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
    expect(tokens.filter(({ type }) => ["html_block", "html_inline", "image"].includes(type))).toEqual([]);
    expect(linesOutsideCode(markdown).filter((line) => /^(?::::|## )/.test(line))).toEqual([]);
  });
});
