import { describe, expect, it } from "vitest";
import { drawerInMemory } from "./drawer";
import type { KeptEvent, LearningEvent } from "./events";
import { BATCH, type Delivery, deliveryOf, flush } from "./outbox";

const event = (id: string): LearningEvent => ({
  id,
  enrolment: "e",
  block: "b",
  verb: "seen",
  occurred_at: "2026-03-10T09:00:00Z",
  data: {},
});

async function filled(count: number) {
  const drawer = drawerInMemory();
  for (let at = 0; at < count; at += 1) await drawer.put(event(String(at)));
  return drawer;
}

function server(answers: (events: readonly KeptEvent[]) => Delivery) {
  const got: string[][] = [];
  const post = (events: readonly KeptEvent[]) => {
    const delivery = answers(events);
    if (delivery === "answered") got.push(events.map(({ id }) => id));
    return Promise.resolve(delivery);
  };
  return { got, post };
}

describe("the outbox", () => {
  it("sends everything in order and in batches, each event numbered", async () => {
    const drawer = await filled(BATCH + 1);
    const { got, post } = server(() => "answered");
    expect(await flush(drawer, post)).toBe(true);
    expect(got.map((batch) => batch.length)).toEqual([BATCH, 1]);
    expect(got.flat()[0]).toBe("0");
    expect(await drawer.list(1)).toEqual([]);
  });

  it("keeps everything while the server cannot be reached, and sends the same ids later", async () => {
    const drawer = await filled(3);
    expect(await flush(drawer, server(() => "later").post)).toBe(false);
    expect((await drawer.list(9)).map(({ n }) => n)).toEqual([1, 2, 3]);
    const { got, post } = server(() => "answered");
    expect(await flush(drawer, post)).toBe(true);
    expect(got).toEqual([["0", "1", "2"]]);
  });

  it("sends again what was answered while the answer was lost", async () => {
    const drawer = await filled(1);
    const seen: string[] = [];
    const lost = (events: readonly KeptEvent[]) => {
      seen.push(...events.map(({ id }) => id));
      return Promise.resolve<Delivery>(seen.length === 1 ? "later" : "answered");
    };
    await flush(drawer, lost);
    await flush(drawer, lost);
    expect(seen).toEqual(["0", "0"]);
  });

  it("gives up only the event that can never be read", async () => {
    const drawer = await filled(3);
    const { got, post } = server((events) => (events.some(({ id }) => id === "1") ? "unreadable" : "answered"));
    expect(await flush(drawer, post)).toBe(true);
    expect(got).toEqual([["0"], ["2"]]);
  });

  it("never reuses a number", async () => {
    const drawer = await filled(2);
    await drawer.remove(await drawer.list(2));
    await drawer.put(event("x"));
    expect((await drawer.list(1))[0]?.n).toBe(3);
  });
});

describe("an answer of the server", () => {
  it.each([
    [200, "answered"],
    [401, "later"],
    [403, "later"],
    [413, "unreadable"],
    [422, "unreadable"],
    [429, "later"],
    [503, "later"],
  ])("%i means %s", (status, delivery) => {
    expect(deliveryOf(status)).toBe(delivery);
  });
});
