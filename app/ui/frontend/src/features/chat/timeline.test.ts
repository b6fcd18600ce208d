import { describe, expect, it } from "vitest";
import { grow, readByOthers, startAt, take } from "./timeline";
import type { Message } from "./types";

function message(seq: number): Message {
  const id = String(seq);
  return { id, conversation: "c", seq, client_id: id, sender: "s", text: id, anchor: null, sent_at: "" };
}

function seqs(messages: readonly Message[]): number[] {
  return messages.map((one) => one.seq);
}

describe("messages of a conversation", () => {
  it("are shown in the order of seq, whatever order they come in", () => {
    const taken = take(startAt(3), [message(6), message(4), message(5)]);
    expect(seqs(taken.fresh)).toEqual([4, 5, 6]);
    expect(taken.hasGap).toBe(false);
  });

  it("wait for the one before them, which is then missing", () => {
    const early = take(startAt(0), [message(2), message(3)]);
    expect(early.fresh).toEqual([]);
    expect(early.hasGap).toBe(true);
    const filled = take(early.timeline, [message(1)]);
    expect(seqs(filled.fresh)).toEqual([1, 2, 3]);
    expect(filled.hasGap).toBe(false);
  });

  it("are shown once, however often they come", () => {
    const first = take(startAt(0), [message(1), message(1)]);
    expect(seqs(first.fresh)).toEqual([1]);
    expect(take(first.timeline, [message(1)]).fresh).toEqual([]);
  });

  it("come to the same list in any order of arrival", () => {
    const all = [1, 2, 3, 4, 5].map(message);
    for (let turn = 0; turn < 50; turn += 1) {
      let timeline = startAt(0);
      const shown: number[] = [];
      const shuffled = [...all, ...all].sort(() => Math.random() - 0.5);
      for (const one of shuffled) {
        const taken = take(timeline, [one]);
        timeline = taken.timeline;
        shown.push(...seqs(taken.fresh));
      }
      expect(shown).toEqual([1, 2, 3, 4, 5]);
    }
  });
});

describe("read marks", () => {
  it("only grow", () => {
    expect(grow(grow({}, "a", 5), "a", 3)).toEqual({ a: 5 });
  });

  it("say how far anyone else has read", () => {
    expect(readByOthers({ me: 9, a: 4, b: 7 }, "me")).toBe(7);
    expect(readByOthers({ me: 9 }, "me")).toBe(0);
  });
});
