import { describe, expect, it } from "vitest";
import { between, moved, readPlace, sized } from "./places";

describe("a place on a picture", () => {
  it("is read from its fields, with a comma or a point", () => {
    expect(readPlace(["20", "60,5", "40", "8"])).toEqual([20, 60.5, 40, 8]);
  });

  it("is none while a field is empty, is no number, or leaves no room", () => {
    expect(readPlace(["20", "", "40", "8"])).toBeUndefined();
    expect(readPlace(["20", "x"])).toBeUndefined();
    expect(readPlace(["20", "20", "0", "8"])).toBeUndefined();
  });

  it("stays on the picture when it is moved", () => {
    expect(moved([90, 5, 10, 10], 5, -9)).toEqual([90, 0, 10, 10]);
    expect(moved([99, 50], 5, 0.04)).toEqual([100, 50]);
  });

  it("stays on the picture and can be touched when its size changes", () => {
    expect(sized([90, 0, 5, 5], 20, -20)).toEqual([90, 0, 10, 2]);
  });

  it("lies between two corners, whichever came first", () => {
    expect(between([60, 30], [20, 10])).toEqual([20, 10, 40, 20]);
    expect(between([20, 10], [21, 30])).toBeUndefined();
    expect(between([90, 90], [120, 120])).toEqual([90, 90, 10, 10]);
  });
});
