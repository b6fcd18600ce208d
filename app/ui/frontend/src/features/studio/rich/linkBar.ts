/* Where one types the address of a link: a row of the editor, not a window over it. */
import type { EditorView } from "prosemirror-view";
import { say } from "../../../lib/i18n";
import { addressOf, linkHere, withLink, withoutLink } from "./links";

export interface LinkBar {
  readonly element: HTMLElement;
  open(view: EditorView): void;
  close(): void;
}

let count = 0;

export function makeLinkBar(): LinkBar {
  const id = `rich-link-${++count}`;
  const element = part("div", "rich-link");
  const label = part("label", "field-label", say("rich_address"));
  label.htmlFor = id;
  const input = part("input", "input");
  Object.assign(input, { id, type: "text", inputMode: "url", autocomplete: "off", spellcheck: false });
  const fault = part("p", "field-error");
  fault.id = `${id}-error`;
  fault.setAttribute("role", "alert");
  const put = act("rich_link_put", "");
  const remove = act("rich_link_remove", "plain");
  const leave = act("rich_link_leave", "plain");
  const acts = part("div", "rich-link-acts");
  acts.append(put, remove, leave);
  element.append(label, input, fault, acts);
  element.hidden = true;

  let view: EditorView | undefined;
  const close = (): void => {
    element.hidden = true;
    complain("");
  };
  const complain = (sentence: string): void => {
    fault.textContent = sentence;
    fault.hidden = sentence === "";
    input.setAttribute("aria-invalid", String(sentence !== ""));
    input.setAttribute("aria-describedby", fault.id);
  };
  const back = (): void => {
    close();
    view?.focus();
  };
  const finish = (): void => {
    const address = addressOf(input.value);
    if (!view) return;
    if (address === null) {
      complain(say("rich_link_refused"));
      input.focus();
      return;
    }
    view.dispatch(withLink(view.state, linkHere(view.state), address));
    back();
  };
  put.addEventListener("click", finish);
  remove.addEventListener("click", () => {
    if (view) view.dispatch(withoutLink(view.state, linkHere(view.state)));
    back();
  });
  leave.addEventListener("click", back);
  element.addEventListener("keydown", (event) => {
    const isPutting = event.key === "Enter" && event.target === input;
    if (!isPutting && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (isPutting) finish();
    else back();
  });
  const open = (current: EditorView): void => {
    view = current;
    const { mark } = linkHere(current.state);
    input.value = String(mark?.attrs["href"] ?? "");
    remove.hidden = mark === undefined;
    complain("");
    element.hidden = false;
    input.focus();
    input.select();
  };
  return { element, open, close };
}

function part<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function act(sentence: string, kind: string): HTMLButtonElement {
  const button = part("button", "button", say(sentence));
  button.type = "button";
  if (kind) button.dataset["kind"] = kind;
  return button;
}
