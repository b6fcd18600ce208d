// An answer gets its feedback at once, from the browser's own marking; the result that counts is the server's.

import { setServerHtml } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { completes, isUnreadable, mark, type Marking } from "./marking";
import { orderOf } from "./ordering";
import type { QuestionData } from "./questions";

export interface Outcome {
  readonly response: unknown;
  readonly marking: Marking;
  readonly tries: number;
  readonly isDone: boolean;
}

const MARKED: readonly (string | undefined)[] = ["choice", "multiple", "order", "number", "checklist", undefined];

/** Other types are marked by the server alone: their form goes there. */
export function isMarkedHere(data: QuestionData): boolean {
  return MARKED.includes(data.type) && !("units" in data);
}

/** Mark what the form holds; undefined when that answers nothing. `tries` counts those before. */
export function answer(form: HTMLFormElement, data: QuestionData, tries: number): Outcome | undefined {
  const response = readForm(form, data);
  const marking = mark(data, response);
  if (isUnreadable(marking)) return undefined;
  return { response, marking, tries: tries + 1, isDone: completes(data, tries + 1, marking) };
}

function readForm(form: HTMLFormElement, data: QuestionData): unknown {
  const list = form.querySelector<HTMLElement>("[data-order]");
  if (data.type === "order") return list ? orderOf(list) : [];
  const values = new FormData(form).getAll("response");
  return data.type === "multiple" || data.type === undefined || data.type === "checklist" ? values : values[0];
}

export function showOutcome(form: HTMLFormElement, data: QuestionData, outcome: Outcome): void {
  form.querySelector(".feedback")?.remove();
  const button = form.querySelector("button:not([data-move])");
  const feedback = makeFeedback(data, outcome);
  if (button && feedback) button.before(feedback);
  showResults(form, data, outcome);
  if (outcome.isDone) {
    button?.remove();
    for (const field of form.querySelectorAll<HTMLInputElement>("input[name=response], [data-move]")) {
      field.disabled = true;
    }
  } else if (button) {
    button.textContent = say("player_again");
  }
}

function makeFeedback(data: QuestionData, outcome: Outcome): Element | null {
  const { marking, isDone, tries } = outcome;
  const kind = marking.right ? "right" : isDone ? "shown" : "again";
  const model = document.querySelector<HTMLTemplateElement>(`template[data-feedback="${kind}"]`);
  const feedback = model?.content.firstElementChild?.cloneNode(true);
  if (!(feedback instanceof Element)) return null;
  const words = kind === "shown" ? whenRight(data) : marking.feedback.map(({ html }) => html);
  const prose = feedback.querySelector(".prose");
  if (prose) setServerHtml(prose, words.map((html) => `<div>${html}</div>`).join(""));
  const meta = feedback.querySelector<HTMLElement>(".meta");
  const left = data.tries == null || isDone ? 0 : data.tries - tries;
  const more = [marking.incomplete && !isDone ? say("player_incomplete") : "", triesLeft(left)];
  if (meta) {
    meta.textContent = more.join(" ").trim();
    meta.hidden = meta.textContent === "";
  }
  return feedback;
}

function triesLeft(left: number): string {
  if (left <= 0) return "";
  return left === 1 ? say("player_try_left") : say("player_tries_left", { num: left });
}

function whenRight(data: QuestionData): string[] {
  if ("feedback" in data) return [data.feedback.right];
  return "answers" in data ? data.answers.filter(({ right }) => right).map(({ feedback_html }) => feedback_html) : [];
}

/** Right, again (chosen, but not it) or left: the same words as the server's page draws. */
function showResults(form: HTMLFormElement, data: QuestionData, outcome: Outcome): void {
  if (!("answers" in data)) return;
  for (const input of form.querySelectorAll<HTMLInputElement>("input[name=response]")) {
    const label = input.closest<HTMLElement>(".choice");
    const isRight = data.answers.find(({ id }) => id === input.value)?.right ?? false;
    if (!label) continue;
    delete label.dataset["result"];
    if (outcome.isDone && isRight) label.dataset["result"] = "right";
    else if (input.checked && !isRight) label.dataset["result"] = "again";
    else if (outcome.isDone) label.dataset["result"] = "left";
  }
}
