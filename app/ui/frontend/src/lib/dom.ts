/* The only place that turns text into HTML: into the page, only what our own server made. */

interface Policy {
  createHTML(html: string): string;
  createScript(script: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Partial<Policy>): Policy;
}

function refuseScript(): never {
  throw new TypeError("No script is made from text on our pages.");
}

function makePolicy(): Policy {
  const rules = { createHTML: (html: string) => html, createScript: refuseScript };
  const factory: unknown = Reflect.get(window, "trustedTypes");
  return factory ? (factory as PolicyFactory).createPolicy("compagnon", rules) : rules;
}

export const policy = makePolicy();

export function setServerHtml(target: Element, html: string): void {
  target.innerHTML = policy.createHTML(html);
}

/** What a page or a fragment of our server holds, beside the page that is shown. */
export function fragmentOf(html: string): DocumentFragment {
  const mould = document.createElement("template");
  setServerHtml(mould, html);
  return mould.content;
}

/** HTML from elsewhere, as what a person pastes, read into a document that is never shown: nothing in it runs or loads.
    None of its nodes may enter the page; they are read, and what they say is made anew. */
export function readForeignHtml(html: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}

export function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}
