/** Instants from what people type: a day and a time of the company's own zone. */

const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
function format(timeZone: string) {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** Milliseconds that the zone is ahead of UTC at an instant. */
function offset(timeZone: string, instant: number): number {
  const parts = format(timeZone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return there - Math.floor(instant / 60_000) * 60_000;
}

/**
 * `2026-12-03`, `08:00` in Europe/Paris → `2026-12-03T07:00:00.000Z`. Where clocks change, a time that there is twice is the
 * first, and one that there is not is as much later as the clocks jump (as `Temporal` has it).
 */
export function instantOf(timeZone: string, onDay: string, time: string): string {
  const asUtc = Date.parse(`${onDay}T${time}:00.000Z`);
  const [before, after] = [offset(timeZone, asUtc - day), offset(timeZone, asUtc + day)];
  const isThere = (ahead: number) => offset(timeZone, asUtc - ahead) === ahead;
  return new Date(asUtc - (!isThere(before) && isThere(after) ? after : before)).toISOString();
}

/** The day and time of an instant in the zone, as date and time fields take them. */
export function fieldsOf(timeZone: string, instant: string): { day: string; time: string } {
  const there = new Date(Date.parse(instant) + offset(timeZone, Date.parse(instant))).toISOString();
  return { day: there.slice(0, 10), time: there.slice(11, 16) };
}

/** `2026-12-31`, 1 → `2027-01-01`. */
export const daysAfter = (onDay: string, days: number): string =>
  new Date(Date.parse(onDay) + days * day).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / day;
