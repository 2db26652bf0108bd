import { describe, expect, it } from 'vitest';
import { fold, sortKey, tokenize } from './fold.ts';

describe('folding', () => {
  it('drops case, accents and ligatures', () => {
    expect(fold('ÉLÉONORE Œuvrard, Ægir, Straße, ﬁn')).toBe('eleonore oeuvrard, aegir, strasse, fin');
  });

  it('finds the distinct words of letters and digits', () => {
    expect(tokenize('L’île d’Yeu, 12 bis — l’Île')).toEqual(['l', 'ile', 'd', 'yeu', '12', 'bis']);
    expect(tokenize('… — !')).toEqual([]);
  });

  it('sorts by no more than an index and a cursor hold', () => {
    const longest = [sortKey('é'.repeat(400)), sortKey('🛁'.repeat(100)), sortKey('ﷺ'.repeat(160))];
    for (const key of longest) {
      expect(new TextEncoder().encode(key).length).toBeLessThanOrEqual(160);
      expect(key.isWellFormed()).toBe(true);
    }
    expect(sortKey('  Müller\t\u0000Anna ')).toBe('muller anna');
  });
});
