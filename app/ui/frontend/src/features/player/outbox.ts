// What was done and not yet reported: kept until the server has answered it, however often that takes.
// Every event has its own id, so that sending one again changes nothing.

import type { KeptEvent, LearningEvent } from "./events";

export const BATCH = 100;

/** Where events wait. `drawer.ts` keeps them in the browser. */
export interface Drawer {
  put(event: LearningEvent): Promise<void>;
  /** The oldest first. */
  list(most: number): Promise<KeptEvent[]>;
  remove(events: readonly KeptEvent[]): Promise<void>;
}

/** "answered": each event has its answer. "unreadable": this batch will never be taken. "later": anything else. */
export type Delivery = "answered" | "unreadable" | "later";
export type Post = (events: readonly KeptEvent[]) => Promise<Delivery>;

/** Send what waits, the oldest first; true when nothing is left. */
export async function flush(drawer: Drawer, post: Post): Promise<boolean> {
  for (;;) {
    const batch = await drawer.list(BATCH);
    if (batch.length === 0) return true;
    const delivery = await post(batch);
    if (delivery === "later") return false;
    if (delivery === "answered") await drawer.remove(batch);
    else if (!(await sendSingly(drawer, post, batch))) return false;
  }
}

/** One event that can never be read must not hold up the others: it alone is given up. */
async function sendSingly(drawer: Drawer, post: Post, batch: readonly KeptEvent[]): Promise<boolean> {
  for (const event of batch) {
    if ((await post([event])) === "later") return false;
    await drawer.remove([event]);
  }
  return true;
}

/** What an HTTP status means for the outbox. Signed out, too fast, out of order: it all waits. */
export function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return "answered";
  return status === 400 || status === 413 || status === 422 ? "unreadable" : "later";
}
