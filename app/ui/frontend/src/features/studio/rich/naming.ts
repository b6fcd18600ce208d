/* What a screen reader says of an editor: what the textarea said, and the way to the tools. */
import { say } from "../../../lib/i18n";

const HOW = "rich-how";

export function nameAfter(field: HTMLTextAreaElement): Record<string, string> {
  const described = [field.getAttribute("aria-describedby"), howId()].filter(Boolean).join(" ");
  return {
    class: "rich-text prose",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": nameOf(field),
    "aria-describedby": described,
    "aria-invalid": field.getAttribute("aria-invalid") ?? "false",
    "aria-placeholder": field.placeholder.trim(),
    "data-placeholder": field.placeholder.trim(),
    lang: languageOf(field),
    spellcheck: "true",
  };
}

/* A form says in which language of the module it is; other fields are in that of what they stand in. */
export function languageOf(field: HTMLTextAreaElement): string {
  const said = field.form?.elements.namedItem("language");
  const form = said instanceof HTMLInputElement ? said.value : "";
  return form || (field.closest<HTMLElement>("[lang]")?.lang ?? "");
}

function nameOf(field: HTMLTextAreaElement): string {
  const label = field.getAttribute("aria-label") ?? field.labels[0]?.textContent ?? "";
  return label.replace(/\s+/g, " ").trim();
}

/* One sentence for all editors of the page. */
function howId(): string {
  if (!document.getElementById(HOW)) {
    const how = document.createElement("p");
    how.id = HOW;
    how.hidden = true;
    how.textContent = say("rich_how");
    document.body.append(how);
  }
  return HOW;
}
