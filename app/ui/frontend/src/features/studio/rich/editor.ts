/* One textarea, upgraded: it stays the value of the form, and says so by `input` at every change. */
import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { type Reading, readField, stateFor } from "./editing";
import { allowedIn } from "./levels";
import { makeLinkBar } from "./linkBar";
import { languageOf, nameAfter } from "./naming";
import { makeToolbar } from "./toolbar";
import { toolsFor } from "./tools";

/* What outlives a field that is drawn again. */
export interface Kept {
  readonly state: EditorState;
  readonly reading: Reading;
  readonly value: string;
  readonly hadFocus: boolean;
  /* Every value this editor has had: what the server draws again is one of them, or somebody else's. */
  readonly values: ReadonlySet<string>;
}

export interface Editor {
  readonly field: HTMLTextAreaElement;
  readonly element: HTMLElement;
  focus(): void;
  /* Takes it down, and gives what it was. */
  destroy(): Kept;
}

export function makeEditor(field: HTMLTextAreaElement, before?: Kept): Editor {
  const known = before && belongs(before, field) ? before : undefined;
  const reading = known?.reading ?? readField(field);
  const allowed = allowedIn(field);
  const isFrench = (): boolean => languageOf(field).startsWith("fr");
  const values = new Set(known?.values ?? [field.value]);
  const element = box(field);
  const links = makeLinkBar();
  const openLink = (): void => {
    // The browser tells of a selection a moment after the keys that made it; by then the focus would be in the address.
    document.dispatchEvent(new Event("selectionchange"));
    links.open(view);
  };
  const toolbar = makeToolbar(toolsFor(allowed), () => view, openLink);
  const place = document.createElement("div");
  const isSmall = element.hasAttribute("data-small");
  element.append(...(isSmall ? [place, toolbar.element, links.element] : [toolbar.element, links.element, place]));
  field.after(element);

  const view = new EditorView(
    { mount: place },
    {
      state: known?.state ?? withCursor(stateFor(reading.doc, allowed, isFrench), before),
      attributes: () => nameAfter(field),
      dispatchTransaction(transaction) {
        view.updateState(view.state.apply(transaction));
        if (transaction.docChanged) write(view.state.doc);
        toolbar.refresh(view);
      },
      handleKeyDown: (_view, event) => shortcut(event, () => { toolbar.focus(); }, openLink),
    },
  );
  const write = (doc: Node): void => {
    element.toggleAttribute("data-empty", isEmpty(doc));
    field.value = reading.write(doc);
    values.add(field.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let hasFocus = false;
  element.addEventListener("focusin", (event) => {
    hasFocus = event.target === view.dom;
  });
  element.addEventListener("focusout", () => {
    // What is taken out of the page with the focus in it had the focus.
    queueMicrotask(() => { if (element.isConnected) hasFocus = view.hasFocus(); });
  });
  const onLabel = (event: Event): void => {
    event.preventDefault();
    view.focus();
  };
  const labels = [...field.labels];
  for (const label of labels) label.addEventListener("click", onLabel);
  const hadFocus = document.activeElement === field || (before ? before.hadFocus : field.autofocus);
  field.hidden = true;
  field.required = false;
  element.toggleAttribute("data-empty", isEmpty(view.state.doc));
  toolbar.refresh(view);
  if (hadFocus) {
    // Written in before its editor was there: the cursor stays behind the last letter.
    if (!before && field.value !== "" && field.selectionStart === field.value.length) {
      view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    }
    view.focus();
  }
  if (known && field.value !== known.value) write(view.state.doc);

  return {
    field,
    element,
    focus() {
      view.focus();
    },
    destroy() {
      for (const label of labels) label.removeEventListener("click", onLabel);
      const kept = { state: view.state, reading, value: field.value, hadFocus: hasFocus, values };
      view.destroy();
      element.remove();
      field.hidden = false;
      return kept;
    },
  };
}

/* The field was drawn again with what this editor wrote: now, or, where a person is still writing, a moment ago. */
function belongs(kept: Kept, field: HTMLTextAreaElement): boolean {
  return field.value === kept.value || (kept.hadFocus && kept.values.has(field.value));
}

/* Somebody else's text: the cursor stays about where it was. */
function withCursor(state: EditorState, before: Kept | undefined): EditorState {
  if (!before) return state;
  const at = Math.min(before.state.selection.head, state.doc.content.size);
  return state.apply(state.tr.setSelection(TextSelection.near(state.doc.resolve(at))));
}

function isEmpty(doc: Node): boolean {
  return doc.childCount === 1 && doc.firstChild?.type.name === "paragraph" && doc.firstChild.content.size === 0;
}

function box(field: HTMLTextAreaElement): HTMLElement {
  const element = document.createElement("div");
  element.className = "rich";
  element.toggleAttribute("data-small", field.rows === 1 || field.dataset["rich"] === "inline");
  const part = field.dataset["part"];
  if (part) element.dataset["part"] = part;
  // The browser's own event of what is editable, and that of the address of a link: the form hears the textarea alone.
  element.addEventListener("input", (event) => { event.stopPropagation(); });
  return element;
}

function shortcut(event: KeyboardEvent, toTools: () => void, openLink: () => void): boolean {
  if (event.altKey && event.key === "F10") toTools();
  else if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") openLink();
  else return false;
  event.preventDefault();
  return true;
}

