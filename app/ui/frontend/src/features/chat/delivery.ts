/* What was written here and has to reach the server: kept first, then sent, by one tab of this person at a time. */

import { say } from "../../lib/i18n";
import { drain, isForGood } from "./outbox";
import type { Outbox } from "./store";
import type { Facts, Message, Sent, Unsent } from "./types";
import type { View } from "./view";

const TRY_AGAIN_MS = 20_000;

export interface Delivery {
  write: (text: string) => Promise<void>;
  /* Show what is still unsent, and try. */
  resume: () => Promise<void>;
}

export interface Around {
  facts: Facts;
  view: View;
  outbox: Outbox;
  send: (entry: Unsent) => Promise<Sent>;
  take: (messages: Message[]) => void;
  giveBack: (text: string) => void;
}

export function openDelivery(around: Around): Delivery {
  const { facts, view, outbox } = around;
  const here = (entry: Unsent): boolean => entry.conversation === facts.conversation;
  const watcher = {
    sending: (entry: Unsent) => {
      if (here(entry)) view.showUnsent(entry, "sending");
    },
    ended: (entry: Unsent, outcome: Exclude<Sent, { kind: "unreachable" }>) => {
      if (!here(entry)) return;
      if (outcome.kind === "sent") around.take([outcome.message]);
      else if (isForGood(outcome)) refuse(around, entry, outcome.title);
    },
  };
  let timer = 0;
  async function deliver(): Promise<void> {
    window.clearTimeout(timer);
    const drained = await alone(facts.person, () => drain(outbox, around.send, watcher));
    if (drained.kind === "empty") {
      view.notice("");
      return;
    }
    for (const entry of await outbox.list()) if (here(entry)) view.showUnsent(entry, "waiting");
    view.notice(say("chat_kept_here"));
    timer = window.setTimeout(() => void deliver(), drained.waitMs || TRY_AGAIN_MS);
  }
  return {
    write: async (text) => {
      const { person, conversation } = facts;
      const client_id = crypto.randomUUID();
      const entry = await outbox.add({ client_id, person, conversation, text, written_at: new Date().toISOString() });
      view.showUnsent(entry, "sending");
      await deliver();
    },
    resume: async () => {
      for (const entry of await outbox.list()) if (here(entry)) view.showUnsent(entry, "waiting");
      await deliver();
    },
  };
}

function refuse(around: Around, entry: Unsent, reason: string): void {
  around.view.refuse(entry, reason);
  around.giveBack(entry.text);
}

/* Another tab may be sending the same outbox; a browser without locks relies on the client_id alone. */
async function alone<T>(person: string, act: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return act();
  return navigator.locks.request(`compagnon-outbox-${person}`, act);
}
