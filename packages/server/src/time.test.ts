import { describe, expect, it } from 'vitest';
import { nextAt, startOfDay } from './time.ts';

describe('the day of an instant', () => {
  it.each([
    ['Europe/Paris', '2026-11-26T22:59:59.999Z', '2026-11-25T23:00:00.000Z'],
    ['Europe/Paris', '2026-11-26T23:00:00.000Z', '2026-11-26T23:00:00.000Z'],
    ['Europe/Paris', '2026-10-25T22:30:00.000Z', '2026-10-24T22:00:00.000Z'],
    ['Europe/Paris', '2027-03-28T12:00:00.000Z', '2027-03-27T23:00:00.000Z'],
    ['America/Guadeloupe', '2026-11-26T03:00:00.000Z', '2026-11-25T04:00:00.000Z'],
    ['Pacific/Noumea', '2026-11-26T14:00:00.000Z', '2026-11-26T13:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-26T18:15:00.000Z', '2026-11-26T18:15:00.000Z'],
    // There clocks jump over midnight: the day begins at one.
    ['America/Santiago', '2026-09-06T10:00:00.000Z', '2026-09-06T04:00:00.000Z'],
  ])('in %s at %s began at %s', (timeZone, instant, start) => {
    expect(startOfDay(timeZone, instant)).toBe(start);
    // And is known when it is asked again.
    expect(startOfDay(timeZone, instant)).toBe(start);
  });
});

describe('the next half past seven', () => {
  it.each([
    ['Europe/Paris', '2026-11-26T06:29:59.999Z', '2026-11-26T06:30:00.000Z'],
    // At that instant it is tomorrow’s.
    ['Europe/Paris', '2026-11-26T06:30:00.000Z', '2026-11-27T06:30:00.000Z'],
    ['Europe/Paris', '2026-11-26T23:30:00.000Z', '2026-11-27T06:30:00.000Z'],
    // Nights in which clocks are put back, and forward.
    ['Europe/Paris', '2026-10-24T06:00:00.000Z', '2026-10-25T06:30:00.000Z'],
    ['Europe/Paris', '2027-03-27T07:00:00.000Z', '2027-03-28T05:30:00.000Z'],
    ['America/Guadeloupe', '2026-11-26T03:00:00.000Z', '2026-11-26T11:30:00.000Z'],
    ['Pacific/Noumea', '2026-11-26T14:00:00.000Z', '2026-11-26T20:30:00.000Z'],
  ])('in %s after %s is %s', (timeZone, instant, next) => {
    expect(nextAt(timeZone, instant, { hour: 7, minute: 30 })).toBe(next);
  });
});
