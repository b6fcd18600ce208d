// The player's script: marks at once, reports what happens, keeps it while there is no network.

import { say } from "../../lib/i18n";
import { answer, showOutcome } from "./answering";
import { keepDrafts } from "./drafts";
import { AWAKE, AWAKE_READING, BEAT, beat, gesture, type Pulse, startPulse } from "./heartbeat";
import { handle } from "./handling";
import { showDone } from "./progressing";
import type { QuestionData } from "./questions";
import { makeReporter, type Reporter } from "./reporter";
import { watchBlocks } from "./seeing";

interface PlayedBlock {
  readonly code: string;
  readonly seen: boolean;
  readonly opened: boolean;
  readonly data: QuestionData | null;
  done: boolean;
  tries: number;
}

interface Played {
  readonly person: string;
  readonly enrolment: string;
  readonly version: number;
  readonly here: string | null;
  readonly minutes: number;
  readonly blocks: readonly PlayedBlock[];
}

export async function startPlayer(source: HTMLElement): Promise<void> {
  const played = JSON.parse(source.textContent) as Played;
  const blocks = new Map(played.blocks.map((block) => [block.code, block]));
  const reporter = await makeReporter(played.person, played.enrolment, showKept);
  handle(document);
  playForms(played, blocks, reporter);
  keepDrafts(played.person, played.enrolment);
  playWork(played, blocks);
  playTime(blocks, watch(played, blocks, reporter), reporter);
  goOnByLink();
  comeBack(played);
}

/** Note what is opened and seen; gives the block that the person is at. */
function watch(played: Played, blocks: ReadonlyMap<string, PlayedBlock>, reporter: Reporter): () => string {
  let here = played.blocks[0]?.code ?? "";
  watchBlocks([...document.querySelectorAll<HTMLElement>("section[data-block]")], {
    opened: (code) => {
      if (!blocks.get(code)?.opened) void reporter.report(code, "opened");
    },
    seen: (code) => {
      const block = blocks.get(code);
      if (!block?.seen || block.done) return;
      block.done = true;
      void reporter.report(code, "seen");
      showDone(code, played.minutes);
    },
    here: (code) => {
      here = code;
    },
  });
  return () => here;
}

function playForms(played: Played, blocks: ReadonlyMap<string, PlayedBlock>, reporter: Reporter): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["question"] === undefined) return;
    const block = blocks.get(form.closest<HTMLElement>("section[data-block]")?.dataset["block"] ?? "");
    if (!block?.data) return;
    event.preventDefault();
    const outcome = answer(form, block.data, block.tries);
    if (!outcome) {
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("player_unreadable") } }));
      return;
    }
    void reporter.report(block.code, "answered", { response: outcome.response, version: played.version });
    block.tries = outcome.tries;
    block.done ||= outcome.isDone;
    showOutcome(form, block.data, outcome);
    if (outcome.isDone) showDone(block.code, played.minutes);
  });
}

/** What was sent is done: the fragment says so when it comes. */
function playWork(played: Played, blocks: ReadonlyMap<string, PlayedBlock>): void {
  document.addEventListener("htmx:after:swap", () => {
    for (const work of document.querySelectorAll<HTMLElement>("[data-work][data-done]")) {
      const block = blocks.get(work.dataset["work"] ?? "");
      if (!block || block.done) continue;
      block.done = true;
      showDone(block.code, played.minutes);
    }
  });
}

function playTime(blocks: ReadonlyMap<string, PlayedBlock>, here: () => string, reporter: Reporter): void {
  let pulse: Pulse = startPulse(Date.now());
  const report = (): void => {
    const code = here();
    const told = beat(pulse, Date.now(), blocks.get(code)?.data ? AWAKE : AWAKE_READING);
    pulse = told.pulse;
    if (told.seconds > 0) void reporter.report(code, "active", { seconds: told.seconds }, told.at);
  };
  for (const kind of ["pointerdown", "keydown", "scroll", "pointermove", "input"]) {
    document.addEventListener(kind, () => (pulse = gesture(pulse, Date.now())), { passive: true });
  }
  window.setInterval(() => {
    if (document.visibilityState === "visible") report();
  }, BEAT);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      pulse = startPulse(Date.now());
      return;
    }
    report();
    void reporter.report(here(), "left").then(() => reporter.send());
  });
}

/** With script, what was read is known: going on claims nothing. */
function goOnByLink(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id !== "onward") return;
    event.preventDefault();
    window.location.assign(form.dataset["next"] ?? "/learn");
  });
}

/** To the line where the person was, unless the address names one. */
function comeBack(played: Played): void {
  if (window.location.hash !== "" || !played.here || played.here === played.blocks[0]?.code) return;
  document.getElementById(played.here)?.scrollIntoView();
}

function showKept(isKept: boolean): void {
  const line = document.querySelector<HTMLElement>(".kept");
  if (line) line.hidden = !isKept;
}
