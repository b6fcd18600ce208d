// When a person studies: the page is visible, and there was a gesture a short while ago.

export const BEAT = 30_000;
export const LONGEST = 60_000;
/** How long a gesture speaks for; reading asks for fewer gestures than answering. */
export const AWAKE = 180_000;
export const AWAKE_READING = 300_000;

export interface Pulse {
  /** Up to when everything is reported. */
  readonly from: number;
  readonly gestureAt: number;
}

export interface Beat {
  /** The end of what is reported, and its length; 0 when there is nothing to report. */
  readonly at: number;
  readonly seconds: number;
  readonly pulse: Pulse;
}

export function startPulse(now: number): Pulse {
  return { from: now, gestureAt: now };
}

export function gesture(pulse: Pulse, now: number): Pulse {
  // Nothing is claimed for the time in which nobody touched the page for too long.
  const asleep = now - pulse.gestureAt > AWAKE_READING;
  return { from: asleep ? now : pulse.from, gestureAt: now };
}

/** What can be said of the time since the last beat. Whole seconds, rounded up, so that beats join without gaps. */
export function beat(pulse: Pulse, now: number, awake = AWAKE): Beat {
  const at = Math.min(now, pulse.gestureAt + awake);
  const length = at - pulse.from;
  const next = { from: now, gestureAt: pulse.gestureAt };
  // Longer than any beat: the machine slept, and nobody knows what was studied.
  if (length <= 0 || now - pulse.from > LONGEST + BEAT) return { at, seconds: 0, pulse: next };
  return { at, seconds: Math.ceil(Math.min(length, LONGEST) / 1000), pulse: next };
}
