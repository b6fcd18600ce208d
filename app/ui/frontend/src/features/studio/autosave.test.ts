import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeSaver, PAUSE, type Sent, type State } from "./autosave";

const soon = (): Promise<void> => vi.advanceTimersByTimeAsync(PAUSE).then(() => undefined);

function saving(...answers: Sent[]) {
  const states: State[] = [];
  const send = vi.fn(() => Promise.resolve(answers.shift() ?? "saved"));
  return { states, send, saver: makeSaver({ send, tell: (state) => states.push(state) }) };
}

describe("a form saves itself", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("waits for the end of a sentence, and sends it once", async () => {
    const { saver, send, states } = saving();
    saver.changed();
    await vi.advanceTimersByTimeAsync(PAUSE / 2);
    saver.changed();
    await vi.advanceTimersByTimeAsync(PAUSE / 2);
    expect(send).not.toHaveBeenCalled();
    await soon();
    expect(send).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toBe("saved");
    expect(saver.isDirty).toBe(false);
  });

  it("sends again what was typed while it was sending, and never twice at once", async () => {
    let open: (sent: Sent) => void = () => undefined;
    let going = 0;
    let most = 0;
    const saver = makeSaver({
      send: () => {
        going += 1;
        most = Math.max(most, going);
        return new Promise<Sent>((resolve) => {
          open = (sent) => {
            going -= 1;
            resolve(sent);
          };
        });
      },
      tell: () => undefined,
    });
    saver.changed();
    await soon();
    saver.changed();
    void saver.flush();
    open("saved");
    await soon();
    expect(saver.isDirty).toBe(true);
    open("saved");
    await soon();
    expect(saver.isDirty).toBe(false);
    expect(most).toBe(1);
  });

  it("keeps what it cannot send, and tries again by itself", async () => {
    const { saver, states } = saving("later", "later", "saved");
    saver.changed();
    await soon();
    expect(states.at(-1)).toBe("kept");
    expect(await saver.flush()).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states.at(-1)).toBe("saved");
    expect(saver.isDirty).toBe(false);
  });

  it("stops where the person has to choose", async () => {
    const { saver, send, states } = saving("stopped");
    saver.changed();
    expect(await saver.flush()).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toBe("stopped");
  });

  it("has nothing to send before anything is typed", async () => {
    const { saver, send } = saving();
    expect(await saver.flush()).toBe(true);
    expect(send).not.toHaveBeenCalled();
  });
});
