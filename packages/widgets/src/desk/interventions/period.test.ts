import { expect } from '@open-wc/testing';
import { daysOf, instantsOf, periodOf } from './period.ts';

describe('a period of the list', () => {
  it('is of the days that its name means today, weeks from Monday to Sunday, over the new year too', () => {
    expect(daysOf('today', '2026-12-31')).to.deep.equal({ first: '2026-12-31', last: '2026-12-31' });
    expect(daysOf('tomorrow', '2026-12-31')).to.deep.equal({ first: '2027-01-01', last: '2027-01-01' });
    // A Thursday, a Monday, a Sunday.
    for (const today of ['2026-12-31', '2026-12-28', '2027-01-03'])
      expect(daysOf('week', today)).to.deep.equal({ first: '2026-12-28', last: '2027-01-03' });
    expect(daysOf('next-week', '2026-12-31')).to.deep.equal({ first: '2027-01-04', last: '2027-01-10' });
  });

  it('has the hours that clocks give its days', () => {
    const hours = (first: string, last = first) => {
      const { from, to } = instantsOf('Europe/Paris', { first, last });
      return (Date.parse(to) - Date.parse(from)) / 3_600_000;
    };
    expect([hours('2026-10-24'), hours('2026-10-25'), hours('2027-03-28')]).to.deep.equal([24, 25, 23]);
    expect(hours('2026-10-19', '2026-10-25')).to.equal(7 * 24 + 1);
  });

  it('may be anything where it stands in an address, and is none then', () => {
    const own = { first: '2026-12-03', last: '2026-12-10' };
    expect(daysOf('2026-12-03..2026-12-10', '2026-01-01')).to.deep.equal(own);
    for (const none of [
      '',
      'yesterday',
      '..',
      '2026-12-03',
      '2026-02-31..2026-03-01',
      '2026-12-10..2026-12-03',
      '0000-01-01..9999-12-31',
      'x..y',
    ])
      expect(daysOf(none, '2026-01-01'), none).to.equal(undefined);
  });

  it('keeps the end that was chosen last, and waits for one that is still typed', () => {
    expect(periodOf('2026-12-03', '2026-12-10', true)).to.equal('2026-12-03..2026-12-10');
    expect(periodOf('2026-12-13', '2026-12-10', false)).to.equal('2026-12-13..2026-12-13');
    expect(periodOf('2026-12-13', '2026-12-10', true)).to.equal('2026-12-10..2026-12-10');
    expect(periodOf('0002-12-03', '2026-12-10', false)).to.equal(undefined);
    expect(periodOf('', '2026-12-10', false)).to.equal(undefined);
  });
});
