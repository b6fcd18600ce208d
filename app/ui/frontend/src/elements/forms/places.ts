/* Places on a picture, in percent: [left, top] of a point, [left, top, width, height] of a zone. */

export type Place = readonly number[];

export const SMALLEST = 2;

const round = (value: number): number => Math.round(value * 10) / 10;
const within = (value: number, most: number): number => round(Math.min(Math.max(value, 0), most));

export function readPlace(texts: readonly string[]): Place | undefined {
  const numbers = texts.map((text) => Number(text.replace(",", ".")));
  const isWhole = texts.every((text) => text.trim() !== "") && numbers.every((number) => Number.isFinite(number));
  const hasRoom = numbers.length === 2 || ((numbers[2] ?? 0) > 0 && (numbers[3] ?? 0) > 0);
  return isWhole && hasRoom ? numbers : undefined;
}

export function moved(place: Place, right: number, down: number): Place {
  const [left = 0, top = 0, ...size] = place;
  const [width = 0, height = 0] = size;
  return [within(left + right, 100 - width), within(top + down, 100 - height), ...size];
}

export function sized(place: Place, right: number, down: number): Place {
  const [left = 0, top = 0, width = 0, height = 0] = place;
  return [
    left,
    top,
    Math.max(SMALLEST, within(width + right, 100 - left)),
    Math.max(SMALLEST, within(height + down, 100 - top)),
  ];
}

/* The rectangle between two corners; nothing where they are too near. */
export function between([x1 = 0, y1 = 0]: Place, [x2 = 0, y2 = 0]: Place): Place | undefined {
  const left = within(Math.min(x1, x2), 100);
  const top = within(Math.min(y1, y2), 100);
  const width = within(Math.abs(x2 - x1), 100 - left);
  const height = within(Math.abs(y2 - y1), 100 - top);
  return width >= SMALLEST && height >= SMALLEST ? [left, top, width, height] : undefined;
}
