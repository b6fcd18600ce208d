/* Every `textarea[data-rich]` of the page has its editor, whenever it comes; what goes leaves nothing behind. */
import "../../../styles/components/rich.css";
import { closest } from "../../../lib/dom";
import { type Editor, type Kept, makeEditor } from "./editor";
import { openOnFocus } from "./opening";

const FIELD = "textarea[data-rich]";

export function upgradeAll(): void {
  const editors = new Map<HTMLTextAreaElement, Editor>();
  const look = (): void => {
    const kept = new Map<string, Kept>();
    for (const [field, editor] of editors) {
      if (field.isConnected && editor.element.isConnected) continue;
      editors.delete(field);
      kept.set(keyOf(field), editor.destroy());
    }
    for (const field of document.querySelectorAll<HTMLTextAreaElement>(FIELD)) {
      if (!editors.has(field)) editors.set(field, makeEditor(field, kept.get(keyOf(field))));
    }
  };
  look();
  openOnFocus();
  document.addEventListener("click", (event) => {
    const link = closest(event, 'a[href^="#"]');
    const field = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    const editor = field instanceof HTMLTextAreaElement ? editors.get(field) : undefined;
    if (!editor) return;
    event.preventDefault();
    editor.focus();
  });
  // The page says so before it looks for a field to write in; what others put in is seen a moment later.
  document.addEventListener("studio:fresh", look);
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}

/* The same field of the same block, drawn again, is another element. A field taken out of its form keeps its name for it. */
const names = new WeakMap<HTMLTextAreaElement, string>();

function keyOf(field: HTMLTextAreaElement): string {
  const block = field.closest<HTMLElement>("[data-block]")?.dataset["block"] ?? names.get(field)?.split(" ")[0] ?? "";
  const key = `${block} ${field.name}`;
  names.set(field, key);
  return key;
}
