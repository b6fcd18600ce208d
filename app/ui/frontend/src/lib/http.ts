/* Requests to our own server, with the token that proves they come from our page. */

export type Outcome<T> =
  | { kind: "done"; data: T }
  | { kind: "refused"; status: number; code: string; detail: string; retryAfter?: number }
  | { kind: "unreachable" };

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export async function send<T>(url: string, body?: unknown, method = "POST"): Promise<Outcome<T>> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) request.body = JSON.stringify(body);
  try {
    return await read<T>(await fetch(url, request));
  } catch {
    return { kind: "unreachable" };
  }
}

export function get<T>(url: string): Promise<Outcome<T>> {
  return send<T>(url, undefined, "GET");
}

async function read<T>(response: Response): Promise<Outcome<T>> {
  const data: unknown = response.status === 204 ? null : await response.json();
  if (response.ok) return { kind: "done", data: data as T };
  const detail = text(data, "detail") || text(data, "title");
  const retryAfter = Number(response.headers.get("Retry-After") ?? 0);
  return { kind: "refused", status: response.status, code: text(data, "code"), detail, retryAfter };
}

function text(data: unknown, key: string): string {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === "string" ? value : "";
}
