import { describe, expect, test } from "vitest";
import { correction } from "./typography";

function typed(text: string, isFrench = true): string {
  let written = "";
  for (const letter of text) {
    written += letter;
    const change = correction(written, isFrench);
    if (change) {
      const end = written.length;
      written = written.slice(0, end - change.from) + change.text + written.slice(end - change.to);
    }
  }
  return written;
}

describe("French as one types it", () => {
  test.each([
    ["l'arc", "l’arc"],
    ["Attention !", "Attention\u00a0!"],
    ["Attention!", "Attention\u00a0!"],
    ["Pourquoi ?", "Pourquoi\u00a0?"],
    ["Deux choses : un", "Deux choses\u00a0: un"],
    ["Deux choses: un", "Deux choses\u00a0: un"],
    ["« arc »", "«\u00a0arc\u00a0»"],
    ["«arc»", "«\u00a0arc\u00a0»"],
    ["Quoi ?!", "Quoi\u00a0?!"],
  ])("%s becomes %s", (text, written) => {
    expect(typed(text)).toBe(written);
  });

  test.each(["https://a.be?b", "9:30", ":::", "mailto:a@b.be", "3' 5", "a.be/!x", "M12:"])("%s stays as typed", (text) => {
    expect(typed(text)).toBe(text);
  });
});

describe("another language", () => {
  test("has the apostrophe, and no space before punctuation", () => {
    expect(typed("don't: why? Yes !", false)).toBe("don’t: why? Yes !");
  });
});
