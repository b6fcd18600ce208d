/* Signing out erases what this person wrote here and has not sent, after saying so. */

import { say } from "../../lib/i18n";
import { openOutbox } from "./store";

export async function leave(form: HTMLFormElement, person: string): Promise<void> {
  const outbox = await openOutbox(person);
  const unsent = await outbox.list();
  if (unsent.length > 0 && !window.confirm(say("chat_leaving", { count: unsent.length }))) return;
  for (const entry of unsent) await outbox.remove(entry.n);
  form.submit();
}
