// From the page to the server: events go into the outbox first, and leave it once they are answered.

import { csrfToken } from "../../lib/http";
import { openDrawer } from "./drawer";
import { type KeptEvent, newId, type Verb } from "./events";
import { type Delivery, deliveryOf, flush } from "./outbox";

const ADDRESS = "/api/v1/learning/events";
const DEVICE = "compagnon-device";
const PAUSE = 1_500;

export interface Reporter {
  report(block: string, verb: Verb, data?: Readonly<Record<string, unknown>>, at?: number): Promise<void>;
  send(): Promise<void>;
}

export async function makeReporter(
  person: string,
  enrolment: string,
  showKept: (isKept: boolean) => void,
): Promise<Reporter> {
  const drawer = await openDrawer(person);
  let timer = 0;
  const send = async (): Promise<void> => {
    showKept(!(await alone(() => flush(drawer, post))));
  };
  // The earliest moment asked for stands: what is seen just after an answer must not hold the answer up.
  let due = Infinity;
  const soon = (wait: number): void => {
    const wanted = Date.now() + wait;
    if (wanted >= due) return;
    due = wanted;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      due = Infinity;
      void send();
    }, wait);
  };
  const report: Reporter["report"] = async (block, verb, data = {}, at = Date.now()) => {
    const occurred_at = new Date(at).toISOString();
    await drawer.put({ id: newId(), enrolment, block, verb, occurred_at, data });
    soon(verb === "answered" ? 0 : PAUSE);
  };
  window.addEventListener("online", () => void send());
  await send();
  return { report, send };
}

/** One tab of this browser sends at a time; what another is sending is not "kept". */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  // Absent where the page did not come over https.
  if (!("locks" in navigator)) return work();
  return navigator.locks.request("compagnon-outbox", { ifAvailable: true }, (lock) => (lock ? work() : true));
}

async function post(events: readonly KeptEvent[]): Promise<Delivery> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const body = JSON.stringify({ events, sent_at: new Date().toISOString(), device: deviceName() });
  try {
    // `keepalive` lets the last report out while the page is being left.
    const answer = await fetch(ADDRESS, { method: "POST", headers, body, credentials: "same-origin", keepalive: true });
    // Read to its end, so that the browser counts it as over.
    await answer.text();
    return deliveryOf(answer.status);
  } catch {
    return "later";
  }
}

function deviceName(): string {
  try {
    const known = localStorage.getItem(DEVICE) ?? newId();
    localStorage.setItem(DEVICE, known);
    return known;
  } catch {
    return "";
  }
}

