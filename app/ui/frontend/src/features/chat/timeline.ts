/* What the page holds of a conversation: messages by seq, without gap; what came too early waits. No page, no network. */

import type { Message } from "./types";

export interface Timeline {
  readonly last: number;
  readonly early: ReadonlyMap<number, Message>;
}

export interface Taken {
  readonly timeline: Timeline;
  /* What can be shown now, in order, each once. */
  readonly fresh: readonly Message[];
  /* Something before what came is missing: ask for what follows `last`. */
  readonly hasGap: boolean;
}

export function startAt(last: number): Timeline {
  return { last, early: new Map() };
}

export function take(timeline: Timeline, messages: readonly Message[]): Taken {
  const early = new Map(timeline.early);
  for (const message of messages) if (message.seq > timeline.last) early.set(message.seq, message);
  const fresh: Message[] = [];
  let last = timeline.last;
  for (let next = early.get(last + 1); next; next = early.get(last + 1)) {
    early.delete(next.seq);
    fresh.push(next);
    last = next.seq;
  }
  return { timeline: { last, early }, fresh, hasGap: early.size > 0 };
}

/* Read marks only grow: hints may come late. */
export function grow(marks: Readonly<Record<string, number>>, person: string, seq: number): Record<string, number> {
  return { ...marks, [person]: Math.max(marks[person] ?? 0, seq) };
}

export function readByOthers(marks: Readonly<Record<string, number>>, self: string): number {
  return Math.max(0, ...Object.entries(marks).map(([person, seq]) => (person === self ? 0 : seq)));
}
