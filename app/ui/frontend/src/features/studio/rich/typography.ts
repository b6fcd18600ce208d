/* What a French keyboard does not type: the no-break space before high punctuation, the curved apostrophe. Each is a
   change of its own: Ctrl+Z takes it back and leaves what was typed. */
import { closeHistory } from "prosemirror-history";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const NO_BREAK = "\u00a0";

interface Correction {
  /* What stands before the cursor once the text is in: what stays, what goes, what stays. */
  readonly typed: RegExp;
  readonly becomes: string;
  readonly frenchOnly: boolean;
}

const CORRECTIONS: readonly Correction[] = [
  { typed: /(\p{L})(')()$/u, becomes: "’", frenchOnly: false },
  { typed: /(\S)( )([:;?!»])$/u, becomes: NO_BREAK, frenchOnly: true },
  // In an address or an hour no space is meant; at the end of a word it is.
  { typed: /((?:^|[\s(«])[\p{L}’'-]+)()([?!»])$/u, becomes: NO_BREAK, frenchOnly: true },
  { typed: /((?:^|[\s(«])[\p{L}’'-]+)()([:;] )$/u, becomes: NO_BREAK, frenchOnly: true },
  { typed: /(«)( )()$/u, becomes: NO_BREAK, frenchOnly: true },
  { typed: /(«)()([\p{L}\p{N}])$/u, becomes: NO_BREAK, frenchOnly: true },
];

const LOOK_BACK = 60;

export interface Change {
  /* Counted from the end of the text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function correction(before: string, isFrench: boolean): Change | null {
  for (const { typed, becomes, frenchOnly } of CORRECTIONS) {
    const found = frenchOnly && !isFrench ? null : typed.exec(before);
    if (found) {
      const [, , goes = "", after = ""] = found;
      return { from: goes.length + after.length, to: after.length, text: becomes };
    }
  }
  return null;
}

export function typography(isFrench: (view: EditorView) => boolean): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, _to, text, byDefault) {
        const { $from } = view.state.selection;
        if (text.length !== 1 || $from.parent.type.spec.code || isCode(view)) return false;
        const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - LOOK_BACK), $from.parentOffset, "", "\n");
        const change = correction(before + text, isFrench(view));
        if (!change) return false;
        view.dispatch(byDefault());
        correct(view, from + text.length, change);
        return true;
      },
    },
  });
}

function isCode(view: EditorView): boolean {
  const { storedMarks, selection } = view.state;
  return (storedMarks ?? selection.$from.marks()).some((mark) => mark.type.spec.code === true);
}

function correct(view: EditorView, end: number, { from, to, text }: Change): void {
  const start = end - from;
  const marks = view.state.doc.resolve(Math.max(start, 1)).marks();
  const tr = closeHistory(view.state.tr);
  tr.replaceWith(start, end - to, view.state.schema.text(text, marks));
  view.dispatch(tr.setStoredMarks(view.state.storedMarks));
  // What is typed next is another change.
  view.dispatch(closeHistory(view.state.tr));
}
