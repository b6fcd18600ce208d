/* The frame on a picture, in percents of it; pure, so that it is tried without a page. */

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Frame = { left: 0, top: 0, width: 100, height: 100 };
const LEAST = 2;

function between(low: number, value: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The same frame elsewhere, inside the picture. */
export function moved(frame: Frame, right: number, down: number): Frame {
  const left = tenth(between(0, frame.left + right, 100 - frame.width));
  const top = tenth(between(0, frame.top + down, 100 - frame.height));
  return { ...frame, left, top };
}

/** Its corner elsewhere, inside the picture; the opposite corner stays. */
export function sized(frame: Frame, right: number, down: number): Frame {
  const width = tenth(between(LEAST, frame.width + right, 100 - frame.left));
  const height = tenth(between(LEAST, frame.height + down, 100 - frame.top));
  return { ...frame, width, height };
}

/** What a person typed, made to fit. */
export function fitted(frame: Frame): Frame {
  const left = tenth(between(0, frame.left || 0, 100 - LEAST));
  const top = tenth(between(0, frame.top || 0, 100 - LEAST));
  const width = tenth(between(LEAST, frame.width || 100, 100 - left));
  const height = tenth(between(LEAST, frame.height || 100, 100 - top));
  return { left, top, width, height };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The frame after a key; undefined for a key that says nothing to it. */
export function keyed(frame: Frame, key: string, sizes: boolean): Frame | undefined {
  const arrow = ARROWS[key];
  return arrow && (sizes ? sized : moved)(frame, arrow[0], arrow[1]);
}
