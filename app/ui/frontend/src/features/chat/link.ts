/* The conversation's way to the server: the socket while it is open, plain calls otherwise. */

import { io, type Socket } from "socket.io-client";
import { readByCall, sendByCall, syncByCall } from "./calls";
import type { Message, Sent, Synced, Unsent } from "./types";

const ACK_MS = 8000;
const TRY_AGAIN_MS = 60_000;
const STOPPING_MS = 2000;

export interface Hints {
  message: (message: Message) => void;
  read: (told: { conversation: string; person: string; seq: number }) => void;
  typing: (told: { conversation: string; person: string }) => void;
  presence: (told: { person: string; here: boolean }) => void;
  /* The socket has opened or closed: ask what was missed. */
  changed: () => void;
  signedOut: () => void;
}

export interface Link {
  isOpen: () => boolean;
  send: (entry: Unsent) => Promise<Sent>;
  sync: (conversation: string, after: number) => Promise<Synced | undefined>;
  read: (conversation: string, seq: number) => void;
  typing: (conversation: string) => void;
  /* Someone is back at the page: a socket that had given up tries again. */
  wake: () => void;
}

interface Refusal {
  ok: false;
  problem: { code: string; title: string; retry_after?: number };
}
type Acknowledged = { ok: true; message: Message } | Refusal;
type SyncAnswer = ({ ok: true } & Synced) | Refusal;

export function openLink(hints: Hints): Link {
  // The calls stand in while a socket is away, so it may take its time to come back.
  const socket = io("/chat", { transports: ["websocket"], reconnectionDelay: 1000, reconnectionDelayMax: 20_000 });
  listen(socket, hints);
  return {
    isOpen: () => socket.connected,
    send: async (entry) => (await sendBySocket(socket, entry)) ?? sendByCall(entry),
    sync: async (conversation, after) =>
      (await syncBySocket(socket, conversation, after)) ?? syncByCall(conversation, after),
    read: (conversation, seq) => {
      if (socket.connected) socket.emit("read", { conversation, seq });
      else void readByCall(conversation, seq);
    },
    typing: (conversation) => {
      if (socket.connected) socket.volatile.emit("typing", { conversation });
    },
    wake: () => {
      if (!socket.active) socket.connect();
    },
  };
}

function listen(socket: Socket, hints: Hints): void {
  socket.on("message", hints.message);
  socket.on("read", hints.read);
  socket.on("typing", hints.typing);
  socket.on("presence", hints.presence);
  socket.on("connect", hints.changed);
  socket.on("disconnect", (reason) => {
    hints.changed();
    // The server closed this door: asking again says why.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error) => {
    if (socket.active) return; // the network: it tries again by itself
    if (error.message === "not_signed_in") hints.signedOut();
    else window.setTimeout(() => socket.connect(), error.message === "stopping" ? STOPPING_MS : TRY_AGAIN_MS);
  });
}

/* Undefined when no answer came: the call that follows carries the same client_id, so that it stays one message. */
async function sendBySocket(socket: Socket, entry: Unsent): Promise<Sent | undefined> {
  const { conversation, client_id, text } = entry;
  const answer = await ask<Acknowledged>(socket, "send", { conversation, client_id, text });
  if (answer === undefined) return undefined;
  if (answer.ok) return { kind: "sent", message: answer.message };
  const { code, title, retry_after } = answer.problem;
  return { kind: "refused", code, title, retryAfter: retry_after ?? 0 };
}

async function syncBySocket(socket: Socket, conversation: string, after: number): Promise<Synced | undefined> {
  const answer = await ask<SyncAnswer>(socket, "sync", { conversation, after_seq: after, limit: 200 });
  return answer?.ok ? answer : undefined;
}

async function ask<T>(socket: Socket, event: string, data: unknown): Promise<T | undefined> {
  if (!socket.connected) return undefined;
  try {
    return (await socket.timeout(ACK_MS).emitWithAck(event, data)) as T;
  } catch {
    return undefined;
  }
}
