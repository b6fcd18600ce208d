import { expect, test } from "vitest";
import { fitted, keyed, moved, sized, WHOLE } from "./frame";

const HALF = { left: 25, top: 25, width: 50, height: 50 };

test("a frame never leaves the picture", () => {
  expect(moved(HALF, 80, -80)).toEqual({ left: 50, top: 0, width: 50, height: 50 });
  expect(moved(WHOLE, 3, 3)).toEqual(WHOLE);
});

test("a corner moves alone, and leaves something to see", () => {
  expect(sized(HALF, 10, -10)).toEqual({ left: 25, top: 25, width: 60, height: 40 });
  expect(sized(HALF, 90, -90)).toEqual({ left: 25, top: 25, width: 75, height: 2 });
});

test("arrows move the frame, and size it when asked", () => {
  expect(keyed(HALF, "ArrowRight", false)).toEqual({ ...HALF, left: 26 });
  expect(keyed(HALF, "ArrowUp", true)).toEqual({ ...HALF, height: 49 });
  expect(keyed(HALF, "Enter", false)).toBeUndefined();
});

test("typed figures are made to fit", () => {
  expect(fitted({ left: 120, top: Number.NaN, width: 500, height: -3 })).toEqual({ left: 98, top: 0, width: 2, height: 2 });
});
