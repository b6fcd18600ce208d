// Words as people type them. Twin: app/questions/spelling.py; change both together.

import type { Spelling } from "./questions";

export const LONGEST_TYPED = 200;
// A slip is forgiven in words of this many letters or more.
const FORGIVING_LENGTH = 5;

// Written out, because \s and \w are not the same sets in Python and in JavaScript.
const SPACES = /[\t\n\r \u00a0\u2000-\u200a\u202f]+/g;
const APOSTROPHES = /['`\u00b4\u2018\u2019\u02bc]/g;
const INNER_HYPHEN = /([a-z0-9])[-\u2010-\u2013](?=[a-z0-9])/g;
const LETTERS = /^[a-z]+$/;
const LIGATURES: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss" };

/** Whether `typed` is one of `accepted`, in the strictness that `spelling` names. */
export function isAccepted(typed: string, accepted: readonly string[], spelling: Spelling): boolean {
  return accepted.some((each) => isSame(typed, each, spelling));
}

export function isSame(typed: string, expected: string, spelling: Spelling): boolean {
  if (spelling === "exact") return exact(typed) === exact(expected);
  if (plain(typed) === plain(expected)) return true;
  return spelling === "close" && isClose(folded(typed).split(" "), folded(expected).split(" "));
}

/** Without what does not matter: case, accents, apostrophes, spaces, hyphens inside words. */
export function plain(text: string): string {
  return folded(text).replaceAll(" ", "");
}

function exact(text: string): string {
  // Nobody can see which space or apostrophe a keyboard makes.
  return trimmed(text.normalize("NFC").replace(APOSTROPHES, "’").replace(SPACES, " "));
}

function folded(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  const words = bare.replace(/[œæß]/g, (char) => LIGATURES[char] ?? char).replace(APOSTROPHES, "");
  return trimmed(words.replace(INNER_HYPHEN, "$1 ").replace(SPACES, " "));
}

function trimmed(text: string): string {
  return text.replace(/^ | $/g, "");
}

function isClose(typed: readonly string[], expected: readonly string[]): boolean {
  if (typed.length !== expected.length) return false;
  const others = expected.flatMap((meant, at) => (meant === typed[at] ? [] : [[typed[at] ?? "", meant] as const]));
  const [other] = others;
  if (other === undefined || others.length > 1) return false;
  const [one, meant] = other;
  return meant.length >= FORGIVING_LENGTH && LETTERS.test(meant) && isOneSlip(one, meant);
}

/** One letter too many, missing, or other; or two neighbours changed over. */
function isOneSlip(one: string, meant: string): boolean {
  if (Math.abs(one.length - meant.length) > 1) return false;
  let start = 0;
  while (start < Math.min(one.length, meant.length) && one[start] === meant[start]) start += 1;
  const [left, right] = [one.slice(start), meant.slice(start)];
  if (left.length === right.length) {
    const isSwapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
    return isSwapped || left.slice(1) === right.slice(1);
  }
  return left.length > right.length ? left.slice(1) === right : right.slice(1) === left;
}
