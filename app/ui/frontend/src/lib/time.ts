/* Dates as people say them: « il y a 5 minutes », « hier », « 9 mars ». */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

function daysBetween(moment: Date, now: Date): number {
  return Math.round((startOfDay(moment) - startOfDay(now)) / (DAY * 1000));
}

export function relative(moment: Date, now: Date, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < MINUTE) return words.format(0, "second");
  if (distance < HOUR) return words.format(Math.trunc(seconds / MINUTE), "minute");
  const days = daysBetween(moment, now);
  if (days === 0) return words.format(Math.trunc(seconds / HOUR), "hour");
  if (distance < WEEK) return words.format(days, "day");
  return calendarDay(moment, now, language);
}

function calendarDay(moment: Date, now: Date, language: string): string {
  const sameYear = moment.getFullYear() === now.getFullYear();
  const day = { day: "numeric", month: "long" } as const;
  return new Intl.DateTimeFormat(language, sameYear ? day : { ...day, year: "numeric" }).format(moment);
}

export function exact(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(moment);
}

/* How long until the words above change: a second-by-second clock would only waste battery. */
export function nextChange(moment: Date, now: Date): number {
  const distance = Math.abs(moment.getTime() - now.getTime()) / 1000;
  return (distance < HOUR ? MINUTE : HOUR) * 1000;
}
