import { describe, expect, it } from "vitest";
import { relative } from "./time";

const now = new Date(2026, 2, 10, 12, 0, 0);
const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute);

describe("a moment is said as people say it", () => {
  it("counts minutes within the hour", () => {
    expect(relative(at(10, 11, 55), now, "fr")).toBe("il y a 5 minutes");
  });

  it("counts hours within the day", () => {
    expect(relative(at(10, 15), now, "fr")).toBe("dans 3 heures");
  });

  it("says yesterday for the evening before, even less than a day ago", () => {
    expect(relative(at(9, 19, 24), now, "fr")).toBe("hier");
  });

  it("gives the date past a week, with the year only when it is another", () => {
    expect(relative(at(1, 9), now, "fr")).toBe("1 mars");
    expect(relative(new Date(2025, 11, 1), now, "fr")).toBe("1 décembre 2025");
  });
});
