import { describe, expect, it } from "vitest";
import type { Outcome } from "../../lib/http";
import type { Mark } from "./outbox";
import { sendKept, type Verdict } from "./sending";

function mark(key: string, version: number): Mark {
  return { key, url: "/marks", body: { block: "banc", attempt: 1, levels: { [key]: "achieved" } }, version };
}

function tablet(answers: Outcome<Verdict>[], marks: Mark[]) {
  const kept = new Map(marks.map((each) => [each.key, each]));
  const sent: string[] = [];
  const told: string[] = [];
  return {
    sent,
    told,
    ground: {
      list: () => Promise.resolve([...kept.values()]),
      drop: (each: Mark) => {
        if (kept.get(each.key)?.version === each.version) kept.delete(each.key);
        return Promise.resolve();
      },
      send: (_url: string, body: unknown) => {
        sent.push(Object.keys((body as Mark["body"]).levels ?? {}).join());
        return Promise.resolve(answers.shift() ?? { kind: "unreachable" as const });
      },
      said: (_mark: Mark, verdict: Verdict) => told.push(verdict.verdict),
      refused: (_mark: Mark, detail: string) => told.push(detail),
    },
  };
}

const done: Outcome<Verdict> = { kind: "done", data: { verdict: "Acquis.", reasons: "" } };

describe("what the tablet keeps", () => {
  it("leaves oldest first, and all of it once the network is back", async () => {
    const { ground, sent } = tablet([done, done], [mark("b", 2), mark("a", 1)]);
    expect(await sendKept(ground)).toBe(0);
    expect(sent).toEqual(["a", "b"]);
  });

  it("stays whole when nothing gets through", async () => {
    const { ground, sent } = tablet([], [mark("a", 1), mark("b", 2)]);
    expect(await sendKept(ground)).toBe(2);
    expect(sent).toEqual(["a"]);
  });

  it("waits for a new sitting, a calmer or a healed server", async () => {
    for (const status of [401, 429, 503]) {
      const refused = { kind: "refused" as const, status, code: "", detail: "" };
      expect(await sendKept(tablet([refused], [mark("a", 1)]).ground)).toBe(1);
    }
  });

  it("says why a mark is refused for good, and goes on with the next", async () => {
    const refused = { kind: "refused" as const, status: 409, code: "grid_signed", detail: "Signée." };
    const { ground, told } = tablet([refused, done], [mark("a", 1), mark("b", 2)]);
    expect(await sendKept(ground)).toBe(0);
    expect(told).toEqual(["Signée.", "Acquis."]);
  });
});
