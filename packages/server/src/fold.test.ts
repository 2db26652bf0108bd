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

  it('drops marks that are not seen', () => {
    expect(tokenize('\u202aLe\u200b\u00adGoff\u202c \ufeffLyon')).toEqual(['legoff', 'lyon']);
  });

  it('sorts numbers as numbers, of any length', () => {
    const sorted = [
      '2 rue Basse',
      '10 rue Basse',
      'Bâtiment 1',
      'bâtiment 2',
      'Bâtiment 2, appartement 3',
      'Bâtiment 2, appartement 12',
      'Bâtiment 9',
      'Bâtiment 010',
      'Bâtiment 11A',
      'Bâtiment 99999999',
      'Bâtiment 100000000',
      `Bâtiment 1${'0'.repeat(16)}`,
      `Bâtiment 1${'0'.repeat(17)}`,
      'Bâtiment A',
    ];
    const mixed = sorted.toReversed();
    expect(mixed.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual(sorted);
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
