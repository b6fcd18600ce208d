/* Rows made from a template of the server, its mark replaced by a number, in templates inside it too. */

export function cloned(template: HTMLTemplateElement, mark: string, number: number): DocumentFragment {
  const fragment = document.importNode(template.content, true);
  replace(fragment, mark, String(number));
  return fragment;
}

function replace(fragment: DocumentFragment, mark: string, number: string): void {
  for (const element of fragment.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes(mark)) attribute.value = attribute.value.replaceAll(mark, number);
    }
    if (element instanceof HTMLTemplateElement) replace(element.content, mark, number);
  }
}

/* What a new row is kept by: made here, so that saving it twice does not make two of it. */
export function nameRows(where: Element): void {
  for (const field of where.querySelectorAll<HTMLInputElement>("input[data-new-id]")) {
    if (field.value !== "") continue;
    const numbers = crypto.getRandomValues(new Uint8Array(5));
    field.value = `${field.dataset["newId"] ?? ""}-${[...numbers].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
  }
}

/* Whether Enter ends what one writes here: a field of one line, or the editor that stands in its place. */
export function isOneLine(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "radio" && target.type !== "checkbox";
  const field = target instanceof Element ? target.closest(".rich")?.previousElementSibling : null;
  return field instanceof HTMLTextAreaElement && field.dataset["rich"] === "inline";
}

const FIELD = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/* The first field of a row that one can see. */
export function firstField(row: Element): HTMLElement | undefined {
  return [...row.querySelectorAll<HTMLElement>(FIELD)].find((field) => field.checkVisibility());
}

/* What autosave listens to. */
export function tellChange(where: Element): void {
  where.dispatchEvent(new Event("input", { bubbles: true }));
}
