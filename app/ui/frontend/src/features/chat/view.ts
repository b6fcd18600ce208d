/* The conversation's page: it clones the server's own empty messages and fills their parts. */

import { setServerHtml } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { sayDay, sayTime } from "./times";
import type { Facts, Message, Unsent } from "./types";

const ICONS: Record<string, string> = { read: "checks", sent: "check", sending: "clock", waiting: "clock", refused: "info" };

export interface View {
  show: (message: Message) => HTMLElement | undefined;
  showUnsent: (entry: Unsent, state: "sending" | "waiting") => void;
  refuse: (entry: Unsent, reason: string) => void;
  markRead: (upTo: number) => void;
  presence: (words: string) => void;
  notice: (words: string) => void;
}

export function openView(root: HTMLElement, facts: Facts): View {
  const lines = part(root, "lines");
  part(root, "refresh").hidden = true;
  let shownDay = lastDay(lines);
  const openDay = (moment: Date): void => {
    const day = sayDay(moment, facts.zone);
    if (day !== shownDay) lines.append(paragraph("chat-day", day));
    shownDay = day;
  };
  return {
    show: (message) => {
      if (lines.querySelector(`[data-seq="${message.seq}"]`)) return undefined;
      root.querySelector('[data-part="empty"]')?.remove();
      openDay(new Date(message.sent_at));
      const own = message.sender === facts.person;
      const article = unsentOf(lines, message.client_id) ?? clone(root, own ? "mine" : "theirs");
      article.removeAttribute("data-client");
      article.dataset["seq"] = String(message.seq);
      fillText(article, message.text);
      const time = sayTime(new Date(message.sent_at), facts.zone);
      if (own) setState(article, "sent", say("chat_sent", { time }));
      else tell(article, `${facts.names[message.sender] ?? ""}, ${time}`);
      lines.insertBefore(article, firstUnsent(lines));
      return article;
    },
    showUnsent: (entry, state) => {
      const article = unsentOf(lines, entry.client_id) ?? clone(root, "mine");
      article.dataset["client"] = entry.client_id;
      fillText(article, entry.text);
      const time = sayTime(new Date(entry.written_at), facts.zone);
      setState(article, state, say(state === "sending" ? "chat_sending" : "chat_kept", { time }));
      if (!article.isConnected) lines.append(article);
    },
    refuse: (entry, reason) => {
      const article = unsentOf(lines, entry.client_id);
      if (article) setState(article, "refused", reason);
    },
    markRead: (upTo) => {
      for (const article of lines.querySelectorAll<HTMLElement>('[data-side="mine"][data-state="sent"]')) {
        if (Number(article.dataset["seq"]) > upTo) continue;
        const told = article.querySelector('[data-part="told"]')?.textContent ?? "";
        setState(article, "read", say("chat_read", { time: told.split(",")[0] ?? "" }));
      }
    },
    presence: (words) => {
      part(root, "presence").textContent = words;
    },
    notice: (words) => {
      showNotice(root, words);
    },
  };
}

export function part(root: HTMLElement, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

export function putCard(article: HTMLElement, html: string): void {
  const slot = document.createElement("div");
  setServerHtml(slot, html);
  article.querySelector(".message-body")?.prepend(...slot.childNodes);
}

function clone(root: HTMLElement, side: string): HTMLElement {
  const template = part(root, side) as HTMLTemplateElement;
  return template.content.firstElementChild?.cloneNode(true) as HTMLElement;
}

function fillText(article: HTMLElement, text: string): void {
  const place = article.querySelector(".message-text");
  if (place) place.textContent = text;
}

function tell(article: HTMLElement, words: string): void {
  const place = article.querySelector('[data-part="told"]');
  if (place) place.textContent = words;
}

function setState(article: HTMLElement, state: string, words: string): void {
  article.dataset["state"] = state;
  tell(article, words);
  const use = article.querySelector(".message-state use");
  use?.setAttribute("href", (use.getAttribute("href") ?? "").replace(/#.*/, `#${ICONS[state] ?? "clock"}`));
}

function unsentOf(lines: HTMLElement, client: string): HTMLElement | null {
  return lines.querySelector<HTMLElement>(`[data-client="${CSS.escape(client)}"]`);
}

function firstUnsent(lines: HTMLElement): HTMLElement | null {
  return lines.querySelector<HTMLElement>("[data-client]");
}

function lastDay(lines: HTMLElement): string {
  return [...lines.querySelectorAll(".chat-day")].at(-1)?.textContent.trim() ?? "";
}

function paragraph(name: string, words: string): HTMLElement {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = words;
  return made;
}

function showNotice(root: HTMLElement, words: string): void {
  const place = part(root, "notice");
  if (words === "") {
    place.replaceChildren();
    return;
  }
  const template = part(root, "banner") as HTMLTemplateElement;
  const banner = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  const span = banner.querySelector("span");
  if (span) span.textContent = words;
  if (place.textContent.trim() !== words) place.replaceChildren(banner);
}
