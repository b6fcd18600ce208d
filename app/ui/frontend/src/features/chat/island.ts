/* The open conversation: what comes, what goes, and how the page says it. */

import { say } from "../../lib/i18n";
import { fetchCard } from "./calls";
import { openComposer } from "./composer";
import { openDelivery } from "./delivery";
import { openLink, type Hints, type Link } from "./link";
import { openPresence, type PresenceLine } from "./presence";
import { openOutbox } from "./store";
import { grow, readByOthers, startAt, take } from "./timeline";
import type { Facts, Message, Synced } from "./types";
import { openView, putCard, type View } from "./view";

const POLL_MS = 20_000;
const CHECK_MS = 60_000;

interface Page {
  facts: Facts;
  view: View;
  line: PresenceLine;
  link: Link;
  take: (messages: readonly Message[]) => void;
  sync: () => Promise<void>;
}

export async function openConversation(root: HTMLElement): Promise<void> {
  const facts = JSON.parse(root.dataset["chat"] ?? "") as Facts;
  const outbox = await openOutbox(facts.person);
  const page = openPage(root, facts);
  if (!root.querySelector('[data-part="composer"]')) return;
  const delivery = openDelivery({
    facts,
    view: page.view,
    outbox,
    send: page.link.send,
    take: page.take,
    giveBack: (text) => {
      composer.giveBack(text);
    },
  });
  const composer = openComposer(
    root,
    (text) => void delivery.write(text).then(() => page.sync()),
    () => {
      page.link.typing(facts.conversation);
    },
  );
  comeBack(page, () => void delivery.resume());
  void delivery.resume();
}

function openPage(root: HTMLElement, facts: Facts): Page {
  const view = openView(root, facts);
  const line = openPresence(facts, view.presence);
  let timeline = startAt(facts.last);
  let marks = facts.read;
  let syncing: Promise<void> | undefined;

  const page: Page = { facts, view, line, link: openLink(hints()), take: takeIn, sync };
  markOwnRead();
  return page;

  function hints(): Hints {
    return {
      message: (message) => {
        if (message.conversation === facts.conversation) takeIn([message]);
      },
      read: ({ conversation, person, seq }) => {
        if (conversation === facts.conversation) markRead(grow(marks, person, seq));
      },
      typing: ({ conversation, person }) => {
        if (conversation === facts.conversation) line.types(person);
      },
      presence: ({ person, here }) => {
        line.came(person, here);
      },
      changed: () => void sync(),
      signedOut: () => {
        view.notice(say("chat_signed_out"));
      },
    };
  }

  function takeIn(messages: readonly Message[]): void {
    const taken = take(timeline, messages);
    timeline = taken.timeline;
    for (const message of taken.fresh) {
      showOne(page, message);
      // Who answers has read what stands before.
      if (message.sender !== facts.person) marks = grow(marks, message.sender, message.seq);
    }
    if (taken.fresh.length > 0) {
      markRead(marks);
      markOwnRead();
    }
    if (taken.hasGap) void sync();
  }

  function markRead(grown: Record<string, number>): void {
    marks = grown;
    view.markRead(readByOthers(marks, facts.person));
  }

  function markOwnRead(): void {
    if (document.visibilityState !== "visible" || timeline.last <= (marks[facts.person] ?? 0)) return;
    marks = grow(marks, facts.person, timeline.last);
    page.link.read(facts.conversation, timeline.last);
  }

  function sync(): Promise<void> {
    syncing ??= catchUp().finally(() => {
      syncing = undefined;
    });
    return syncing;
  }

  async function catchUp(): Promise<void> {
    for (;;) {
      const synced: Synced | undefined = await page.link.sync(facts.conversation, timeline.last);
      if (!synced) return;
      const before = timeline.last;
      takeIn(synced.messages);
      for (const [person, seq] of Object.entries(synced.read)) marks = grow(marks, person, seq);
      markRead(marks);
      markOwnRead();
      line.here(synced.here);
      if (timeline.last >= synced.last_seq || timeline.last === before) return;
    }
  }
}

function showOne(page: Page, message: Message): void {
  const article = page.view.show(message);
  page.line.stopsTyping(message.sender);
  if (article && message.anchor) {
    void fetchCard(page.facts.conversation, message.seq).then((html) => {
      if (html) putCard(article, html);
    });
  }
}

/* Hints may be lost: the page asks when someone is back at it, when the network is, and now and then. */
function comeBack(page: Page, deliver: () => void): void {
  const again = (): void => {
    if (document.visibilityState !== "visible") return;
    page.link.wake();
    deliver();
    void page.sync();
  };
  document.addEventListener("visibilitychange", again);
  window.addEventListener("focus", again);
  window.addEventListener("online", again);
  window.setInterval(() => {
    if (!page.link.isOpen()) void page.sync();
  }, POLL_MS);
  window.setInterval(() => void page.sync(), CHECK_MS);
}
