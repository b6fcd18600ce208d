/* The conversation over plain calls: what the page falls back to when the socket is refused or cut. */

import { get, send as post, type Outcome } from "../../lib/http";
import type { Message, Sent, Synced, Unsent } from "./types";

interface Page {
  items: Message[];
  last_seq: number;
  read: Record<string, number>;
  here: string[];
}

const address = (conversation: string): string => `/api/v1/conversations/${conversation}/messages`;

export async function sendByCall(entry: Unsent): Promise<Sent> {
  const body = { client_id: entry.client_id, text: entry.text };
  const outcome: Outcome<Message> = await post(address(entry.conversation), body);
  if (outcome.kind === "done") return { kind: "sent", message: outcome.data };
  if (outcome.kind === "unreachable" || outcome.status >= 500) return { kind: "unreachable" };
  return { kind: "refused", code: outcome.code, title: outcome.detail, retryAfter: outcome.retryAfter ?? 0 };
}

export async function syncByCall(conversation: string, after: number): Promise<Synced | undefined> {
  const outcome: Outcome<Page> = await get(`${address(conversation)}?after_seq=${after}&limit=200`);
  if (outcome.kind !== "done") return undefined;
  const { items, ...rest } = outcome.data;
  return { messages: items, ...rest };
}

export async function readByCall(conversation: string, seq: number): Promise<void> {
  await post(`/messages/${conversation}/read`, { seq });
}

export async function fetchCard(conversation: string, seq: number): Promise<string> {
  const response = await fetch(`/messages/${conversation}/cards/${seq}`, { credentials: "same-origin" });
  return response.status === 200 ? response.text() : "";
}
