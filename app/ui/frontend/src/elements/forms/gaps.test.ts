import { describe, expect, it } from "vitest";
import { firstTexts, gapAround, origins, wordAt } from "./gaps";

describe("the gaps of a statement", () => {
  it("are known by their first text", () => {
    expect(firstTexts("Avec {{connue|sûre}} et {{=avant|après}}.")).toEqual(["connue", "avant"]);
  });

  it("keep their rows when one comes before them", () => {
    expect(origins(["neuf", "a", "b"], ["a", "b"])).toEqual([undefined, 0, 1]);
  });

  it("keep their rows when one goes, or when two change places", () => {
    expect(origins(["b"], ["a", "b"])).toEqual([1]);
    expect(origins(["b", "a"], ["a", "b"])).toEqual([1, 0]);
  });

  it("keep their row while its text is typed", () => {
    expect(origins(["a", "bc"], ["a", "b"])).toEqual([0, 1]);
  });
});

describe("making a gap", () => {
  it("takes the words without the space around them", () => {
    expect(gapAround("Une source connue.", 10, 17)).toEqual({ start: 11, end: 17, word: "connue" });
  });

  it("takes nothing empty, and no gap within a gap", () => {
    expect(gapAround("Une source", 3, 4)).toBeUndefined();
    expect(gapAround("Une {{source}} sûre", 6, 12)).toBeUndefined();
    expect(gapAround("Une {{source}} sûre", 0, 19)).toBeUndefined();
  });

  it("finds the word where one stands", () => {
    expect(wordAt("On relève aujourd’hui.", 12)).toEqual([10, 21]);
  });
});
