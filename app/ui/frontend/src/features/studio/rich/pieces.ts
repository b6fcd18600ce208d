/* A paragraph as a row of pieces: a text and its marks, or a break ("\n"). */
import type { Mark, Node } from "prosemirror-model";

export interface Piece {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export const BREAK = "\n";
const EDGE = /^(\s*)([^]*?)(\s*)$/;

export function piecesOf(content: Node | readonly Node[]): Piece[] {
  const nodes = Array.isArray(content) ? (content as readonly Node[]) : (content as Node).children;
  return nodes.map((node) => ({ text: node.isText ? (node.text ?? "") : BREAK, marks: node.marks }));
}

/* As Markdown can say it: no blank at either end, none just inside a mark, like beside like made one. */
export function normalised(pieces: readonly Piece[]): Piece[] {
  let row = merged(pieces.map(onOneLine));
  for (const name of ["link", "strong", "em"]) row = merged(withoutBlankEdges(row, name));
  row = trimmed(row);
  return merged(row);
}

/* The blanks beside a mark belong to it or not: nobody sees it. */
export function saysTheSame(one: readonly Piece[], other: readonly Piece[]): boolean {
  return isSameRow(withBareBlanks(one), withBareBlanks(other));
}

function withBareBlanks(pieces: readonly Piece[]): Piece[] {
  const bare = pieces.flatMap((piece) => {
    const [before, words, after] = piece.text === BREAK ? ["", "", piece.text] : edges(piece, true, true);
    return [{ text: before, marks: [] }, { ...piece, text: words }, { text: after, marks: [] }];
  });
  return merged(bare);
}

function isSameRow(one: readonly Piece[], other: readonly Piece[]): boolean {
  return one.length === other.length && one.every((piece, index) => isSame(piece, other[index]));
}

export function has(piece: Piece | undefined, name: string): boolean {
  return piece?.marks.some((mark) => mark.type.name === name) ?? false;
}

function isSame(one: Piece, other: Piece | undefined): boolean {
  return other !== undefined && one.text === other.text && sameMarks(one.marks, other.marks);
}

function sameMarks(one: readonly Mark[], other: readonly Mark[]): boolean {
  return one.length === other.length && one.every((mark, index) => other[index] !== undefined && mark.eq(other[index]));
}

function onOneLine(piece: Piece): Piece {
  return piece.text === BREAK ? piece : { ...piece, text: piece.text.replace(/[\r\n\t]+/g, " ") };
}

function merged(pieces: readonly Piece[]): Piece[] {
  const row: Piece[] = [];
  for (const piece of pieces) {
    const last = row.at(-1);
    const joins = last && last.text !== BREAK && piece.text !== BREAK && sameMarks(last.marks, piece.marks);
    if (joins) row[row.length - 1] = { ...last, text: last.text + piece.text };
    else if (piece.text) row.push(piece);
  }
  return row;
}

/* `**word **next` would not be read as strong: the blank moves out. */
function withoutBlankEdges(pieces: readonly Piece[], name: string): Piece[] {
  const row: Piece[] = [];
  for (let start = 0; start < pieces.length; ) {
    const stop = endOfRun(pieces, start, name);
    if (stop === start) row.push(pieces[start++] as Piece);
    else {
      row.push(...blanksOut(pieces.slice(start, stop), name));
      start = stop;
    }
  }
  return row;
}

/* Where the run of pieces with the same mark of this name ends; `start` itself where it has none. */
export function endOfRun(pieces: readonly Piece[], start: number, name: string): number {
  const mark = pieces[start]?.marks.find((found) => found.type.name === name);
  let stop = start;
  while (mark && stop < pieces.length && pieces[stop]?.marks.some((found) => found.eq(mark))) stop++;
  return stop;
}

function blanksOut(run: readonly Piece[], name: string): Piece[] {
  const row = [...run];
  let first = 0;
  let last = row.length;
  while (first < last && isBlank(row[first])) first++;
  while (last > first && isBlank(row[last - 1])) last--;
  const bare = (piece: Piece): Piece => ({
    ...piece,
    marks: piece.marks.filter((mark) => mark.type.name !== name),
  });
  const inside = row.slice(first, last).flatMap((piece, index, kept) => {
    const [before, words, after] = edges(piece, index === 0, index === kept.length - 1);
    return [bare({ ...piece, text: before }), { ...piece, text: words }, bare({ ...piece, text: after })];
  });
  return [...row.slice(0, first).map(bare), ...inside, ...row.slice(last).map(bare)];
}

function edges(piece: Piece, isFirst: boolean, isLast: boolean): [string, string, string] {
  if (has(piece, "code")) return ["", piece.text, ""];
  const [, before = "", words = "", after = ""] = EDGE.exec(piece.text) ?? [];
  return [isFirst ? before : "", (isFirst ? "" : before) + words + (isLast ? "" : after), isLast ? after : ""];
}

function isBlank(piece: Piece | undefined): boolean {
  return piece !== undefined && !has(piece, "code") && piece.text.trim() === "";
}

function trimmed(pieces: readonly Piece[]): Piece[] {
  const row = [...pieces];
  while (isBlank(row[0])) row.shift();
  while (isBlank(row.at(-1))) row.pop();
  return row.map((piece, index) => {
    if (has(piece, "code") || piece.text === BREAK) return piece;
    const afterBreak = index === 0 || row[index - 1]?.text === BREAK;
    const beforeBreak = index === row.length - 1 || row[index + 1]?.text === BREAK;
    const start = afterBreak ? piece.text.trimStart() : piece.text;
    return { ...piece, text: beforeBreak ? start.trimEnd() : start };
  });
}
