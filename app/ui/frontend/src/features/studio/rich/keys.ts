/* The keys of an editor. Tab leaves it, but for the cells of a table: nobody gets stuck in a field. */
import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  exitCode,
  liftEmptyBlock,
  newlineInCode,
  splitBlock,
} from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { goToNextCell, isInTable } from "prosemirror-tables";
import { hardBreak, heading, indent, list, mark, nodeType, outdent } from "./commands";
import type { Allowed } from "./levels";

const stayInCell: Command = (state) => isInTable(state) && state.selection.empty && state.selection.$from.parentOffset === 0;

const nextRow: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  const columns = state.selection.$from.node(-1).childCount;
  const steps = Array.from({ length: columns });
  return steps.every(() => goToNextCell(1)(view?.state ?? state, dispatch, view)) || true;
};

const splitItem: Command = (state, dispatch, view) =>
  splitListItem(nodeType(state, "list_item"))(state, dispatch, view);

const nothing: Command = () => true;

/* At its start, an item leaves its list before it joins what stands above. */
const leaveItem: Command = (state, dispatch, view) => {
  const { empty, $from } = state.selection;
  const isFirst = empty && $from.depth > 1 && $from.parentOffset === 0 && $from.index(-1) === 0;
  return isFirst && $from.node(-1).type.name === "list_item" && outdent(state, dispatch, view);
};

export function keys(allowed: Allowed): Plugin[] {
  const marks = { "Mod-b": mark("strong"), "Mod-i": mark("em"), "Mod-e": mark("code") };
  const history = { "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo };
  const breaks = { "Shift-Enter": chainCommands(exitCode, hardBreak) };
  if (allowed.isOneLine) return [keymap({ ...marks, ...history, ...breaks, Enter: nothing }), keymap(baseKeymap)];
  const blocks: Record<string, Command> = {
    Enter: chainCommands(nextRow, newlineInCode, splitItem, createParagraphNear, liftEmptyBlock, splitBlock),
    Backspace: chainCommands(stayInCell, leaveItem),
    Tab: goToNextCell(1),
    "Shift-Tab": goToNextCell(-1),
    "Mod-]": indent,
    "Mod-[": outdent,
    "Alt-Shift-ArrowRight": indent,
    "Alt-Shift-ArrowLeft": outdent,
  };
  if (allowed.lists) Object.assign(blocks, { "Mod-Shift-7": list("ordered_list"), "Mod-Shift-8": list("bullet_list") });
  if (allowed.headings) blocks["Mod-Alt-3"] = heading;
  return [keymap({ ...marks, ...history, ...breaks, ...blocks }), keymap(baseKeymap)];
}
