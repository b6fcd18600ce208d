import type { Outcome } from "../../lib/http";
import type { Mark } from "./outbox";

export interface Verdict {
  verdict: string;
  reasons: string;
}

export interface Ground {
  list(): Promise<Mark[]>;
  drop(mark: Mark): Promise<void>;
  send(url: string, body: unknown): Promise<Outcome<Verdict>>;
  said(mark: Mark, verdict: Verdict): void;
  refused(mark: Mark, detail: string): void;
}

/* Send what is kept, oldest first, one at a time; stop at the first that does not get through.
   What the server refuses for good is dropped with its reason; what may pass later is kept. */
export async function sendKept(ground: Ground): Promise<number> {
  for (const mark of (await ground.list()).sort((one, other) => one.version - other.version)) {
    const outcome = await ground.send(mark.url, mark.body);
    if (outcome.kind === "unreachable" || (outcome.kind === "refused" && mayPassLater(outcome.status))) break;
    await ground.drop(mark);
    if (outcome.kind === "done") ground.said(mark, outcome.data);
    else ground.refused(mark, outcome.detail);
  }
  return (await ground.list()).length;
}

function mayPassLater(status: number): boolean {
  return status === 401 || status === 429 || status >= 500;
}
