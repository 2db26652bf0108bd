import { expect } from '@open-wc/testing';
import { daysAfter, daysBetween, fieldsOf, instantOf } from './zone.ts';

describe('what is typed as a day and a time', () => {
  it('is that of the company, in summer and in winter', () => {
    expect(instantOf('Europe/Paris', '2026-12-03', '08:00')).to.equal('2026-12-03T07:00:00.000Z');
    expect(instantOf('Europe/Paris', '2026-07-03', '08:00')).to.equal('2026-07-03T06:00:00.000Z');
    expect(instantOf('America/Guadeloupe', '2026-12-03', '20:30')).to.equal('2026-12-04T00:30:00.000Z');
    expect(instantOf('Indian/Reunion', '2026-12-03', '00:00')).to.equal('2026-12-02T20:00:00.000Z');
    expect(instantOf('Asia/Kolkata', '2026-12-03', '08:00')).to.equal('2026-12-03T02:30:00.000Z');
  });
  it('is the first of two where clocks go back, and later by the jump where they go forward', () => {
    expect(instantOf('Europe/Paris', '2026-10-25', '02:30')).to.equal('2026-10-25T00:30:00.000Z');
    expect(instantOf('Europe/Paris', '2027-03-28', '02:30')).to.equal('2027-03-28T01:30:00.000Z');
    expect(instantOf('America/New_York', '2027-03-14', '02:30')).to.equal('2027-03-14T07:30:00.000Z');
    // On this day there is no midnight: it begins at one.
    expect(fieldsOf('America/Santiago', instantOf('America/Santiago', '2026-09-06', '00:00'))).to.deep.equal({
      day: '2026-09-06',
      time: '01:00',
    });
  });
  it('is what it was typed as when it is shown again', () => {
    for (const timeZone of ['Europe/Paris', 'America/Guadeloupe', 'Pacific/Noumea', 'America/St_Johns'])
      for (const day of ['2026-10-25', '2027-03-28', '2026-12-31'])
        for (const time of ['00:00', '08:30', '23:59'])
          expect(fieldsOf(timeZone, instantOf(timeZone, day, time))).to.deep.equal({ day, time });
  });
  it('is counted in days of the calendar, whatever the clocks do', () => {
    expect(daysAfter('2026-12-31', 1)).to.equal('2027-01-01');
    expect(daysAfter('2026-10-25', -1)).to.equal('2026-10-24');
    expect(daysBetween('2026-12-07', '2026-12-09')).to.equal(2);
  });
});
