// The line on top and the outline follow what is done, before the server has said so.

import { say } from "../../lib/i18n";

export function showDone(code: string, minutes: number): void {
  const segments = [...document.querySelectorAll<HTMLElement>(".progress-line .segment")];
  for (const segment of segments) {
    if (segment.dataset["block"] === code) segment.dataset["state"] = "done";
    else if (segment.dataset["state"] === "now") delete segment.dataset["state"];
  }
  const left = segments.filter(({ dataset }) => dataset["state"] !== "done");
  if (left[0]) left[0].dataset["state"] = "now";
  showFigures(segments.length, left.length, minutes);
  for (const link of document.querySelectorAll<HTMLElement>(`.step-link[href="#${code}"]`)) tickStep(link);
}

function showFigures(total: number, left: number, minutes: number): void {
  const done = total - left;
  const counted = document.querySelector("[data-done]");
  const rest = document.querySelector("[data-left]");
  if (counted) counted.textContent = say(done > 1 ? "player_done_many" : "player_done_one", { num: done, total });
  if (!rest || total === 0) return;
  const more = Math.ceil((minutes * left) / total);
  rest.textContent = left === 0 ? say("player_all_done") : say("player_left", { minutes: more });
}

function tickStep(link: HTMLElement): void {
  const step = link.closest<HTMLElement>(".step");
  const mark = step?.querySelector(".rail-mark");
  const check = document.querySelector<HTMLTemplateElement>("template[data-check]");
  if (!step || !mark || !check) return;
  step.dataset["state"] = "done";
  mark.replaceChildren(check.content.cloneNode(true));
}
