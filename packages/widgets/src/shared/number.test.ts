import { expect } from '@open-wc/testing';
import { numberIn } from './number.ts';

describe('a number', () => {
  for (const [typed, meant] of [
    ['1200', 1200],
    ['1 200', 1200],
    ['1\u202f200', 1200],
    ['1\u00a0234\u00a0567,5', 1234567.5],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['0,05', 0.05],
    ['-3', -3],
    ['\u22123', -3],
    ['0', 0],
    ['\u200e12\u200f', 12],
  ] as const)
    it(`is what ${JSON.stringify(typed)} means in French`, () => {
      expect(numberIn(typed, 'fr')).to.equal(meant);
    });

  it('has commas between its thousands in English', () => {
    expect(numberIn('1,200', 'en')).to.equal(1200);
    expect(numberIn('1,234,567.5', 'en')).to.equal(1234567.5);
    expect(numberIn('2,5', 'en')).to.equal(2.5);
  });

  for (const typed of [
    '',
    '007',
    '00',
    '1 20',
    '12 00',
    '1 200 3',
    '12 m²',
    '0x1F',
    '1e3',
    'Infinity',
    '1,2,3',
    '5.',
    '9'.repeat(16),
  ])
    it(`is none that is written ${JSON.stringify(typed)}`, () => {
      expect(numberIn(typed, 'fr')).to.equal(undefined);
    });
});
