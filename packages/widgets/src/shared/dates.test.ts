import { expect } from '@open-wc/testing';
import { date, day, exactly, span, time } from './dates.ts';

const fr = { language: 'fr', timeZone: 'Europe/Paris' } as const;
const en = { language: 'en', timeZone: 'Europe/Paris' } as const;
/** Sunday evening in Paris. */
const now = Date.parse('2026-11-29T20:00:00.000Z');
const plain = (text: string) => text.replaceAll('\u2060', '').replace(/\s/g, ' ');

describe('dates', () => {
  it('are said as people say them', () => {
    expect(day(fr, '2026-11-29T08:00:00.000Z', now)).to.equal('aujourd’hui');
    expect(day(fr, '2026-11-30T08:00:00.000Z', now)).to.equal('demain');
    expect(day(fr, '2026-11-28T08:00:00.000Z', now)).to.equal('hier');
    expect(day(fr, '2026-12-03T08:00:00.000Z', now)).to.equal('jeudi 3 décembre');
    expect(day(fr, '2026-12-01T08:00:00.000Z', now)).to.equal('mardi 1er décembre');
    expect(day(fr, '2026-12-21T08:00:00.000Z', now)).to.equal('lundi 21 décembre');
    expect(day(en, '2026-12-03T08:00:00.000Z', now)).to.match(/^Thursday,? 3 December$/);
  });
  it('name the year only when it is another one', () => {
    expect(day(fr, '2027-01-05T08:00:00.000Z', now)).to.equal('mardi 5 janvier 2027');
    expect(day(fr, '2025-06-02T08:00:00.000Z', now)).to.equal('2 juin 2025');
  });
  it('turn at midnight of the company, not of the reader', () => {
    // 23:30 UTC is past midnight in Paris.
    expect(day(fr, '2026-11-29T23:30:00.000Z', now)).to.equal('demain');
    expect(plain(time(fr, '2026-11-29T23:30:00.000Z'))).to.equal('0 h 30');
  });
  it('tell windows', () => {
    expect(plain(span(fr, '2026-11-30T07:00:00.000Z', '2026-11-30T09:00:00.000Z', now))).to.equal('demain, 8 h – 10 h');
    expect(plain(span(fr, '2026-11-30T07:30:00.000Z', null, now))).to.equal('demain, 8 h 30');
    expect(plain(span(en, '2026-11-30T07:00:00.000Z', '2026-12-01T09:00:00.000Z', now))).to.equal(
      plain('tomorrow, 8:00 – Tuesday 1 December, 10:00'),
    );
  });
  it('tell windows of several days, and those that end at midnight or after it', () => {
    const [start, midnight] = ['2026-12-07T21:00:00.000Z', '2026-12-07T23:00:00.000Z'];
    expect(plain(span(fr, start, midnight, now))).to.equal('lundi 7 décembre, 22 h – 0 h');
    expect(plain(span(fr, start, '2026-12-08T00:30:00.000Z', now))).to.equal(
      'lundi 7 décembre, 22 h – mardi 8 décembre, 1 h 30',
    );
    expect(plain(span(fr, '2026-12-07T07:00:00.000Z', '2026-12-09T16:00:00.000Z', now))).to.equal(
      'lundi 7 décembre, 8 h – mercredi 9 décembre, 17 h',
    );
  });
  it('are shorter where there is little room', () => {
    const window = ['2026-12-03T14:30:00.000Z', '2026-12-03T16:30:00.000Z'] as const;
    expect(plain(span(fr, ...window, now, 'short'))).to.equal('jeu. 3 déc., 15 h 30 – 17 h 30');
    expect(plain(span(fr, '2026-11-30T07:00:00.000Z', null, now, 'short'))).to.equal('demain, 8 h');
  });
  it('keep the hour across the change of clocks', () => {
    expect(plain(time(fr, '2026-10-24T06:00:00.000Z'))).to.equal('8 h');
    expect(plain(time(fr, '2026-10-26T07:00:00.000Z'))).to.equal('8 h');
  });
  it('say everything on demand', () => {
    expect(plain(exactly(fr, '2026-12-03T08:12:00.000Z'))).to.match(/^jeudi 3 décembre 2026 à 09:12$/);
    expect(date('fr', '2024-02-29')).to.equal('29 février 2024');
  });
});
