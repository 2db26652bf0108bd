import { expect } from '@open-wc/testing';
import { typedWindow, windowOf } from './window.ts';

const paris = 'Europe/Paris';
const none = { windowStart: null, windowEnd: null };
const typed = (day: string, windowStart: string, endDay: string, windowEnd: string) => ({
  day,
  windowStart,
  endDay,
  windowEnd,
});

describe('a time window that is typed', () => {
  const days = { windowStart: '2026-12-07T07:00:00.000Z', windowEnd: '2026-12-09T16:00:00.000Z' };

  it('keeps its end when only its start is moved', () => {
    const shown = typedWindow(paris, days);
    expect(shown).to.deep.equal(typed('2026-12-07', '08:00', '2026-12-09', '17:00'));
    expect(windowOf(paris, { ...shown, windowStart: '08:30' }, days)).to.deep.equal({
      windowStart: '2026-12-07T07:30:00.000Z',
      windowEnd: days.windowEnd,
    });
  });
  it('may end at midnight, or after it', () => {
    expect(windowOf(paris, typed('2026-12-07', '22:00', '2026-12-07', '00:00'), none)).to.deep.equal({
      windowStart: '2026-12-07T21:00:00.000Z',
      windowEnd: '2026-12-07T23:00:00.000Z',
    });
    expect(windowOf(paris, typed('2026-12-31', '22:00', '2026-12-31', '05:30'), none)!.windowEnd).to.equal(
      '2027-01-01T04:30:00.000Z',
    );
    expect(windowOf(paris, typed('2026-12-07', '22:00', '2026-12-08', '00:00'), none)!.windowEnd).to.equal(
      '2026-12-07T23:00:00.000Z',
    );
  });
  it('ends after it starts', () => {
    expect(windowOf(paris, typed('2026-12-07', '14:00', '2026-12-07', '10:00'), none)).to.equal(null);
    expect(windowOf(paris, typed('2026-12-07', '08:00', '2026-12-07', '08:00'), none)).to.equal(null);
    expect(windowOf(paris, typed('2026-12-07', '22:00', '2026-12-06', '23:00'), none)).to.equal(null);
  });
  it('keeps instants that were not touched, to the second and in the hour that comes twice', () => {
    const before = { windowStart: '2026-10-25T01:10:30.000Z', windowEnd: '2026-10-25T01:50:00.000Z' };
    expect(windowOf(paris, typedWindow(paris, before), before)).to.deep.equal(before);
  });
  it('is long in hours that pass, where clocks go back', () => {
    const through = windowOf(paris, typed('2026-10-24', '22:00', '2026-10-25', '08:00'), none)!;
    expect(Date.parse(through.windowEnd) - Date.parse(through.windowStart)).to.equal(11 * 3_600_000);
  });
  it('starts as tomorrow of the company, also late in a day of 25 hours', () => {
    const late = Date.parse('2026-10-24T22:30:00.000Z');
    expect(typedWindow(paris, none, late).day).to.equal('2026-10-26');
    expect(typedWindow('America/Guadeloupe', none, late).day).to.equal('2026-10-25');
  });
});
