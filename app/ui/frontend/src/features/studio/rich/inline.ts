/* A row of pieces to one Markdown paragraph, in several ways: the plainest that is read back as the same wins. */
import type { Mark } from "prosemirror-model";
import { type Escaping, escapeText } from "./escaping";
import { BREAK, endOfRun, has, type Piece } from "./pieces";

export interface Way extends Escaping {
  /* The sign of emphasis. */
  readonly emphasis: "*" | "_";
  /* Letters beside a mark written as numbers: `l’**« arc »**&#233;lectrique`, where a mark beside a letter is no mark. */
  readonly numbered: boolean;
}

export const WAYS: readonly Omit<Way, "isInItem">[] = [
  { escaped: false, emphasis: "*", numbered: false },
  { escaped: true, emphasis: "*", numbered: false },
  { escaped: true, emphasis: "_", numbered: false },
  { escaped: true, emphasis: "*", numbered: true },
  { escaped: true, emphasis: "_", numbered: true },
];

const AUTOLINK = /^[a-z][a-z0-9+.-]{1,31}:[^\s<>\u0000-\u0020]*$/i;
const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i;
const EDGES = /^((?:\s|\\\n)*)([^]*?)((?:\s|\\\n)*)$/;
const PLAIN_TARGET = /^(?!.*&#?\w{1,32};)(?:[^\s<>()\\]|\([^\s<>()\\]*\))+$/;

export function writeRow(pieces: readonly Piece[], way: Way): string {
  return run(pieces, [], way);
}

function run(pieces: readonly Piece[], done: readonly Mark[], way: Way): string {
  let text = "";
  for (let start = 0; start < pieces.length; ) {
    const { mark, stop } = widest(pieces, start, done);
    if (mark) {
      const inner = pieces.slice(start, stop);
      text += marked(mark, inner, [...done, mark], way);
    } else text += piece(pieces, start, way);
    start = mark ? stop : start + 1;
  }
  return text;
}

/* The mark that goes furthest from here; of those that go as far, the first in the order of the schema. */
function widest(pieces: readonly Piece[], start: number, done: readonly Mark[]): { mark?: Mark; stop: number } {
  let found: { mark?: Mark; stop: number } = { stop: start };
  for (const mark of pieces[start]?.marks ?? []) {
    const stop = endOfRun(pieces, start, mark.type.name);
    const isOpen = mark.type.name === "code" || done.some((outer) => outer.eq(mark));
    if (!isOpen && stop > found.stop) found = { mark, stop };
  }
  return found;
}

function marked(mark: Mark, pieces: readonly Piece[], done: readonly Mark[], way: Way): string {
  if (mark.type.name === "link") return link(mark, pieces, done, way);
  const sign = mark.type.name === "strong" ? "**" : way.emphasis;
  return around(run(pieces, done, way), (words) => sign + words + sign);
}

/* A mark stands against its words: the blanks at its edges move out. */
function around(inner: string, put: (words: string) => string): string {
  const [, before = "", words = "", after = ""] = EDGES.exec(inner) ?? [];
  return before + (words && put(words)) + after;
}

function link(mark: Mark, pieces: readonly Piece[], done: readonly Mark[], way: Way): string {
  const href = String(mark.attrs["href"]);
  const title = String(mark.attrs["title"]);
  const words = pieces.length === 1 && pieces[0]?.marks.length === done.length ? pieces[0].text : "";
  if (!title && words === href && AUTOLINK.test(href)) return `<${href}>`;
  if (!title && href === `mailto:${words}` && ADDRESS.test(words)) return `<${words}>`;
  const there = title ? `${target(href)} "${title.replace(/["\\]/g, "\\$&")}"` : target(href);
  return around(run(pieces, done, way), (text) => `[${text}](${there})`);
}

function target(href: string): string {
  if (PLAIN_TARGET.test(href)) return href;
  const plain = href.replace(/[<>\\]/g, "\\$&").replace(/&(?=#?\w{1,32};)/g, "\\&");
  return `<${plain.replace(/[\r\n]+/g, "%20")}>`;
}

function piece(pieces: readonly Piece[], index: number, way: Way): string {
  const here = pieces[index] as Piece;
  if (here.text === BREAK) return `\\${BREAK}`;
  if (has(here, "code")) return code(here.text);
  const text = escapeText(here.text, way);
  const beforeLink = has(pieces[index + 1], "link") ? text.replace(/!$/, "\\!") : text;
  return way.numbered ? numbered(beforeLink, index > 0, index < pieces.length - 1) : beforeLink;
}

function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((found) => found.length));
  const ticks = "`".repeat(longest + 1);
  const isPadded = /^`|`$/.test(text) || (/^ .* $/s.test(text) && text.trim() !== "");
  const pad = isPadded ? " " : "";
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

/* The first or the last letter as a number, which Markdown takes for a punctuation mark. */
function numbered(text: string, first: boolean, last: boolean): string {
  const number = (letter: string): string => `&#${letter.codePointAt(0) ?? 0};`;
  const start = first ? text.replace(/^[\p{L}\p{N}]/u, number) : text;
  return last ? start.replace(/[\p{L}\p{N}]$/u, number) : start;
}
