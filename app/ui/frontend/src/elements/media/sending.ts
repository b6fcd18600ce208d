/* A file to the server: a small one at once, a large one part by part (`resuming.ts`), both told as they go. */

import { csrfToken } from "../../lib/http";
import { say } from "../../lib/i18n";

export interface Kept {
  readonly name: string;
  readonly type: string;
  readonly url: string;
}

export interface Line {
  readonly line: number | null;
  readonly message: string;
}

export type Sent =
  | { kind: "kept"; file: Kept }
  | { kind: "refused"; detail: string; lines: readonly Line[] }
  | { kind: "unreachable" };

/** Between 0 and 1; 1 means that the server is at work on it. */
export type Progress = (share: number) => void;

/** Larger ones go by parts. */
export const AT_ONCE = 4_000_000;

export function sendAtOnce(url: string, file: File, progress: Progress): Promise<Sent> {
  const body = new FormData();
  body.append("file", file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.addEventListener("progress", (event) => { progress(event.loaded / event.total); });
    request.addEventListener("load", () => { resolve(readSent(request.status, request.responseText)); });
    request.addEventListener("error", () => { resolve({ kind: "unreachable" }); });
    request.send(body);
  });
}

export function readSent(status: number, text: string): Sent {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { kind: "refused", detail: say(status === 413 ? "media_too_large" : "network_error"), lines: [] };
  }
  if (status < 300) return { kind: "kept", file: answer as Kept };
  const { detail, lines } = answer as { detail?: string; lines?: readonly Line[] };
  return { kind: "refused", detail: detail ?? say("network_error"), lines: lines ?? [] };
}
