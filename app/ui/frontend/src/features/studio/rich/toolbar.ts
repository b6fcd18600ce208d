/* One stop for the Tab key; the arrows go from tool to tool, Escape goes back to the words. */
import type { EditorView } from "prosemirror-view";
import sprite from "../../../images/icons.svg?url";
import { say } from "../../../lib/i18n";
import type { Tool } from "./tools";

const SVG = "http://www.w3.org/2000/svg";

interface Fitted {
  readonly tool: Tool;
  readonly button: HTMLButtonElement;
}

export interface Toolbar {
  readonly element: HTMLElement;
  refresh(view: EditorView): void;
  focus(): void;
}

export function makeToolbar(tools: readonly Tool[], view: () => EditorView, openLink: () => void): Toolbar {
  const element = document.createElement("div");
  element.className = "rich-tools";
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", say("rich_tools"));
  const fitted = tools.map((tool) => ({ tool, button: buttonFor(tool) }));
  element.append(...fitted.map(({ button }) => button));
  for (const { tool, button } of fitted) {
    // The words keep the focus and their selection.
    button.addEventListener("mousedown", (event) => { event.preventDefault(); });
    button.addEventListener("click", (event) => { use(tool, view(), openLink, event.detail > 0); });
  }
  element.addEventListener("keydown", (event) => { onKey(event, fitted, view()); });
  element.addEventListener("focusin", (event) => { settle(fitted, event.target); });
  return { element, refresh: (current) => { refresh(fitted, current); }, focus: () => { shown(fitted).find(isStop)?.focus(); } };
}

function buttonFor({ icon, name, keys, isOn }: Tool): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button";
  button.tabIndex = -1;
  const label = say(`rich_${name}`);
  button.setAttribute("aria-label", label);
  button.title = keys ? `${label} (${said(keys)})` : label;
  if (keys) button.setAttribute("aria-keyshortcuts", keys);
  if (isOn) button.setAttribute("aria-pressed", "false");
  button.append(drawing(icon));
  return button;
}

function said(keys: string): string {
  return keys.replace("Control", "Ctrl").replace("Shift", say("rich_shift")).replace("ArrowRight", "→").replace("ArrowLeft", "←");
}

function drawing(icon: string): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${icon}`);
  picture.append(use);
  return picture;
}

/* By the pointer, one writes on at once; by the keyboard, one stays among the tools. */
function use(tool: Tool, view: EditorView, openLink: () => void, byPointer: boolean): void {
  if (tool.run === "link") openLink();
  else {
    tool.run(view.state, view.dispatch, view);
    if (byPointer) view.focus();
  }
}

function refresh(fitted: readonly Fitted[], view: EditorView): void {
  for (const { tool, button } of fitted) {
    const isHidden = tool.isShown?.(view.state) === false;
    if (isHidden && button === document.activeElement) view.focus();
    button.hidden = isHidden;
    if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(view.state)));
    const isUsable = tool.run === "link" || tool.isOn?.(view.state) === true || tool.run(view.state);
    button.setAttribute("aria-disabled", String(!isUsable));
  }
  const buttons = shown(fitted);
  if (!buttons.some(isStop)) for (const button of buttons.slice(0, 1)) button.tabIndex = 0;
}

function shown(fitted: readonly Fitted[]): HTMLButtonElement[] {
  return fitted.map(({ button }) => button).filter((button) => !button.hidden);
}

function isStop(button: HTMLButtonElement): boolean {
  return button.tabIndex === 0;
}

function settle(fitted: readonly Fitted[], target: EventTarget | null): void {
  for (const { button } of fitted) button.tabIndex = button === target ? 0 : -1;
}

function onKey(event: KeyboardEvent, fitted: readonly Fitted[], view: EditorView): void {
  const buttons = shown(fitted);
  const here = buttons.findIndex((button) => button === document.activeElement);
  const last = buttons.length - 1;
  const to: Readonly<Record<string, number>> = {
    ArrowRight: here === last ? 0 : here + 1,
    ArrowLeft: here === 0 ? last : here - 1,
    Home: 0,
    End: last,
  };
  const next = buttons[to[event.key] ?? -1];
  if (!next && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (next) next.focus();
  else view.focus();
}
