// The player for an author: answers are marked as for a learner, and nothing is reported. The editor around the frame
// says when a block was saved, and which one is being written.

import { fragmentOf } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { answer, showOutcome } from "./answering";
import { handle } from "./handling";
import type { QuestionData } from "./questions";

interface TriedBlock {
  readonly code: string;
  readonly data: QuestionData | null;
}

interface Tried {
  readonly blocks: readonly TriedBlock[];
}

const BLOCK = "section[data-block]";
const tries = new Map<string, number>();
let asked = 0;
let data = new Map<string, QuestionData | null>();
let written = new Map<string, string>();

export function startTrial(source: HTMLElement): void {
  know(source.textContent);
  written = htmlByCode(document);
  handle(document);
  document.addEventListener("submit", mark);
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin === window.location.origin) hear(event.data);
  });
}

function know(json: string): void {
  data = new Map((JSON.parse(json) as Tried).blocks.map((block) => [block.code, block.data]));
}

function htmlByCode(root: Document | DocumentFragment): Map<string, string> {
  const blocks = [...root.querySelectorAll<HTMLElement>(BLOCK)];
  return new Map(blocks.map((block) => [block.dataset["block"] ?? "", block.innerHTML]));
}

function mark(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset["question"] === undefined) return;
  event.preventDefault();
  const code = form.closest<HTMLElement>(BLOCK)?.dataset["block"] ?? "";
  const question = data.get(code);
  const outcome = question ? answer(form, question, tries.get(code) ?? 0) : undefined;
  if (!question || !outcome) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("player_unreadable") } }));
    return;
  }
  tries.set(code, outcome.tries);
  showOutcome(form, question, outcome);
}

function hear(message: unknown): void {
  if (typeof message !== "object" || message === null) return;
  const block = String(Reflect.get(message, "block"));
  if (Reflect.get(message, "kind") === "changed") void refresh().then(() => { show(block); });
  else show(block);
}

function show(code: string): void {
  document.getElementById(code)?.scrollIntoView({ block: "start" });
}

/** Take over what was saved: only the blocks that say something else, so that the rest stays as it was tried. */
async function refresh(): Promise<void> {
  asked += 1;
  const turn = asked;
  const answered = await fetch(window.location.href, { credentials: "same-origin" });
  const html = await answered.text();
  // What was asked for later is newer, whichever comes first.
  if (!answered.ok || turn !== asked) return;
  const page = fragmentOf(html);
  know(page.getElementById("trial")?.textContent ?? '{"blocks": []}');
  const now = htmlByCode(page);
  const here = document.querySelector(".player");
  const shown = new Map([...document.querySelectorAll<HTMLElement>(BLOCK)].map((each) => [each.dataset["block"] ?? "", each]));
  let last: Element | null = here?.querySelector(".player-head") ?? null;
  for (const fresh of page.querySelectorAll<HTMLElement>(BLOCK)) {
    const code = fresh.dataset["block"] ?? "";
    let block = shown.get(code);
    shown.delete(code);
    if (!block || withoutToken(written.get(code)) !== withoutToken(now.get(code))) {
      block?.remove();
      block = fresh;
      tries.delete(code);
    }
    if (last ? last.nextElementSibling !== block : here?.firstElementChild !== block) {
      if (last) last.after(block);
      else here?.prepend(block);
    }
    if (block === fresh) handle(block);
    last = block;
  }
  for (const gone of shown.values()) gone.remove();
  written = now;
}

/** The secret of the forms is another one in each page. */
function withoutToken(html = ""): string {
  return html.replace(/name="csrf_token" value="[^"]*"/g, "");
}
