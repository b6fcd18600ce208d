/* How a file is doing, in the place that the page keeps for it. */

import { say } from "../../lib/i18n";
import type { Line, Progress, Sent } from "./sending";

export interface Teller {
  readonly progress: Progress;
  readonly waiting: () => void;
  readonly end: (sent: Sent) => void;
}

export function tellOf(place: Element, name: string): Teller {
  const bar = document.createElement("progress");
  const words = document.createElement("p");
  bar.max = 1;
  bar.setAttribute("aria-label", name);
  place.replaceChildren(words, bar);
  const tell = (text: string): void => { if (words.textContent !== text) words.textContent = text; };
  const progress = (share: number): void => {
    bar.value = share;
    tell(share < 1 ? say("media_sending", { name, percent: Math.round(share * 100) }) : say("media_preparing", { name }));
  };
  progress(0);
  return {
    progress,
    waiting: () => { tell(say("media_waiting", { name })); },
    end: (sent) => { place.replaceChildren(...(sent.kind === "kept" ? [] : refusal(name, sent))); },
  };
}

function refusal(name: string, sent: Exclude<Sent, { kind: "kept" }>): readonly Element[] {
  const words = document.createElement("p");
  words.className = "field-error";
  words.setAttribute("role", "alert");
  words.textContent = sent.kind === "refused" ? `${name}\u00a0: ${sent.detail}` : say("network_error");
  return sent.kind === "refused" && sent.lines.length > 0 ? [words, list(sent.lines)] : [words];
}

function list(lines: readonly Line[]): Element {
  const found = document.createElement("ul");
  found.className = "media-lines";
  for (const { line, message } of lines.slice(0, 20)) {
    const item = document.createElement("li");
    item.textContent = `${say("media_line", { line: line ?? 1 })} ${message}`;
    found.append(item);
  }
  return found;
}
