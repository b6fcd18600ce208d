/* What the server says, as protocols.md names it. */

export interface Message {
  id: string;
  conversation: string;
  seq: number;
  client_id: string;
  sender: string;
  text: string;
  anchor: Record<string, unknown> | null;
  sent_at: string;
}

export interface Facts {
  conversation: string;
  person: string;
  last: number;
  read: Record<string, number>;
  names: Record<string, string>;
  zone: string;
}

/* A page of messages, with what repairs lost hints. */
export interface Synced {
  messages: Message[];
  last_seq: number;
  read: Record<string, number>;
  here: string[];
}

/* A message of ours that the server has not acknowledged; `n` is the order in which it was written. */
export interface Unsent {
  n: number;
  client_id: string;
  person: string;
  conversation: string;
  text: string;
  written_at: string;
}

export type Sent =
  | { kind: "sent"; message: Message }
  | { kind: "refused"; code: string; title: string; retryAfter: number }
  | { kind: "unreachable" };
