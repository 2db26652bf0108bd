/**
 * A period of days that a list is narrowed to: by a name, which means other days tomorrow (`week`), or by its first and last
 * day (`2026-12-03..2026-12-10`). As it stands in the address, where anything may stand.
 */
import { daysAfter, fieldsOf, instantOf } from '../zone.ts';

/** Days of the company's own zone, the last one within. */
export interface Days {
  first: string;
  last: string;
}

export const todayIn = (timeZone: string, now = Date.now()): string =>
  fieldsOf(timeZone, new Date(now).toISOString()).day;

/** Beyond these years clocks and calendars are written otherwise. */
const isDay = (text: string) =>
  /^(?:19|20|21)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && daysAfter(text, 0) === text;

/** A period by its own ends: whichever was chosen last holds. Undefined as long as one of them is no day, as while it is typed. */
export const periodOf = (first: string, last: string, isLast: boolean): string | undefined => {
  if (!isDay(first) || !isDay(last)) return undefined;
  if (first <= last) return `${first}..${last}`;
  return isLast ? `${last}..${last}` : `${first}..${first}`;
};

/** Undefined for what is no period. */
export function daysOf(period: string, today: string): Days | undefined {
  // Weeks begin with a Monday (ISO 8601).
  const monday = daysAfter(today, -((new Date(today).getUTCDay() + 6) % 7));
  const from = (first: string, days: number) => ({ first, last: daysAfter(first, days - 1) });
  if (period === 'today') return from(today, 1);
  if (period === 'tomorrow') return from(daysAfter(today, 1), 1);
  if (period === 'week') return from(monday, 7);
  if (period === 'next-week') return from(daysAfter(monday, 7), 7);
  const [first = '', last = ''] = period.split('..');
  return isDay(first) && isDay(last) && first <= last ? { first, last } : undefined;
}

/** From the first instant of these days to the first after them, however long clocks make them. */
export const instantsOf = (timeZone: string, { first, last }: Days): { from: string; to: string } => ({
  from: instantOf(timeZone, first, '00:00'),
  to: instantOf(timeZone, daysAfter(last, 1), '00:00'),
});
