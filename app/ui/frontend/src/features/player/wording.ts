// The right answer in words. Twin: app/questions/wording.py; change both together.

import type { ClozeData, MatchData, QuestionData } from "./questions";

/** Empty where the screen shows the right answer by itself. */
export function wordRight(data: QuestionData): string {
  switch (data.type) {
    case "number":
      return `${data.answer.replace(".", ",")}\u00a0${data.unit}`.replace(/\u00a0$/, "");
    case "order":
      return data.items.map(({ text }) => text).join(" → ");
    case "match":
      return wordPairs(data);
    case "short":
      return data.accepted[0] ?? "";
    case "cloze":
      return wordGaps(data);
    case "hotspot":
      return data.zones.find(({ right }) => right)?.text ?? "";
    default:
      return "";
  }
}

function wordPairs(data: MatchData): string {
  const words = data.lefts.map(({ text }, at) => {
    const right = data.rights.find(({ id }) => id === data.pairs[at]);
    return `${text}\u00a0→ ${right?.text ?? ""}`;
  });
  return words.join(", ");
}

function wordGaps(data: ClozeData): string {
  return data.gaps.map(({ accepted, options }) => accepted?.[0] ?? options?.[0]?.text ?? "").join(", ");
}
