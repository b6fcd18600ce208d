/* A large file, part by part: after a cut, or a reload, it goes on where the server says that it is. */

import { csrfToken } from "../../lib/http";
import { say } from "../../lib/i18n";
import { digestOf, partAt, waitAfter, type Standing } from "./parts";
import { forgetPending, keepPending, pendingAt, type Pending } from "./pending";
import { AT_ONCE, readSent, sendAtOnce, type Progress, type Sent } from "./sending";

export { pendingAt, type Pending } from "./pending";

export interface Watching {
  readonly progress: Progress;
  /** The network is away; the next try follows by itself. */
  readonly waiting: () => void;
}

type Step = Standing | Sent;
/** What is done once everything has come; undefined while nobody answers. */
type Ending<Ended> = (standing: Standing) => Promise<Ended | undefined>;

/** `url` is where files of the draft are sent; uploads by parts live under it. */
export async function sendFile(url: string, file: File, watching: Watching, pending?: Pending): Promise<Sent> {
  if (file.size <= AT_ONCE && !pending) return sendAtOnce(url, file, watching.progress);
  const begun = pending ? await again(url, pending.id) : await begin(url, file);
  if ("kind" in begun) {
    if (pending && begun.kind === "refused") await forgetPending(pending.id);
    return begun;
  }
  if (!pending) await keepPending({ id: begun.id, url, file });
  const sent = await goOn(url, file, begun, watching, (standing) => end(url, standing.id));
  if (sent.kind !== "unreachable") await forgetPending(begun.id);
  return sent;
}

/** A file by parts that a form then names by its id: what came of the same file before is not sent again. */
export async function sendForForm(url: string, file: File, watching: Watching): Promise<Standing | Exclude<Sent, { kind: "kept" }>> {
  const before = (await pendingAt(url)).find((each) => isSame(each.file, file));
  const known = before ? await again(url, before.id) : undefined;
  if (before && known && "kind" in known) await forgetPending(before.id);
  const begun = known && !("kind" in known) ? known : await begin(url, file);
  if ("kind" in begun) return begun as Exclude<Sent, { kind: "kept" }>;
  await keepPending({ id: begun.id, url, file });
  const sent = await goOn(url, file, begun, watching, (standing) => Promise.resolve(standing));
  if (!("kind" in sent)) return sent;
  await forgetPending(begun.id);
  return sent as Exclude<Sent, { kind: "kept" }>;
}

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

async function begin(url: string, file: File): Promise<Step> {
  const answer = await call(`${url}/uploads`, "POST", JSON.stringify({ name: file.name, size: file.size }), { "Content-Type": "application/json" });
  return answer ? readStanding(answer) : { kind: "unreachable" };
}

async function again(url: string, id: string): Promise<Step> {
  const answer = await call(`${url}/uploads/${id}`, "GET");
  return answer ? readStanding(answer) : { kind: "unreachable" };
}

async function readStanding(answer: Response): Promise<Step> {
  const text = await answer.text();
  return answer.ok ? (JSON.parse(text) as Standing) : readSent(answer.status, text);
}

async function goOn<Ended>(url: string, file: File, begun: Standing, watching: Watching, ending: Ending<Ended>): Promise<Ended | Sent> {
  let standing = begun;
  let tries = 0;
  for (;;) {
    watching.progress(standing.offset / file.size);
    const isWhole = standing.offset >= file.size;
    const step = isWhole ? await ending(standing) : await sendPart(url, file, standing);
    if (step === undefined) {
      watching.waiting();
      await pause(waitAfter(tries++));
    } else if (isWhole || "kind" in (step as Step)) {
      return step as Ended | Sent;
    } else {
      standing = step as Standing;
      tries = 0;
    }
  }
}

/** undefined while nobody answers. */
async function sendPart(url: string, file: File, standing: Standing): Promise<Step | undefined> {
  const part = partAt(file, standing);
  let digest: string;
  try {
    digest = await digestOf(part);
  } catch {
    // The file was changed or taken away since it was chosen.
    return { kind: "refused", detail: say("media_unreadable"), lines: [] };
  }
  const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(standing.offset), "Upload-Sha256": digest };
  const answer = await call(`${url}/uploads/${standing.id}`, "PATCH", part, headers);
  if (!answer) return undefined;
  const offset = answer.headers.get("Upload-Offset");
  // Also where the part was not the next one: the server says which is.
  if (offset !== null) return { ...standing, offset: Number(offset) };
  return answer.status >= 500 && answer.status !== 507 ? undefined : readSent(answer.status, await answer.text());
}

async function end(url: string, id: string): Promise<Sent | undefined> {
  const answer = await call(`${url}/uploads/${id}/end`, "POST");
  return answer && answer.status < 500 ? readSent(answer.status, await answer.text()) : undefined;
}

async function call(url: string, method: string, body?: BodyInit, more: Record<string, string> = {}): Promise<Response | undefined> {
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(), ...more };
  try {
    return await fetch(url, { method, headers, credentials: "same-origin", ...(body === undefined ? {} : { body }) });
  } catch {
    return undefined;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
  });
}
