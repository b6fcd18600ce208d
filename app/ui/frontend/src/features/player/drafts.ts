// What is being written at a block and not yet sent: kept in this browser, under the person who writes it.

const PREFIX = "compagnon-draft";

/** Keep every field that carries `data-draft`, and put back what was kept. */
export function keepDrafts(person: string, enrolment: string): void {
  const key = (field: HTMLElement): string => `${PREFIX}/${person}/${enrolment}/${field.dataset["draft"] ?? ""}`;
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.dataset["draft"] !== undefined) keep(key(target), target.value);
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const work of document.querySelectorAll<HTMLElement>("[data-work]")) {
      const field = work.querySelector<HTMLTextAreaElement>("[data-draft]");
      if (!field) continue;
      const isFresh = work.dataset["fresh"] !== undefined;
      delete work.dataset["fresh"];
      if (isFresh) keep(key(field), "");
      else field.value = read(key(field)) || field.value;
    }
  });
}

/** How many drafts of this person wait here, and how to erase them. */
export function draftsOf(person: string): { readonly count: number; readonly erase: () => void } {
  const keys = keysOf(person);
  return {
    count: keys.length,
    erase: () => {
      for (const key of keys) keep(key, "");
    },
  };
}

function keysOf(person: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}/${person}/`));
  } catch {
    return [];
  }
}

function keep(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
