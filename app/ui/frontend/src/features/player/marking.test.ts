import { describe, expect, test } from "vitest";
// The same table drives tests/questions/test_marking.py.
import table from "../../../../../../tests/questions/cases.json";
import { type Decimal, isWithin, parseNumber } from "./decimals";
import { completes, mark } from "./marking";
import type { OtherUnit, QuestionData, Spelling } from "./questions";
import { isUnreadable } from "./results";
import { shuffled } from "./shuffling";
import { isSame } from "./spelling";

interface MarkingCase {
  readonly name: string;
  readonly question: string;
  readonly response: unknown;
  readonly mark?: string;
  readonly right?: boolean;
  readonly incomplete?: boolean;
  readonly parts?: readonly [number, number];
  readonly feedback?: readonly (readonly [string | null, string])[];
  readonly unreadable?: string;
}

interface Table {
  readonly questions: Readonly<Record<string, QuestionData>>;
  readonly marking: readonly MarkingCase[];
  readonly numbers: readonly { text: string; unit?: string; units?: OtherUnit[]; value?: string }[];
  readonly spelling: readonly { typed: string; expected: string; exact: boolean; plain: boolean; close: boolean }[];
  readonly completing: readonly {
    name: string;
    question: string;
    tries: number;
    right: boolean;
    done: boolean;
  }[];
  readonly shuffling: readonly { seed: string; ids: string[]; drawn: string[] }[];
}

const cases = table as unknown as Table;
const NOTHING: Decimal = { digits: 0n, scale: 0 };

function question(name: string): QuestionData {
  const data = cases.questions[name];
  if (data === undefined) throw new Error(`no question ${name} in the table`);
  return data;
}

describe("a response", () => {
  test.each(cases.marking)("$name", (given) => {
    const marking = mark(question(given.question), given.response);
    if (isUnreadable(marking)) {
      expect(marking.unreadable).toBe(given.unreadable);
      return;
    }
    expect(marking.mark).toBe(Number(given.mark));
    expect(marking.right).toBe(given.right);
    expect(marking.incomplete).toBe(given.incomplete ?? false);
    expect(marking.parts).toEqual(given.parts ?? null);
    expect(marking.feedback.map(({ answerId, html }) => [answerId, html])).toEqual(given.feedback);
  });

  test.each([Number.NaN, Infinity, -Infinity])("a JSON number cannot be %d", (value) => {
    expect(mark(question("measurements"), value)).toEqual({ unreadable: "not_a_number" });
  });

  test("a response that was never given is empty", () => {
    expect(mark(question("measurements"), undefined)).toEqual({ unreadable: "empty" });
  });

  test("a compiled question whose answer is no number is a fault, not a wrong try", () => {
    const broken = { ...question("measurements"), answer: "ten" } as QuestionData;
    expect(() => mark(broken, "10")).toThrow("ten");
  });
});

describe("a number", () => {
  test.each(cases.numbers)("$text", ({ text, unit, units, value }) => {
    const read = parseNumber(text, unit, units);
    const expected = value === undefined ? undefined : parseNumber(value);
    if (read === undefined || expected === undefined) {
      expect(read).toBe(expected);
      return;
    }
    expect(isWithin(read, expected, NOTHING)).toBe(true);
  });
});

describe("a word", () => {
  test.each(cases.spelling)("$typed for $expected", ({ typed, expected, ...strictness }) => {
    for (const spelling of ["exact", "plain", "close"] as const satisfies readonly Spelling[]) {
      expect([spelling, isSame(typed, expected, spelling)]).toEqual([spelling, strictness[spelling]]);
    }
  });
});

describe("a block", () => {
  test.each(cases.completing)("$name", ({ question: name, tries, right, done }) => {
    expect(completes(question(name), tries, { right })).toBe(done);
  });
});

describe("the screen order", () => {
  test.each(cases.shuffling)("is the one the server draws from « $seed »", (given) => {
    const drawn = shuffled(
      given.ids.map((id) => ({ id })),
      given.seed,
    );
    expect(drawn.map(({ id }) => id)).toEqual(given.drawn);
  });
});
