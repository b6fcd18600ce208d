import { describe, expect, it } from "vitest";
import { AWAKE, AWAKE_READING, BEAT, beat, gesture, type Pulse, startPulse } from "./heartbeat";
import { dwell } from "./seeing";

const START = 1_000_000;

/** Let the page beat for so many minutes without a gesture; the seconds reported in all. */
function idle(minutes: number, awake: number): number {
  let pulse: Pulse = startPulse(START);
  let total = 0;
  for (let now = START + BEAT; now <= START + minutes * 60_000; now += BEAT) {
    const told = beat(pulse, now, awake);
    pulse = told.pulse;
    total += told.seconds;
  }
  return total;
}

describe("the heartbeat", () => {
  it("reports the time since the last beat", () => {
    const told = beat(startPulse(START), START + 30_000);
    expect([told.seconds, told.at]).toEqual([30, START + 30_000]);
  });

  it("joins beats without a gap when the timer is late", () => {
    const first = beat(startPulse(START), START + 30_007);
    const second = beat(first.pulse, START + 60_011);
    expect(second.at - second.seconds * 1000).toBeLessThanOrEqual(first.at);
  });

  it("stops three minutes after the last gesture, five where one reads", () => {
    expect(idle(20, AWAKE)).toBe(180);
    expect(idle(20, AWAKE_READING)).toBe(300);
  });

  it("never claims more than a minute in one go", () => {
    expect(beat(startPulse(START), START + 80_000).seconds).toBe(60);
  });

  it("claims nothing for the time in which the machine slept", () => {
    const told = beat(startPulse(START), START + 8 * 3_600_000);
    expect(told.seconds).toBe(0);
    expect(beat(gesture(told.pulse, START + 8 * 3_600_000), START + 8 * 3_600_000 + 10_000).seconds).toBe(10);
  });

  it("begins anew with the gesture after a long pause", () => {
    const later = START + 10 * 60_000;
    const told = beat(gesture(startPulse(START), later), later + 5_000);
    expect([told.seconds, told.at]).toEqual([5, later + 5_000]);
  });
});

describe("reading", () => {
  it("takes longer for more words, within bounds", () => {
    expect([dwell(1), dwell(50), dwell(5000)]).toEqual([1_500, 6_000, 15_000]);
  });
});
