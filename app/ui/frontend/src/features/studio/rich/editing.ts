/* The state of an editor: its document and what acts on it. */
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { EditorState, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { keys } from "./keys";
import { type Allowed, allowedIn } from "./levels";
import { pasting } from "./pasting";
import { readMarkdown } from "./reading";
import { inlineSchema } from "./schema";
import { typography } from "./typography";
import { writeMarkdown } from "./writing";

export interface Reading {
  readonly doc: Node;
  readonly write: (doc: Node) => string;
}

/* A text that does not fit on one line keeps its lines. */
export function readField(field: HTMLTextAreaElement): Reading {
  const gaps = field.name === "statement" || field.dataset["gaps"] !== undefined;
  const whole = readMarkdown(field.value, { gaps });
  const fitsOnOneLine = whole.childCount === 1 && whole.firstChild?.type.name === "paragraph";
  const isOneLine = allowedIn(field).isOneLine && fitsOnOneLine;
  const doc = isOneLine ? readMarkdown(field.value, { gaps, schema: inlineSchema }) : whole;
  const asItWas = field.value;
  return { doc, write: (written) => (written.eq(doc) ? asItWas : writeMarkdown(written, { gaps })) };
}

export function stateFor(doc: Node, allowed: Allowed, isFrench: (view: EditorView) => boolean): EditorState {
  const isOneLine = doc.type.schema === inlineSchema;
  const plugins = [
    typography(isFrench),
    ...keys({ ...allowed, isOneLine }),
    pasting({ ...allowed, isOneLine }),
    history(),
    gapCursor(),
    ...(isOneLine ? [] : [firstRowOfTitles(), tableEditing()]),
  ];
  return EditorState.create({ doc, plugins });
}

/* Markdown knows tables with a first line of titles and no others. */
function firstRowOfTitles(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      const tr = state.tr;
      state.doc.descendants((node, position, parent, index) => {
        if (node.type.name === "table_row") markCells(node, position, index === 0 && parent?.type.name === "table");
        return !node.isTextblock;
      });
      function markCells(row: Node, position: number, areTitles: boolean): void {
        const type = state.schema.nodes[areTitles ? "table_header" : "table_cell"];
        row.forEach((cell, offset) => {
          if (type && cell.type !== type) tr.setNodeMarkup(position + 1 + offset, type, cell.attrs);
        });
      }
      return tr.docChanged ? tr : null;
    },
  });
}
