import { describe, expect, it } from 'vitest';
import { numberIn } from './number.ts';

describe('a number', () => {
  it.each([
    ['1200', 1200],
    ['1 200', 1200],
    ['1\u202f200', 1200],
    ['1\u00a0234\u00a0567,5', 1234567.5],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['0,05', 0.05],
    ['1,2345', 1.2345],
    ['-3', -3],
    ['\u22123', -3],
    ['0', 0],
    [' \u200e12\u200f ', 12],
    ['1,200.50', 1200.5],
    ['1,234,567', 1234567],
  ])('%j is %d', (typed, meant) => {
    expect(numberIn(typed)).toBe(meant);
  });

  it.each([
    '',
    ' ',
    '007',
    '00',
    '0 200',
    '1 20',
    '12 00',
    '1 200 3',
    '12 m²',
    '0x1F',
    '1e3',
    'Infinity',
    '1,2,3',
    '5.',
    '1,200',
  ])('%j is none', (typed) => {
    expect(numberIn(typed)).toBe(undefined);
  });

  it('is none that would not be kept to the digit', () => {
    expect(numberIn('9'.repeat(16))).toBe(undefined);
  });
});
