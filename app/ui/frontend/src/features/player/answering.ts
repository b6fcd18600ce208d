// An answer gets its feedback at once, from the browser's own marking; the result that counts is the server's.

import { setServerHtml } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { completes, mark } from "./marking";
import { settle } from "./pointing";
import type { QuestionData } from "./questions";
import { readForm } from "./responding";
import { isUnreadable, type Marking } from "./results";
import { wordRight } from "./wording";

export interface Outcome {
  readonly response: unknown;
  readonly marking: Marking;
  readonly tries: number;
  readonly isDone: boolean;
}

const FIELDS = "input:not([type=hidden]), select, [data-move]";

/** Mark what the form holds; undefined when that answers nothing. `tries` counts those before. */
export function answer(form: HTMLFormElement, data: QuestionData, tries: number): Outcome | undefined {
  const response = readForm(form, data);
  const marking = mark(data, response);
  if (isUnreadable(marking)) return undefined;
  return { response, marking, tries: tries + 1, isDone: completes(data, tries + 1, marking) };
}

export function showOutcome(form: HTMLFormElement, data: QuestionData, outcome: Outcome): void {
  const isHere = form.contains(document.activeElement);
  form.querySelector(".feedback")?.remove();
  const button = form.querySelector("button:not([data-move])");
  const feedback = makeFeedback(data, outcome);
  if (button && feedback) button.before(feedback);
  showResults(form, data, outcome);
  if (outcome.isDone) {
    button?.remove();
    for (const field of form.querySelectorAll<HTMLInputElement>(FIELDS)) field.disabled = true;
    if (data.type === "hotspot") settle(form, data);
    // What had the focus is gone, or takes none any more: reading goes on at the feedback.
    if (isHere && feedback) takeFocus(feedback);
  } else if (button) {
    button.textContent = say("player_again");
  }
}

function takeFocus(feedback: HTMLElement): void {
  feedback.tabIndex = -1;
  feedback.focus({ preventScroll: true });
}

function makeFeedback(data: QuestionData, outcome: Outcome): HTMLElement | null {
  const { marking, isDone, tries } = outcome;
  const kind = marking.right ? "right" : isDone ? "shown" : "again";
  const model = document.querySelector<HTMLTemplateElement>(`template[data-feedback="${kind}"]`);
  const feedback = model?.content.firstElementChild?.cloneNode(true);
  if (!(feedback instanceof HTMLElement)) return null;
  const words = kind === "shown" ? whenRight(data) : marking.feedback.map(({ html }) => html);
  const prose = feedback.querySelector(".prose");
  if (prose) setServerHtml(prose, words.map((html) => `<div>${html}</div>`).join(""));
  if (kind === "shown") prose?.append(paragraph(wordRight(data)));
  const meta = feedback.querySelector<HTMLElement>(".meta");
  const left = data.tries == null || isDone ? 0 : data.tries - tries;
  const more = isDone ? [] : [saidParts(data, marking), marking.incomplete ? say("player_incomplete") : ""];
  if (meta) {
    meta.textContent = [...more, triesLeft(left)].filter(Boolean).join(" ");
    meta.hidden = meta.textContent === "";
  }
  return feedback;
}

function paragraph(text: string): HTMLElement | string {
  if (text === "") return "";
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/** How many parts are right: « 3 sur 4 sont justes. » */
function saidParts(data: QuestionData, { parts }: Marking): string {
  if (parts === null) return "";
  const [num, total] = parts;
  if (data.type === "order") return say("player_parts_order", { num, total });
  if (data.type === "multiple") return say("player_parts_multiple", { num, total });
  return say(num === 1 ? "player_parts_one" : "player_parts_many", { part: num, total });
}

function triesLeft(left: number): string {
  if (left <= 0) return "";
  return left === 1 ? say("player_try_left") : say("player_tries_left", { num: left });
}

function whenRight(data: QuestionData): string[] {
  if ("feedback" in data) return [data.feedback.right];
  if ("zones" in data) return data.zones.filter(({ right }) => right).map(({ feedback_html }) => feedback_html);
  return "answers" in data ? data.answers.filter(({ right }) => right).map(({ feedback_html }) => feedback_html) : [];
}

/** Right, again (chosen, but not it) or left: the same words as the server's page draws. */
function showResults(form: HTMLFormElement, data: QuestionData, outcome: Outcome): void {
  const known = "answers" in data ? data.answers : "zones" in data ? data.zones : [];
  for (const input of form.querySelectorAll<HTMLInputElement>("input[name=response]")) {
    const label = input.closest<HTMLElement>(".choice");
    const isRight = known.find(({ id }) => id === input.value)?.right ?? false;
    if (!label || known.length === 0) continue;
    delete label.dataset["result"];
    if (outcome.isDone && isRight) label.dataset["result"] = "right";
    else if (input.checked && !isRight) label.dataset["result"] = "again";
    else if (outcome.isDone) label.dataset["result"] = "left";
  }
}
