import { describe, expect, test } from 'vitest';
import { hashPassword, passwordMatches, passwordWeakness } from './passwords.ts';

test('a password is kept as argon2id, salted, and found again', async () => {
  const hash = await hashPassword('la chaudière est réparée');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(hash).not.toBe(await hashPassword('la chaudière est réparée'));
  expect(await passwordMatches(hash, 'la chaudière est réparée')).toBe(true);
  expect(await passwordMatches(hash, 'la chaudière est reparée')).toBe(false);
});

test('is the same however its accents were typed', async () => {
  const hash = await hashPassword('réparée et payée'.normalize('NFC'));
  expect(await passwordMatches(hash, 'réparée et payée'.normalize('NFD'))).toBe(true);
});

describe('what anybody would try first is not taken', () => {
  test.each(['azerty', 'x'.repeat(11), '', 'é'.repeat(11)])('too short: %s', (password) => {
    expect(passwordWeakness(password)).toBe('too-short');
  });

  test.each([
    'aaaaaaaaaaaaaaa',
    '121212121212',
    'abcabcabcabc',
    'motdepassemotdepasse',
    '123456789012',
    '0987654321098',
    'azertyuiopqs',
    'AZERTYUIOPQSDFGH',
    'qwertyuiopas',
    '1q2w3e4r5t6y',
    'abcdefghijklm',
    'motdepasse2024',
    'MotDePasse2024!',
    'password1234!',
    'P@ssw0rd123456',
    'Bonjour12345!',
    'soleil2025!!',
    'azertyuiop123',
    'Administrateur1',
    'jetaime123456',
    'ChouchouDoudou1',
    'marseille13000',
    'Septembre2026!',
    'parisparis75',
    'BonjourBonjour!',
    'vendredi13072026',
    'minecraft123!',
    'Iloveyou2024',
  ])('too common: %s', (password) => {
    expect(passwordWeakness(password)).toBe('too-common');
  });

  test.each(['NoraBlanc2026', 'norablanc!!!!', 'Atelier2026!!', 'atelierdesmonts', 'nora.blanc@atelier'])(
    'one’s own: %s',
    (password) => {
      expect(passwordWeakness(password, ['nora.blanc@atelier.example', 'Nora Blanc', 'Atelier des Monts'])).toBe(
        'too-common',
      );
    },
  );
});

test.each([
  'la chaudière du chalet',
  'correct horse battery staple',
  'soleil chocolat maison jardin',
  'kT7#vq92Lm!x',
  'Ulysse mange 3 pommes',
  'nous irons au bois demain',
  '7hXw-9QpL-2vRt',
  '日本語のパスワードです、本当に',
  'été indien à Montréal',
])('a phrase or twelve signs of chance are taken: %s', (password) => {
  expect(passwordWeakness(password, ['nora.blanc@atelier.example', 'Nora Blanc'])).toBeNull();
});
