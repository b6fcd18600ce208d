// The response that a form holds, as `mark` and the server read it. Twin: read_form in app/catalogue/answers.py.

import { orderOf } from "./ordering";
import { pointOf } from "./pointing";
import type { QuestionData } from "./questions";

export function readForm(form: HTMLFormElement, data: QuestionData): unknown {
  const fields = new FormData(form);
  const values = fields.getAll("response");
  switch (data.type) {
    case "order": {
      const list = form.querySelector<HTMLElement>("[data-order]");
      return list ? orderOf(list) : [];
    }
    case "match":
      return data.lefts.map(({ id }) => fields.get(`part-${id}`) ?? "");
    case "cloze":
      return data.gaps.map(({ id }) => fields.get(`part-${id}`) ?? "");
    case "number":
      return withUnit(values[0], fields.get("unit"));
    case "hotspot":
      return values[0] ?? pointOf(form);
    case "choice":
    case "short":
      return values[0];
    default:
      return values;
  }
}

/** With the unit that was chosen beside it, unless one was typed. */
function withUnit(typed: unknown, unit: unknown): string {
  const text = typeof typed === "string" ? typed.trim() : "";
  return typeof unit === "string" && /\d$/.test(text) ? `${text} ${unit}` : text;
}
