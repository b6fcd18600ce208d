/* Signing out erases what this person did here and this device has not sent yet, after saying so. */

import { say } from "../../lib/i18n";
import { openOutbox } from "../chat/store";
import { drop, list as listMarks } from "../observation/outbox";
import { draftsOf } from "../player/drafts";
import { openDrawer } from "../player/drawer";

const MOST = 10_000;

interface Left {
  readonly count: number;
  readonly erase: () => Promise<void>;
}

async function messages(person: string): Promise<Left> {
  const outbox = await openOutbox(person);
  const unsent = await outbox.list();
  return { count: unsent.length, erase: async () => { for (const entry of unsent) await outbox.remove(entry.n); } };
}

async function answers(person: string): Promise<Left> {
  const drawer = await openDrawer(person);
  const kept = await drawer.list(MOST);
  // Presence and what was seen are kept too, but nobody would miss them.
  return { count: kept.filter((event) => event.verb === "answered").length, erase: () => drawer.remove(kept) };
}

function drafts(person: string): Promise<Left> {
  const { count, erase } = draftsOf(person);
  return Promise.resolve({ count, erase: () => { erase(); return Promise.resolve(); } });
}

async function marks(): Promise<Left> {
  const kept = await listMarks();
  return { count: kept.length, erase: async () => { for (const mark of kept) await drop(mark); } };
}

export async function leave(form: HTMLFormElement, person: string): Promise<void> {
  const left = await Promise.all([messages(person), answers(person), marks(), drafts(person)]);
  const count = left.reduce((sum, one) => sum + one.count, 0);
  if (count > 0 && !window.confirm(say("leaving_unsent", { count }))) return;
  await Promise.all(left.map((one) => one.erase()));
  form.submit();
}
