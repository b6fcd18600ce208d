// Numbers as people type them. Twin: app/questions/decimals.py; change both together.

import type { OtherUnit } from "./questions";

const LONGEST_TEXT = 64;
const LARGEST_EXPONENT = 30;

// Written out, because \s is not the same set in Python and in JavaScript.
const SPACES = /[\t\n\r \u00a0\u2000-\u200a\u202f]+/g;
const NUMBER = new RegExp(
  [
    "^(?<sign>[+\\-\\u2212]?) ?",
    "(?<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]*)",
    "(?:[.,](?<fraction>[0-9]*))?",
    "(?:[eE](?<exponent>[+-]?[0-9]{1,3}))?",
    "(?<unit>.*)$",
  ].join(""),
);

/** digits × 10^-scale, so that no comparison ever goes through a float. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * The number in `text`, which may end with `unit`, or with another that is reckoned in it; undefined when there is none.
 * The decimal sign is a comma or a point; spaces of any width part thousands, by threes only:
 * "3 4" is more likely a slip than 34.
 */
export function parseNumber(text: string, unit = "", units: readonly OtherUnit[] = []): Decimal | undefined {
  const found = NUMBER.exec(text.replace(SPACES, " ").replace(/^ | $/g, ""))?.groups;
  if (found === undefined || text.length > LONGEST_TEXT) return undefined;
  const whole = (found["whole"] ?? "").replaceAll(" ", "");
  const fraction = found["fraction"] ?? "";
  const exponent = Number(found["exponent"] ?? 0);
  const factor = factorOf(bareUnit(found["unit"] ?? ""), unit, units);
  if (whole + fraction === "" || Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  if (factor === undefined) return undefined;
  const size = BigInt(whole + fraction);
  const positive = found["sign"] === "" || found["sign"] === "+";
  const scale = fraction.length - exponent + factor.scale;
  return { digits: (positive ? size : -size) * factor.digits, scale };
}

function factorOf(written: string, unit: string, units: readonly OtherUnit[]): Decimal | undefined {
  if (written === "" || written === bareUnit(unit)) return { digits: 1n, scale: 0 };
  const other = units.find(({ name }) => bareUnit(name) === written);
  return other && parseNumber(other.factor);
}

/** A JSON number as text; undefined when a browser cannot hold it exactly. */
export function numberText(value: number): string | undefined {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : undefined;
}

export function isBlank(text: string): boolean {
  return text.replace(SPACES, "") === "";
}

/** Bounds included. */
export function isWithin(value: Decimal, target: Decimal, tolerance: Decimal): boolean {
  const scale = Math.max(value.scale, target.scale, tolerance.scale);
  const distance = digitsAt(value, scale) - digitsAt(target, scale);
  return (distance < 0n ? -distance : distance) <= digitsAt(tolerance, scale);
}

function digitsAt(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}

function bareUnit(unit: string): string {
  // The micro sign and mu, m² and m2 are one unit each. Case counts: mW is not MW.
  return unit.normalize("NFKC").replace(SPACES, "");
}
