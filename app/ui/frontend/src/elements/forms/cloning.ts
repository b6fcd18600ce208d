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

const FIELD = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/* The first field of a row that one can see. */
export function firstField(row: Element): HTMLElement | undefined {
  return [...row.querySelectorAll<HTMLElement>(FIELD)].find((field) => field.checkVisibility());
}

/* What autosave listens to. */
export function tellChange(where: Element): void {
  where.dispatchEvent(new Event("input", { bubbles: true }));
}
