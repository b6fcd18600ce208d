/* What is pasted or dropped. The library would read it with a policy of its own, which our pages refuse; here it is read
   with ours, cleaned, and made anew by the schema: no node of elsewhere enters the page. */
import { DOMParser, Fragment, type Node, type Schema, Slice } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { readForeignHtml } from "../../../lib/dom";
import { say } from "../../../lib/i18n";
import { clean, withoutRefused } from "./foreign";
import type { Allowed } from "./levels";
import { addressOf, linkHere, withLink } from "./links";

const LONGEST = 500_000;

export function pasting(allowed: Allowed): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste(view, event) {
          event.preventDefault();
          if (event.clipboardData) insert(view, event.clipboardData, allowed, (slice) => view.state.tr.replaceSelection(slice));
          return true;
        },
        drop(view, event) {
          if (view.dragging || !event.dataTransfer) return false;
          event.preventDefault();
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (place) insert(view, event.dataTransfer, allowed, (slice) => view.state.tr.replace(place.pos, place.pos, slice));
          return true;
        },
      },
    },
  });
}

function insert(view: EditorView, data: DataTransfer, allowed: Allowed, put: (slice: Slice) => Transaction): void {
  const text = data.getData("text/plain");
  if (view.state.selection.$from.parent.type.spec.code) finish(view, view.state.tr.insertText(text));
  else if (isAddressForWords(view, text)) {
    finish(view, withLink(view.state, linkHere(view.state), addressOf(text) ?? ""));
  } else insertText(view, data, allowed, put);
}

function insertText(view: EditorView, data: DataTransfer, allowed: Allowed, put: (slice: Slice) => Transaction): void {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const read = html && html.length < LONGEST ? readHtml(html, view.state.schema, allowed) : null;
  const hadPictures = read?.hadPictures ?? [...data.files].some((file) => file.type.startsWith("image/"));
  if (hadPictures) tell(say("rich_no_pictures"));
  const slice = read && read.slice.size > 0 ? read.slice : readText(text, view.state.schema, allowed);
  if (slice.size > 0) finish(view, put(slice));
}

function finish(view: EditorView, tr: Transaction): void {
  view.dispatch(tr.scrollIntoView().setMeta("uiEvent", "paste"));
}

function tell(text: string): void {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}

function isAddressForWords(view: EditorView, text: string): boolean {
  const { empty, $from, $to } = view.state.selection;
  return !empty && $from.sameParent($to) && /^(?:https?:\/\/|mailto:)\S+$/i.test(text.trim());
}

function readHtml(html: string, schema: Schema, allowed: Allowed): { slice: Slice; hadPictures: boolean } {
  const { body, hadPictures } = clean(readForeignHtml(withoutRefused(html)), allowed);
  const slice = DOMParser.fromSchema(schema).parseSlice(body);
  return { slice: new Slice(withoutEmpty(slice.content), slice.openStart, slice.openEnd), hadPictures };
}

/* Between two blocks of elsewhere stand paragraphs that only make room. */
function withoutEmpty(content: Fragment): Fragment {
  const kept: Node[] = [];
  content.forEach((node) => {
    if (node.type.name !== "paragraph" || node.textContent.trim()) kept.push(node);
  });
  return kept.length ? Fragment.from(kept) : content;
}

/* Words alone: a blank line makes a paragraph, a line a break. */
function readText(text: string, schema: Schema, allowed: Allowed): Slice {
  const words = text.replace(/\r\n?/g, "\n").trim();
  if (!words) return Slice.empty;
  if (allowed.isOneLine) return new Slice(Fragment.from(schema.text(words.replace(/\s*\n\s*/g, " "))), 0, 0);
  const paragraphs = words.split(/\n[ \t]*\n\s*/).map((part) => schema.node("paragraph", null, lines(part, schema)));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}

function lines(text: string, schema: Schema): Node[] {
  return text.split("\n").flatMap((line, index) => {
    const words = line.trim() ? [schema.text(line.trim())] : [];
    return index ? [schema.node("hard_break"), ...words] : words;
  });
}
