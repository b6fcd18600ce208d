// Marking what is paired. Twin: app/questions/marking_pairs.py; change both together.

import type { MatchData } from "./questions";
import { type Feedback, inParts, isUnreadable, type Marking, readParts, type UnreadableResponse } from "./results";

/** The response names a right for each left, in the order of the lefts. */
export function markMatch(data: MatchData, response: unknown): Marking | UnreadableResponse {
  const chosen = readParts(response, data.lefts.length);
  if (isUnreadable(chosen)) return chosen;
  if (chosen.some((one) => !data.rights.some(({ id }) => id === one))) return { unreadable: "not_an_answer" };
  const agreed = chosen.filter((one, at) => one === data.pairs[at]).length;
  const isRight = agreed === chosen.length;
  const feedback = isRight ? [{ answerId: null, html: data.feedback.right }] : onWrongPairs(data, chosen);
  return inParts(agreed, chosen.length, feedback);
}

/** What is to say of each pair that is named; the general sentence where one is not. */
function onWrongPairs(data: MatchData, chosen: readonly string[]): Feedback[] {
  const found: Feedback[] = [];
  let wrong = 0;
  for (const [at, left] of data.lefts.entries()) {
    if (chosen[at] === data.pairs[at]) continue;
    wrong += 1;
    const named = data.wrong.find((each) => each.left === left.id && each.right === chosen[at]);
    if (named) found.push({ answerId: left.id, html: named.feedback_html });
  }
  return found.length < wrong ? [...found, { answerId: null, html: data.feedback.wrong }] : found;
}
