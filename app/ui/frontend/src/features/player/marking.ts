// Marking a response where there is no network. The result that counts is the server's.
// Twin: app/questions/marking.py; change both together. Cases: tests/questions/cases.json.

import { type Decimal, isBlank, isWithin, numberText, parseNumber } from "./decimals";
import type {
  Answer,
  ChecklistData,
  ChoiceData,
  MultipleData,
  NumberData,
  OrderData,
  QuestionData,
} from "./questions";

/** A sentence about one answer chosen, or about the whole response when `answerId` is null. */
export interface Feedback {
  readonly answerId: string | null;
  readonly html: string;
}

/**
 * What a response is worth. `mark` goes from 0 to 1 by ten-thousandths. `incomplete`: something
 * that should have been chosen or ticked was not; the screen says so without saying which.
 */
export interface Marking {
  readonly mark: number;
  readonly right: boolean;
  readonly feedback: readonly Feedback[];
  readonly incomplete: boolean;
}

export type UnreadableCode = "not_an_answer" | "not_a_number" | "not_a_permutation" | "empty";

/** The response answers nothing, so it costs no try. */
export interface UnreadableResponse {
  readonly unreadable: UnreadableCode;
}

export function isUnreadable(read: object): read is UnreadableResponse {
  return "unreadable" in read;
}

/** Mark `response` to a compiled question, or to a checklist. */
export function mark(data: QuestionData, response: unknown): Marking | UnreadableResponse {
  if (isEmpty(response)) return { unreadable: "empty" };
  switch (data.type) {
    case "choice":
      return markChoice(data, response);
    case "multiple":
      return markMultiple(data, response);
    case "order":
      return markOrder(data, response);
    case "number":
      return markNumber(data, response);
    case "checklist":
    case undefined:
      return markChecklist(data, response);
  }
}

/** Whether the block is done; `tries` counts the readable responses, this one included. */
export function completes(
  data: QuestionData,
  tries: number,
  marking: Pick<Marking, "right">,
): boolean {
  const allowed = data.tries ?? null;
  return marking.right || (allowed !== null && tries >= allowed);
}

function markChoice(data: ChoiceData, response: unknown): Marking | UnreadableResponse {
  const answer = data.answers.find(({ id }) => id === response);
  if (answer === undefined) return { unreadable: "not_an_answer" };
  const { right } = answer;
  return { mark: right ? 1 : 0, right, feedback: [feedbackOn(answer)], incomplete: false };
}

function markMultiple(data: MultipleData, response: unknown): Marking | UnreadableResponse {
  const { answers } = data;
  const ids = readIds(response, answers, "not_an_answer");
  if (isUnreadable(ids)) return ids;
  const chosen = new Set(ids);
  const agreed = answers.filter(({ id, right }) => chosen.has(id) === right).length;
  return {
    mark: share(agreed, answers.length),
    right: agreed === answers.length,
    feedback: answers.filter(({ id }) => chosen.has(id)).map(feedbackOn),
    incomplete: answers.some(({ id, right }) => right && !chosen.has(id)),
  };
}

/** The mark is the share of consecutive items of which the first was put before the second. */
function markOrder(data: OrderData, response: unknown): Marking | UnreadableResponse {
  const put = readIds(response, data.items, "not_a_permutation");
  if (isUnreadable(put)) return put;
  if (put.length !== data.items.length || new Set(put).size !== put.length) {
    return { unreadable: "not_a_permutation" };
  }
  const places = data.items.map(({ id }) => put.indexOf(id));
  const pairs = places.length - 1;
  const kept = places.filter((place, at) => place < (places[at + 1] ?? -1)).length;
  return overall(data, share(kept, pairs), kept === pairs);
}

/** A wrong value is recognised within the same tolerance as the right one, which goes first. */
function markNumber(data: NumberData, response: unknown): Marking | UnreadableResponse {
  const value = readNumber(response, data.unit);
  if (isUnreadable(value)) return value;
  const tolerance = authored(data.tolerance);
  const right = isWithin(value, authored(data.answer), tolerance);
  const wrong = data.wrong.find((each) => isWithin(value, authored(each.value), tolerance));
  if (right || wrong === undefined) return overall(data, right ? 1 : 0, right);
  const feedback = [{ answerId: null, html: wrong.feedback_html }];
  return { mark: 0, right, feedback, incomplete: false };
}

function markChecklist(data: ChecklistData, response: unknown): Marking | UnreadableResponse {
  const ids = readIds(response, data.items, "not_an_answer");
  if (isUnreadable(ids)) return ids;
  const ticked = new Set(ids).size;
  const right = ticked === data.items.length;
  return { mark: share(ticked, data.items.length), right, feedback: [], incomplete: !right };
}

function overall(data: OrderData | NumberData, mark: number, right: boolean): Marking {
  const html = right ? data.feedback.right : data.feedback.wrong;
  return { mark, right, feedback: [{ answerId: null, html }], incomplete: false };
}

function feedbackOn(answer: Answer): Feedback {
  return { answerId: answer.id, html: answer.feedback_html };
}

function share(part: number, whole: number): number {
  // Rounded down, so that only a wholly right response reaches 1.
  return part === whole ? 1 : Math.floor((part * 10_000) / whole) / 10_000;
}

function isEmpty(response: unknown): boolean {
  if (Array.isArray(response)) return response.length === 0;
  return response === undefined || response === null || response === "";
}

function readIds(
  response: unknown,
  known: readonly { readonly id: string }[],
  code: UnreadableCode,
): string[] | UnreadableResponse {
  if (!Array.isArray(response)) return { unreadable: code };
  const sent: readonly unknown[] = response;
  const ids = sent.filter(
    (each): each is string => typeof each === "string" && known.some(({ id }) => id === each),
  );
  return ids.length === sent.length ? ids : { unreadable: code };
}

function readNumber(response: unknown, unit: string): Decimal | UnreadableResponse {
  if (typeof response === "string" && isBlank(response)) return { unreadable: "empty" };
  const text = typeof response === "number" ? numberText(response) : response;
  const value = typeof text === "string" ? parseNumber(text, unit) : undefined;
  return value ?? { unreadable: "not_a_number" };
}

function authored(text: string): Decimal {
  const value = parseNumber(text);
  if (value === undefined) throw new Error(`not a number in a compiled question: ${text}`);
  return value;
}
