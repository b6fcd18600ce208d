/* Sending what was written, in order, one at a time, until the server has it or refuses it for good. The store and the
   way to send are given, so that this can be tried without browser or network. */

import type { Sent, Unsent } from "./types";

export interface Store {
  /* Everything unsent of this person, in the order it was written. */
  list: () => Promise<Unsent[]>;
  remove: (n: number) => Promise<void>;
}

export interface Watcher {
  sending: (entry: Unsent) => void;
  ended: (entry: Unsent, outcome: Exclude<Sent, { kind: "unreachable" }>) => void;
}

/* Codes that pass by themselves: what was written stays, and is tried again. */
const PASSING = new Set(["rate_limited", "unavailable", "not_signed_in", "refused", ""]);
const LONGEST_WAIT_MS = 60_000;

export type Drained = { kind: "empty" } | { kind: "later"; waitMs: number };

export function isForGood(outcome: Sent): boolean {
  return outcome.kind === "sent" || (outcome.kind === "refused" && !PASSING.has(outcome.code));
}

/* Exactly one tab of this person does this at a time (see island.ts). What is refused for good is removed after the
   page has been told, so that it can show the text and the reason. */
export async function drain(store: Store, send: (entry: Unsent) => Promise<Sent>, watcher: Watcher): Promise<Drained> {
  for (let entries = await store.list(); entries.length > 0; entries = await store.list()) {
    const entry = entries[0];
    if (entry === undefined) break;
    watcher.sending(entry);
    const outcome = await send(entry);
    if (outcome.kind === "unreachable") return { kind: "later", waitMs: 0 };
    if (!isForGood(outcome)) {
      watcher.ended(entry, outcome);
      const waitMs = outcome.kind === "refused" ? outcome.retryAfter * 1000 : 0;
      return { kind: "later", waitMs: Math.min(waitMs, LONGEST_WAIT_MS) };
    }
    await store.remove(entry.n);
    watcher.ended(entry, outcome);
  }
  return { kind: "empty" };
}
