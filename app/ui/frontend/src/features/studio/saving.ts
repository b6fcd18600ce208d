/* The open form saves itself, says so, and keeps what it cannot send. */

import { closest } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { makeSaver, type Saver, type Sent, type State } from "./autosave";
import { drop, keep, listKept } from "./keeping";
import { focusFirst, openForm, replace, studio, welcome } from "./page";
import { previewChanged } from "./preview";
import { type Answer, ask, bodyOf } from "./wire";

let saver: Saver | undefined;
let watched: HTMLFormElement | undefined;
let said = "";

export function startSaving(): void {
  const typed = (event: Event): void => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>(".edit-form") : null;
    if (!form) return;
    if (form !== watched) watch(form);
    keep(addressOf(form), bodyOf(form).toString());
    saver?.changed();
  };
  document.addEventListener("input", typed);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("focusout", (event) => {
    const form = closest(event, ".edit-form");
    const next = event instanceof FocusEvent ? event.relatedTarget : null;
    if (form && next instanceof Element && !form.contains(next)) void saver?.flush();
  });
  window.addEventListener("online", () => void saver?.flush().then(sendKept));
  // A page in the background may be gone for good: what is typed goes out with it, or waits here for the next visit.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saver?.flush();
  });
  void sendKept();
}

/** Save this form from now on. */
export function watch(form: HTMLFormElement): void {
  if (form === watched) return;
  saver?.close();
  watched = form;
  saver = makeSaver({ send: () => send(form), tell });
  if (form.dataset["unsaved"] !== undefined) saver.changed();
}

/** Save what is open; false when that cannot be done now. */
export async function flushOpen(): Promise<boolean> {
  if (!openForm()) return true;
  return (await saver?.flush()) ?? true;
}

function addressOf(form: HTMLFormElement): string {
  return new URL(form.action).pathname;
}

async function send(form: HTMLFormElement): Promise<Sent> {
  const body = bodyOf(form);
  return settle(form, await ask(form.action, body, document.visibilityState === "hidden" && body.toString().length < 60_000));
}

function settle(form: HTMLFormElement, answer: Answer | undefined): Sent {
  if (!answer) return "later";
  const saved = answer.html.querySelector<HTMLElement>("[data-saved]");
  if (saved) {
    takeSaved(form, saved);
    return "saved";
  }
  if (answer.status === 409) showConflict(form, answer.html);
  return "stopped";
}

function takeSaved(form: HTMLFormElement, saved: HTMLElement): void {
  const revision = saved.dataset["revision"] ?? "";
  form.dataset["revision"] = revision;
  for (const field of form.querySelectorAll<HTMLInputElement>("input[name=revision]")) field.value = revision;
  replace(form.querySelector("[data-faults]"), saved.querySelector("[data-faults]"));
  replace(document.getElementById("checks"), saved.querySelector("#checks"));
  // Beside its source: how the translation stands now, and the source where that has changed meanwhile.
  const block = form.closest(".edit-block");
  for (const part of ["[data-standing]", "[data-changed]", "[data-source]"]) {
    replace(block?.querySelector(part) ?? null, saved.querySelector(part));
  }
  const label = document.querySelector(`#in-plan-${form.dataset["block"] ?? ""} > span`);
  if (label) label.textContent = saved.dataset["label"] ?? "";
  said = saved.dataset["said"] ?? "";
  if (!saver?.isDirty) drop(addressOf(form));
  previewChanged();
}

/** Someone else saved this block meanwhile: the server's page shows both texts in the place of the form. */
function showConflict(form: HTMLFormElement, html: DocumentFragment): void {
  const fresh = html.querySelector<HTMLElement>(".edit-block");
  replace(form.closest(".edit-block"), fresh);
  fresh?.querySelector<HTMLElement>(".conflict-title")?.focus();
}

function tell(state: State): void {
  const line = document.getElementById("saved");
  if (!line) return;
  const words = { typing: "studio_typing", saving: "studio_saving", kept: "studio_kept", stopped: "studio_stopped" };
  line.textContent = state === "saved" ? said : say(words[state]);
  line.dataset["state"] = state;
}

/** The button of the form, and the ways out of a conflict. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.matches(".edit-form") && !isAskingForRows(event.submitter)) {
    event.preventDefault();
    if (form !== watched) watch(form);
    saver?.changed();
    void saver?.flush();
  } else if (form.matches(".conflict")) {
    event.preventDefault();
    void choose(form, event.submitter);
  }
}

function isAskingForRows(submitter: HTMLElement | null): boolean {
  return submitter instanceof HTMLButtonElement && submitter.name !== "";
}

async function choose(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const answer = await ask(form.action, bodyOf(form, submitter));
  const block = form.closest<HTMLElement>(".edit-block");
  const fresh = answer?.html.querySelector<HTMLElement>(".edit-block");
  if (fresh && block) {
    replace(block, fresh);
    const merged = fresh.querySelector<HTMLFormElement>(".edit-form");
    if (merged) watch(merged);
    focusFirst(merged);
  } else if (answer?.html.querySelector("[data-saved]")) {
    drop(addressOf(form));
    form.querySelector<HTMLElement>("[data-opens-block]")?.click();
    previewChanged();
  } else if (!answer) tell("kept");
}

/** What an earlier visit could not send; a block that changed meanwhile shows both texts. */
async function sendKept(): Promise<void> {
  const module = studio()?.dataset["module"] ?? "";
  for (const { action, body } of listKept(`/studio/modules/${module}/blocks/`)) {
    if (watched && addressOf(watched) === action && saver?.isDirty) continue;
    const answer = await ask(action, new URLSearchParams(body));
    if (!answer) return;
    drop(action);
    const fresh = answer.html.querySelector<HTMLElement>(".edit-block");
    const place = fresh && document.getElementById(fresh.id);
    if (place) {
      replace(place, fresh);
      welcome(fresh);
    } else if (watched && addressOf(watched) === action) {
      window.location.reload();
    } else if (answer.html.querySelector("[data-saved]")) {
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("studio_sent_late") } }));
      previewChanged();
    }
  }
}
