let tell = (): number => Date.now();

/** Milliseconds since 1970. */
export const nowMillis = (): number => tell();
/** The instant, as stored and as sent: ISO 8601, UTC, milliseconds. */
export const now = (): string => new Date(tell()).toISOString();
/** For `testing/clock.ts`: what tells the time from here on. Ids and signing keys stay with the machine's. */
export const setClock = (clock: () => number): void => {
  tell = clock;
};

const dayMillis = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Of each zone, the day that was asked for last: a portal asks at each reading. */
const days = new Map<string, { start: number; end: number }>();

/** The instant at which the day of this instant began in a time zone (IANA). */
export function startOfDay(timeZone: string, instant: string): string {
  const at = Date.parse(instant);
  let known = days.get(timeZone);
  if (!known || at < known.start || at >= known.end) {
    const wall = Math.floor((at + aheadOfUtc(timeZone, at)) / dayMillis) * dayMillis;
    known = { start: instantAt(timeZone, wall), end: instantAt(timeZone, wall + dayMillis) };
    days.set(timeZone, known);
  }
  return new Date(known.start).toISOString();
}

/** The next instant after this one at which clocks of the zone show a time of the day. */
export function nextAt(timeZone: string, instant: string, { hour, minute }: { hour: number; minute: number }): string {
  const at = Date.parse(instant);
  const day = Math.floor((at + aheadOfUtc(timeZone, at)) / dayMillis) * dayMillis;
  const today = instantAt(timeZone, day + (hour * 60 + minute) * 60_000);
  return new Date(
    today > at ? today : instantAt(timeZone, day + dayMillis + (hour * 60 + minute) * 60_000),
  ).toISOString();
}

/** When clocks of the zone first show this, read as if it were UTC; where they jump over it, when they have. */
function instantAt(timeZone: string, wall: number): number {
  const [before, after] = [aheadOfUtc(timeZone, wall - dayMillis), aheadOfUtc(timeZone, wall + dayMillis)];
  const isShown = (ahead: number) => aheadOfUtc(timeZone, wall - ahead) === ahead;
  return wall - (!isShown(before) && isShown(after) ? after : before);
}

/** Milliseconds that the clocks of the zone are ahead of UTC. */
function aheadOfUtc(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, format);
  }
  const second = Math.floor(at / 1000) * 1000;
  return Date.parse(`${format.format(second).replace(' ', 'T')}Z`) - second;
}

/** What tells the time to work that waits for hours: tests hand over one that they move forward. */
export interface Clock {
  /** Milliseconds since 1970. Like any clock of a machine, it may be set ahead, and put back. */
  now(): number;
  /** Milliseconds since some moment: never goes back. */
  steady(): number;
}

export const systemClock: Clock = { now: () => Date.now(), steady: () => performance.now() };
