/* The hour and the day of a message, in the words that the server uses. */

import { say } from "../../lib/i18n";

const NO_BREAK = "\u00a0";

function language(): string {
  return document.documentElement.lang || "fr";
}

/* « 19 h 24 » in French, the language's own short form elsewhere; in the centre's zone. */
export function sayTime(moment: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit", timeZone: zone });
  if (!language().startsWith("fr")) return parts.format(moment);
  const found = Object.fromEntries(parts.formatToParts(moment).map((one) => [one.type, one.value]));
  const minute = found["minute"] ?? "00";
  return `${Number(found["hour"])}${NO_BREAK}h${minute === "00" ? "" : NO_BREAK + minute}`;
}

export function sayDay(moment: Date, zone: string): string {
  const date = (when: Date): string => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(when);
  if (date(moment) === date(new Date())) return say("chat_today");
  const options = { weekday: "long", day: "numeric", month: "long", timeZone: zone } as const;
  const words = new Intl.DateTimeFormat(language(), options).format(moment);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
