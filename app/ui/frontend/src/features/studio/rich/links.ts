/* An address as people type it, and the link it makes. */
import type { Mark } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { markType } from "./commands";
import { ALLOWED_LINK } from "./grammar";

const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const SITE = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]\S*)?$/u;

/* null where it leads nowhere we let people go. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (MAIL.test(text)) return `mailto:${text}`;
  if (SITE.test(text)) return `https://${text}`;
  return ALLOWED_LINK.test(text) ? text : null;
}

export interface LinkHere {
  readonly mark: Mark | undefined;
  readonly from: number;
  readonly to: number;
}

/* The link at the cursor, whole; else what is selected. */
export function linkHere(state: EditorState): LinkHere {
  const { $from, from, to } = state.selection;
  const type = markType(state, "link");
  const mark = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return { mark, from, to };
  let start = $from.parentOffset;
  let end = $from.parentOffset;
  $from.parent.forEach((node, offset) => {
    if (!mark.isInSet(node.marks)) return;
    const touches = offset <= end && offset + node.nodeSize >= start;
    if (touches) [start, end] = [Math.min(start, offset), Math.max(end, offset + node.nodeSize)];
  });
  return { mark, from: $from.start() + start, to: $from.start() + end };
}

/* Where nothing is selected, the address stands as its own words. */
export function withLink(state: EditorState, here: LinkHere, href: string): Transaction {
  const mark = markType(state, "link").create({ href, title: String(here.mark?.attrs["title"] ?? "") });
  const tr = state.tr;
  if (here.from === here.to) tr.insert(here.from, state.schema.text(href.replace(/^mailto:/, ""), [mark]));
  else tr.removeMark(here.from, here.to, mark.type).addMark(here.from, here.to, mark);
  return tr.removeStoredMark(mark.type).scrollIntoView();
}

export function withoutLink(state: EditorState, here: LinkHere): Transaction {
  return state.tr.removeMark(here.from, here.to, markType(state, "link"));
}
