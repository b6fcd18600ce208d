/* Document to Markdown in the canonical form of docs/content-format.md. */
import type { Node } from "prosemirror-model";
import { escapeAlways, escapeStarts } from "./escaping";
import { hideGaps, showGaps } from "./gaps";
import { checked } from "./grammar";
import { WAYS, type Way, writeRow } from "./inline";
import { saysTheSame, normalised, type Piece, piecesOf } from "./pieces";
import { readInline } from "./reading";

interface Writing {
  readonly gaps: boolean;
  readonly isInItem: boolean;
}

export function writeMarkdown(doc: Node, { gaps = false }: { gaps?: boolean } = {}): string {
  return blocks(doc.children, { gaps, isInItem: false });
}

function blocks(nodes: readonly Node[], writing: Writing, between = "\n\n"): string {
  let text = "";
  let before: Node | undefined;
  let alternates = false;
  for (const node of nodes) {
    alternates = isList(node) && node.type === before?.type ? !alternates : false;
    const written = block(node, { ...writing, isInItem: writing.isInItem && !before }, alternates);
    if (written === null) continue;
    text += before ? between + written : written;
    before = node;
  }
  return text;
}

/* null for what says nothing: an empty paragraph. */
function block(node: Node, writing: Writing, alternates: boolean): string | null {
  switch (node.type.name) {
    case "paragraph":
      return row(node, writing) || null;
    case "heading": {
      const words = row(node, writing, `${"#".repeat(Number(node.attrs["level"]))} `);
      return words || null;
    }
    case "blockquote":
      return quoted(blocks(node.children, { ...writing, isInItem: false }));
    case "code_block":
      return fenced(node);
    case "horizontal_rule":
      return writing.isInItem ? "***" : "---";
    case "table":
      return table(node, writing.gaps);
    default:
      return list(node, writing, alternates);
  }
}

function isList(node: Node): boolean {
  return node.type.name === "bullet_list" || node.type.name === "ordered_list";
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => (line ? `> ${line}` : ">"))
    .join("\n");
}

function fenced(node: Node): string {
  const code = node.textContent;
  const info = String(node.attrs["info"]);
  const sign = info.includes("`") ? "~" : "`";
  const runs = code.match(sign === "~" ? /~+/g : /`+/g) ?? [];
  const fence = sign.repeat(Math.max(2, ...runs.map((found) => found.length)) + 1);
  return `${fence}${info}\n${code}${code ? "\n" : ""}${fence}`;
}

/* Two lists of the same kind side by side would be read as one: the second takes the other sign. */
function list(node: Node, writing: Writing, alternates: boolean): string {
  const first = Number(node.attrs["start"] ?? 1);
  const isOrdered = node.type.name === "ordered_list";
  const tight = node.attrs["tight"] === true && node.children.every(canBeTight);
  const items = node.children.map((item, index) => {
    const marker = isOrdered ? `${first + index}${alternates ? ")" : "."} ` : alternates ? "* " : "- ";
    const inside = { gaps: writing.gaps, isInItem: true };
    const text = blocks(item.children, inside, tight ? "\n" : "\n\n");
    return (marker + text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(marker.length)}`)).trimEnd();
  });
  return items.join(tight || node.attrs["close"] === true ? "\n" : "\n\n");
}

/* Without a blank line between them, only these are read as what they are after the words of an item. */
function canBeTight(item: Node): boolean {
  return item.children.every((child, index) => {
    if (index === 0) return true;
    const isUnderWords = index === 1 && child.type.name !== "paragraph" && child.type.name !== "table";
    return isUnderWords && !isStartedLate(child) && child.type.name !== "horizontal_rule";
  });
}

/* A list from another number than 1, or one whose first item is empty, cannot follow words without a blank line. */
function isStartedLate(node: Node): boolean {
  if (!isList(node)) return false;
  const startsAt = Number(node.attrs["start"] ?? 1);
  return startsAt !== 1 || node.firstChild?.firstChild?.textContent.trim() === "";
}

function table(node: Node, gaps: boolean): string {
  const rows = node.children.map((line) => `| ${line.children.map((cell) => cellRow(cell, gaps)).join(" | ")} |`);
  const marks = node.firstChild?.children.map((cell) => ALIGNED[String(cell.attrs["align"])] ?? "---") ?? [];
  return [rows[0], `|${marks.join("|")}|`, ...rows.slice(1)].join("\n");
}

const ALIGNED: Readonly<Record<string, string>> = { left: ":---", center: ":---:", right: "---:" };

/* Documents never change, so that what was written of a part of one stays true. */
const written = new WeakMap<Node, Map<string, string>>();

function remembered(node: Node, key: string, write: () => string): string {
  const known = written.get(node) ?? new Map<string, string>();
  written.set(node, known);
  const text = known.get(key) ?? write();
  known.set(key, text);
  return text;
}

function row(node: Node, writing: Writing, prefix = ""): string {
  return remembered(node, `${String(writing.isInItem)} ${String(writing.gaps)}`, () => {
    const { pieces, gaps } = piecesToWrite(node, writing.gaps);
    if (pieces.length === 0) return "";
    const ways = WAYS.map((way) => prefix + finished(pieces, { ...way, isInItem: writing.isInItem }));
    const text = ways.find((way) => isReadAs(way, pieces, node)) ?? ways[1] ?? "";
    return showGaps(text, gaps);
  });
}

function finished(pieces: readonly Piece[], way: Way): string {
  const plain = writeRow(pieces, way);
  return escapeAlways(way.escaped ? escapeStarts(plain) : plain, way.isInItem);
}

function piecesToWrite(node: Node, gaps: boolean): { pieces: Piece[]; gaps: readonly string[] } {
  let found: readonly string[] = [];
  const pieces = normalised(piecesOf(node)).map((piece) => {
    if (!gaps) return piece;
    const hidden = hideGaps(piece.text, found);
    found = hidden.gaps;
    return { ...piece, text: hidden.text };
  });
  return { pieces, gaps: found };
}

/* Whether the checks of the server find this block here, alone, and these words with these marks in it. */
function isReadAs(text: string, pieces: readonly Piece[], node: Node): boolean {
  const tokens = checked.parse(text, {});
  const inline = tokens[1];
  if (tokens.length !== 3 || inline?.type !== "inline" || tokens[0]?.type !== `${node.type.name}_open`) return false;
  return saysOnlyOurs(inline.children ?? []) && saysTheSame(piecesOf(readInline(inline, node.type.schema)), pieces);
}

function saysOnlyOurs(tokens: readonly { readonly type: string }[]): boolean {
  return tokens.every(({ type }) => type !== "html_inline" && type !== "image");
}

function cellRow(cell: Node, gaps: boolean): string {
  return remembered(cell, `cell ${String(gaps)}`, () => {
    const toWrite = piecesToWrite(cell, gaps);
    const ways = WAYS.map((way) => writeRow(toWrite.pieces, { ...way, isInItem: false }));
    const text = ways.find((way) => isCellReadAs(way, toWrite.pieces, cell)) ?? ways[1] ?? "";
    return showGaps(text.replace(/\|/g, "\\|"), toWrite.gaps);
  });
}

function isCellReadAs(text: string, pieces: readonly Piece[], cell: Node): boolean {
  const [inline] = checked.parseInline(text, {});
  if (!inline || !saysOnlyOurs(inline.children ?? [])) return false;
  return saysTheSame(piecesOf(readInline(inline, cell.type.schema)), pieces);
}
