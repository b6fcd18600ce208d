/* What the toolbar and the keys do. */
import { setBlockType, toggleMark } from "prosemirror-commands";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { HEADING } from "./schema";

export function markType(state: EditorState, name: string): MarkType {
  return found(state.schema.marks[name], name);
}

export function nodeType(state: EditorState, name: string): NodeType {
  return found(state.schema.nodes[name], name);
}

function found<T>(type: T | undefined, name: string): T {
  if (type === undefined) throw new Error(`no ${name} in the schema`);
  return type;
}

export function mark(name: string): Command {
  return (state, dispatch, view) => toggleMark(markType(state, name))(state, dispatch, view);
}

export function isMarked(name: string): (state: EditorState) => boolean {
  return (state) => {
    const type = markType(state, name);
    const { empty, $from, ranges } = state.selection;
    if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
    return ranges.some((range) => state.doc.rangeHasMark(range.$from.pos, range.$to.pos, type));
  };
}

/* A heading, or a paragraph again. */
export const heading: Command = (state, dispatch, view) => {
  const isOne = state.selection.$from.parent.type.name === "heading";
  const type = nodeType(state, isOne ? "paragraph" : "heading");
  return setBlockType(type, isOne ? null : { level: HEADING })(state, dispatch, view);
};

export function isIn(name: string): (state: EditorState) => boolean {
  return (state) => depthOf(state, name) > 0;
}

function depthOf(state: EditorState, name: string): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === name) return depth;
  return 0;
}

/* The list around the selection; the innermost one, of either kind. */
function listDepth(state: EditorState): number {
  return Math.max(depthOf(state, "bullet_list"), depthOf(state, "ordered_list"));
}

export function isListed(name: string): (state: EditorState) => boolean {
  return (state) => {
    const depth = listDepth(state);
    return depth > 0 && state.selection.$from.node(depth).type.name === name;
  };
}

/* Into a list; a list of the other kind changes its kind; one of this kind lets its item go. */
export function list(name: string): Command {
  return (state, dispatch, view) => {
    const depth = listDepth(state);
    if (depth === 0) return wrapInList(nodeType(state, name))(state, dispatch, view);
    const { $from } = state.selection;
    if ($from.node(depth).type.name === name) return outdent(state, dispatch, view);
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), nodeType(state, name)).scrollIntoView());
    return true;
  };
}

export const indent: Command = (state, dispatch, view) =>
  sinkListItem(nodeType(state, "list_item"))(state, dispatch, view);

export const outdent: Command = (state, dispatch, view) =>
  liftListItem(nodeType(state, "list_item"))(state, dispatch, view);

/* Two columns, a line of titles and two more: a small one is quicker to grow than a large one to empty. */
export const insertTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (isInTable(state) || $from.parent.type.spec.code) return false;
  const cells = (name: string) => [0, 1].map(() => nodeType(state, name).create());
  const lines = ["table_header", "table_cell", "table_cell"];
  const rows = lines.map((name) => nodeType(state, "table_row").create(null, cells(name)));
  const table = nodeType(state, "table").create(null, rows);
  const tr = state.tr.replaceSelectionWith(table);
  if (!dispatch) return true;
  const at = tr.mapping.map($from.pos, -1);
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at + 1, tr.doc.content.size)))).scrollIntoView());
  return true;
};

export const hardBreak: Command = (state, dispatch) => {
  const type = nodeType(state, "hard_break");
  const { $from } = state.selection;
  if (!$from.parent.type.contentMatch.matchType(type)) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create(), true).scrollIntoView());
  return true;
};
