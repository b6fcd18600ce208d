import { describe, expect, it } from "vitest";
import { drain, type Store, type Watcher } from "./outbox";
import type { Message, Sent, Unsent } from "./types";

function unsent(n: number): Unsent {
  return { n, client_id: `c${n}`, person: "p", conversation: "k", text: `n° ${n}`, written_at: "" };
}

function kept(entries: Unsent[]): Store & { entries: Unsent[] } {
  const store = {
    entries,
    list: () => Promise.resolve([...store.entries]),
    remove: (n: number) => {
      store.entries = store.entries.filter((one) => one.n !== n);
      return Promise.resolve();
    },
  };
  return store;
}

function sent(entry: Unsent): Sent {
  return { kind: "sent", message: { client_id: entry.client_id } as Message };
}

function refused(code: string, retryAfter = 0): Sent {
  return { kind: "refused", code, title: code, retryAfter };
}

function watching(): Watcher & { told: string[] } {
  const told: string[] = [];
  return {
    told,
    sending: (entry) => told.push(`… ${entry.n}`),
    ended: (entry, outcome) => told.push(`${outcome.kind} ${entry.n}`),
  };
}

describe("the outbox", () => {
  it("sends in the order of writing, one at a time", async () => {
    const store = kept([unsent(1), unsent(2), unsent(3)]);
    let under_way = 0;
    const order: number[] = [];
    const send = async (entry: Unsent): Promise<Sent> => {
      expect((under_way += 1)).toBe(1);
      await Promise.resolve();
      under_way -= 1;
      order.push(entry.n);
      return sent(entry);
    };
    expect(await drain(store, send, watching())).toEqual({ kind: "empty" });
    expect(order).toEqual([1, 2, 3]);
    expect(store.entries).toEqual([]);
  });

  it("keeps everything when the server cannot be reached, and sends nothing out of turn", async () => {
    const store = kept([unsent(1), unsent(2)]);
    const tried: number[] = [];
    const send = (entry: Unsent): Promise<Sent> => {
      tried.push(entry.n);
      return Promise.resolve({ kind: "unreachable" });
    };
    expect(await drain(store, send, watching())).toEqual({ kind: "later", waitMs: 0 });
    expect(tried).toEqual([1]);
    expect(store.entries.map((one) => one.n)).toEqual([1, 2]);
  });

  it("waits as long as it is told when it sends too fast", async () => {
    const store = kept([unsent(1)]);
    const send = (): Promise<Sent> => Promise.resolve(refused("rate_limited", 3));
    expect(await drain(store, send, watching())).toEqual({ kind: "later", waitMs: 3000 });
    expect(store.entries).toHaveLength(1);
  });

  it("keeps what was written when the sitting has ended", async () => {
    const store = kept([unsent(1)]);
    await drain(store, () => Promise.resolve(refused("not_signed_in")), watching());
    expect(store.entries).toHaveLength(1);
  });

  it("lets go of what is refused for good, tells it, and goes on", async () => {
    const store = kept([unsent(1), unsent(2)]);
    const watcher = watching();
    const send = (entry: Unsent): Promise<Sent> =>
      Promise.resolve(entry.n === 1 ? refused("text_too_long") : sent(entry));
    expect(await drain(store, send, watcher)).toEqual({ kind: "empty" });
    expect(watcher.told).toEqual(["… 1", "refused 1", "… 2", "sent 2"]);
  });
});
