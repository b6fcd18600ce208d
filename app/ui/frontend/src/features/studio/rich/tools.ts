/* The tools of an editor, in the order of its toolbar. */
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import { heading, indent, insertTable, isIn, isListed, isMarked, list, mark, outdent } from "./commands";
import type { Allowed } from "./levels";

export interface Tool {
  readonly icon: string;
  /* Its sentence is `rich_<name>`. */
  readonly name: string;
  readonly keys?: string;
  readonly run: Command | "link";
  /* What it shows as pressed; without, it is an act. */
  readonly isOn?: (state: EditorState) => boolean;
  /* It is there only where this is true. */
  readonly isShown?: (state: EditorState) => boolean;
}

const MARKS: readonly Tool[] = [
  { icon: "bold", name: "strong", keys: "Control+B", run: mark("strong"), isOn: isMarked("strong") },
  { icon: "italic", name: "em", keys: "Control+I", run: mark("em"), isOn: isMarked("em") },
  { icon: "code", name: "code", keys: "Control+E", run: mark("code"), isOn: isMarked("code") },
  { icon: "link", name: "link", keys: "Control+K", run: "link", isOn: isMarked("link") },
];

const HEADINGS: readonly Tool[] = [
  { icon: "heading", name: "heading", keys: "Control+Alt+3", run: heading, isOn: isIn("heading") },
];

const isInList = isIn("list_item");

const LISTS: readonly Tool[] = [
  { icon: "list", name: "bullets", keys: "Control+Shift+8", run: list("bullet_list"), isOn: isListed("bullet_list") },
  { icon: "numbers", name: "numbers", keys: "Control+Shift+7", run: list("ordered_list"), isOn: isListed("ordered_list") },
  { icon: "indent", name: "indent", keys: "Alt+Shift+ArrowRight", run: indent, isShown: isInList },
  { icon: "outdent", name: "outdent", keys: "Alt+Shift+ArrowLeft", run: outdent, isShown: isInList },
];

const TABLES: readonly Tool[] = [
  { icon: "table", name: "table", run: insertTable, isShown: (state) => !isInTable(state) },
  { icon: "row-add", name: "row_add", run: addRowAfter, isShown: isInTable },
  { icon: "row-remove", name: "row_remove", run: deleteRow, isShown: isInTable },
  { icon: "column-add", name: "column_add", run: addColumnAfter, isShown: isInTable },
  { icon: "column-remove", name: "column_remove", run: deleteColumn, isShown: isInTable },
  { icon: "trash", name: "table_remove", run: deleteTable, isShown: isInTable },
];

function depth(read: (state: EditorState) => unknown, state: EditorState): number {
  return Number(read(state));
}

const HISTORY: readonly Tool[] = [
  { icon: "undo", name: "undo", keys: "Control+Z", run: undo, isShown: (state) => depth(undoDepth, state) > 0 || depth(redoDepth, state) > 0 },
  { icon: "redo", name: "redo", keys: "Control+Y", run: redo, isShown: (state) => depth(redoDepth, state) > 0 },
];

export function toolsFor(allowed: Allowed): Tool[] {
  return [
    ...MARKS,
    ...(allowed.headings ? HEADINGS : []),
    ...(allowed.lists ? LISTS : []),
    ...(allowed.tables ? TABLES : []),
    ...HISTORY,
  ];
}
