// Marking a response where there is no network. The result that counts is the server's.
// Twin: app/questions/marking.py; change both together. Cases: tests/questions/cases.json.

import { type Decimal, isBlank, isWithin, numberText, parseNumber } from "./decimals";
import { markCloze, markShort } from "./markingGaps";
import { markMatch } from "./markingPairs";
import { markHotspot } from "./markingZones";
import type {
  Answer,
  ChecklistData,
  ChoiceData,
  MultipleData,
  NumberData,
  OrderData,
  QuestionData,
} from "./questions";
import {
  type Feedback,
  inParts,
  isEmpty,
  isUnreadable,
  type Marking,
  share,
  type UnreadableCode,
  type UnreadableResponse,
  whole,
} from "./results";

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
    case "match":
      return markMatch(data, response);
    case "short":
      return markShort(data, response);
    case "cloze":
      return markCloze(data, response);
    case "hotspot":
      return markHotspot(data, response);
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
  return whole(answer.right, answer.feedback_html, answer.id);
}

function markMultiple(data: MultipleData, response: unknown): Marking | UnreadableResponse {
  const { answers } = data;
  const ids = readIds(response, answers, "not_an_answer");
  if (isUnreadable(ids)) return ids;
  const chosen = new Set(ids);
  const agreed = answers.filter(({ id, right }) => chosen.has(id) === right).length;
  const feedback = answers.filter(({ id }) => chosen.has(id)).map(feedbackOn);
  const incomplete = answers.some(({ id, right }) => right && !chosen.has(id));
  return { ...inParts(agreed, answers.length, feedback), incomplete };
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
  const html = kept === pairs ? data.feedback.right : data.feedback.wrong;
  return inParts(kept, pairs, [{ answerId: null, html }]);
}

/** A wrong value is recognised within the same tolerance as the right one, which goes first. */
function markNumber(data: NumberData, response: unknown): Marking | UnreadableResponse {
  const value = readNumber(response, data);
  if (isUnreadable(value)) return value;
  const tolerance = authored(data.tolerance);
  if (isWithin(value, authored(data.answer), tolerance)) return whole(true, data.feedback.right);
  const wrong = data.wrong.find((each) => isWithin(value, authored(each.value), tolerance));
  return whole(false, wrong?.feedback_html ?? data.feedback.wrong);
}

function markChecklist(data: ChecklistData, response: unknown): Marking | UnreadableResponse {
  const ids = readIds(response, data.items, "not_an_answer");
  if (isUnreadable(ids)) return ids;
  const ticked = new Set(ids).size;
  const right = ticked === data.items.length;
  return { mark: share(ticked, data.items.length), right, feedback: [], incomplete: !right, parts: null };
}

function feedbackOn(answer: Answer): Feedback {
  return { answerId: answer.id, html: answer.feedback_html };
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

function readNumber(response: unknown, { unit, units }: NumberData): Decimal | UnreadableResponse {
  if (typeof response === "string" && isBlank(response)) return { unreadable: "empty" };
  const text = typeof response === "number" ? numberText(response) : response;
  const value = typeof text === "string" ? parseNumber(text, unit, units) : undefined;
  return value ?? { unreadable: "not_a_number" };
}

function authored(text: string): Decimal {
  const value = parseNumber(text);
  if (value === undefined) throw new Error(`not a number in a compiled question: ${text}`);
  return value;
}
