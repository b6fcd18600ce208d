// What marking says of a response. Twin: app/questions/results.py and responses.py; change both together.

/** A sentence about one answer or part, or about the whole response when `answerId` is null. */
export interface Feedback {
  readonly answerId: string | null;
  readonly html: string;
}

/**
 * What a response is worth. `mark` goes from 0 to 1 by ten-thousandths. `incomplete`: something
 * that should have been chosen or ticked was not; the screen says so without saying which.
 * `parts`: how many parts are right, of how many, where a question has parts.
 */
export interface Marking {
  readonly mark: number;
  readonly right: boolean;
  readonly feedback: readonly Feedback[];
  readonly incomplete: boolean;
  readonly parts: readonly [number, number] | null;
}

export type UnreadableCode = "not_an_answer" | "not_a_number" | "not_a_permutation" | "empty";

/** The response answers nothing, so it costs no try. */
export interface UnreadableResponse {
  readonly unreadable: UnreadableCode;
}

export function isUnreadable(read: object): read is UnreadableResponse {
  return "unreadable" in read;
}

export function whole(right: boolean, html: string, answerId: string | null = null): Marking {
  return { mark: right ? 1 : 0, right, feedback: [{ answerId, html }], incomplete: false, parts: null };
}

export function inParts(agreed: number, count: number, feedback: readonly Feedback[]): Marking {
  const right = agreed === count;
  return { mark: share(agreed, count), right, feedback, incomplete: false, parts: [agreed, count] };
}

export function share(part: number, count: number): number {
  // Rounded down, so that only a wholly right response reaches 1.
  return part === count ? 1 : Math.floor((part * 10_000) / count) / 10_000;
}

export function isEmpty(response: unknown): boolean {
  if (Array.isArray(response)) return response.length === 0;
  return response === undefined || response === null || response === "";
}

/** One text for each part of a question, none of them empty. */
export function readParts(response: unknown, count: number): string[] | UnreadableResponse {
  if (!Array.isArray(response)) return { unreadable: "not_an_answer" };
  const parts = response.filter((each): each is string => typeof each === "string");
  if (response.length !== count || parts.length !== count) return { unreadable: "not_an_answer" };
  return parts.includes("") ? { unreadable: "empty" } : parts;
}
