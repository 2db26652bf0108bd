/** Instants from what people type: a day and a time of the company's own zone. */

/** Minutes that the zone is ahead of UTC at an instant. */
function offset(timeZone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return (there - Math.floor(instant / 60_000) * 60_000) / 60_000;
}

/** `2026-12-03`, `08:00` in Europe/Paris → `2026-12-03T07:00:00.000Z`. */
export function instantOf(timeZone: string, day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00.000Z`);
  // Twice: the first guess may lie on the other side of a change of clocks.
  const guess = asUtc - offset(timeZone, asUtc) * 60_000;
  return new Date(asUtc - offset(timeZone, guess) * 60_000).toISOString();
}

/** The day and time of an instant in the zone, as date and time fields take them. */
export function fieldsOf(timeZone: string, instant: string): { day: string; time: string } {
  const ahead = offset(timeZone, Date.parse(instant)) * 60_000;
  const there = new Date(Date.parse(instant) + ahead).toISOString();
  return { day: there.slice(0, 10), time: there.slice(11, 16) };
}
