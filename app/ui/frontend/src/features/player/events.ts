// What the player reports, as POST /api/v1/learning/events takes it.

export type Verb = "opened" | "seen" | "answered" | "active" | "left";

export interface LearningEvent {
  readonly id: string;
  readonly enrolment: string;
  readonly block: string;
  readonly verb: Verb;
  readonly occurred_at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event in the outbox; `n` gives its place among all that this device reported. */
export interface KeptEvent extends LearningEvent {
  readonly n: number;
}

export interface Reported {
  readonly accepted: readonly string[];
  readonly duplicate: readonly string[];
  readonly rejected: readonly { readonly id: string | null; readonly reason: string }[];
}

/** A random UUID, also where the page did not come over https and the browser makes none itself. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
