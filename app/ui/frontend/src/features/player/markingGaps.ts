// Marking what is typed or picked as text. Twin: app/questions/marking_gaps.py; change both together.

import { isBlank } from "./decimals";
import type { ClozeData, GapData, ShortData } from "./questions";
import {
  type Feedback,
  inParts,
  isUnreadable,
  type Marking,
  readParts,
  type UnreadableResponse,
  whole,
} from "./results";
import { isAccepted, isSame, LONGEST_TYPED } from "./spelling";

export function markShort(data: ShortData, response: unknown): Marking | UnreadableResponse {
  const typed = readTyped(response);
  if (typeof typed !== "string") return typed;
  if (isAccepted(typed, data.accepted, data.spelling)) return whole(true, data.feedback.right);
  const named = data.wrong.find(({ value }) => isSame(typed, value, data.spelling));
  return whole(false, named?.feedback_html ?? data.feedback.wrong);
}

/** The response gives each gap, in order, what was typed or the id of what was picked. */
export function markCloze(data: ClozeData, response: unknown): Marking | UnreadableResponse {
  const given = readParts(response, data.gaps.length);
  if (isUnreadable(given)) return given;
  const pairs = data.gaps.map((gap, at) => [gap, given[at] ?? ""] as const);
  for (const [gap, each] of pairs) {
    const read = readGap(gap, each);
    if (typeof read !== "string") return read;
  }
  const wrong = pairs.filter(([gap, each]) => !isRight(gap, each, data));
  const found = wrong.flatMap(([gap, each]) => onWrongGap(data, gap, each));
  if (wrong.length === 0) found.push({ answerId: null, html: data.feedback.right });
  else if (found.length < wrong.length) found.push({ answerId: null, html: data.feedback.wrong });
  return inParts(pairs.length - wrong.length, pairs.length, found);
}

function readTyped(response: unknown): string | UnreadableResponse {
  if (typeof response !== "string" || Array.from(response).length > LONGEST_TYPED) return { unreadable: "not_an_answer" };
  return isBlank(response) ? { unreadable: "empty" } : response;
}

function readGap(gap: GapData, given: string): string | UnreadableResponse {
  if (!gap.options) return readTyped(given);
  return gap.options.some(({ id }) => id === given) ? given : { unreadable: "not_an_answer" };
}

function isRight(gap: GapData, given: string, data: ClozeData): boolean {
  if (gap.options) return given === gap.options[0]?.id;
  return isAccepted(given, gap.accepted ?? [], data.spelling);
}

function onWrongGap(data: ClozeData, gap: GapData, given: string): Feedback[] {
  const strictness = gap.options ? "exact" : data.spelling;
  const named = data.wrong.find((each) => each.gap === gap.id && isSame(given, each.value, strictness));
  return named ? [{ answerId: gap.id, html: named.feedback_html }] : [];
}
