/* From the editor to the server and back: forms as forms, answers as pages or parts of pages. */

import { fragmentOf } from "../../lib/dom";
import { csrfToken } from "../../lib/http";

export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly html: DocumentFragment;
}

/** The fields of a form as text; files travel by themselves. */
export function bodyOf(form: HTMLFormElement, submitter?: HTMLElement | null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  if (submitter instanceof HTMLButtonElement && submitter.name !== "") body.append(submitter.name, submitter.value);
  return body;
}

/** undefined when the server cannot be reached, or is away. */
export async function ask(url: string, body?: URLSearchParams, keepalive = false): Promise<Answer | undefined> {
  body?.set("csrf_token", csrfToken());
  const request: RequestInit = { headers: { "HX-Request": "true" }, credentials: "same-origin", keepalive };
  try {
    const answer = await fetch(url, body ? { ...request, method: "POST", body } : request);
    if (answer.status >= 502) return undefined;
    sayToast(answer.headers.get("HX-Trigger"));
    return { status: answer.status, url: answer.url, html: fragmentOf(await answer.text()) };
  } catch {
    return undefined;
  }
}

function sayToast(trigger: string | null): void {
  if (!trigger) return;
  const detail: unknown = Reflect.get(JSON.parse(trigger) as object, "toast");
  if (detail) document.dispatchEvent(new CustomEvent("toast", { detail }));
}
