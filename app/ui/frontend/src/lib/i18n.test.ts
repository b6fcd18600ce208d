import { describe, expect, it } from "vitest";
import { fill } from "./i18n";

describe("a sentence of the page", () => {
  it("takes its figures in the order its language wants", () => {
    expect(fill("%(done)s blocs sur %(total)d", { total: 9, done: 5 })).toBe("5 blocs sur 9");
  });

  it("leaves a place it has nothing for", () => {
    expect(fill("Bonjour %(name)s", {})).toBe("Bonjour %(name)s");
  });
});
