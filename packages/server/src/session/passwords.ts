/** Passwords: which are taken, how they are kept. */
import { hash, verify } from '@node-rs/argon2';
import { fold } from '../fold.ts';
import { commonPasswords } from './common-passwords.ts';

const shortest = 12;
// OWASP's first choice for argon2id: 19 MiB, two passes.
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

// The same letters typed on another keyboard or system are the same password.
const typed = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(typed(password), cost);

export const passwordMatches = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, typed(password));

let dummyHash: Promise<string> | undefined;
/**
 * Constant time: takes as long as finding that a password is wrong, so that an account that does not exist is not told by
 * the time.
 */
export async function matchDummyHash(password: string): Promise<void> {
  dummyHash ??= hashPassword('there is no such account');
  await passwordMatches(await dummyHash, password);
}

/**
 * Why a password is not taken: too short, or among the first that anybody would try. `own` are words that everybody
 * knows of its owner: e-mail, names, company.
 */
export function passwordWeakness(password: string, own: readonly string[] = []): 'too-short' | 'too-common' | null {
  const text = fold(typed(password));
  if ([...typed(password)].length < shortest) return 'too-short';
  return isMonotonous(text) || isCommon(text, own) ? 'too-common' : null;
}

/** Few letters over and over, or a run along the alphabet or the keyboard. */
function isMonotonous(text: string): boolean {
  if (new Set(text).size < 5) return true;
  if (/^(.{1,6})\1+.{0,5}$/su.test(text)) return true;
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '');
  return runs.some((run) => run.includes(letters));
}

const twice = (text: string) => text + text;
const backwards = (text: string) => [...text].toReversed().join('');
const runs = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1a2z3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1aqw2zsx3edc4rfv5tgb6yhn7ujm',
].flatMap((run) => [twice(run), twice(backwards(run))]);

/**
 * One or two words that everybody thinks of, with figures and signs around them. Three words make a passphrase, unless
 * they are one's own: those count for nothing.
 */
function isCommon(text: string, own: readonly string[]): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const ownWords = own.flatMap((words) => fold(words).match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  return [text, withoutLeet(core)].some((variant) => {
    const without = strike(variant, ownWords);
    const { rest, struck } = strike(without.rest, commonPasswords);
    return without.struck + struck > 0 && struck <= 2 && !/\p{L}{2}/u.test(rest);
  });
}

/** The text without these words, and how many there were. The longest first, so that none is found inside another. */
function strike(text: string, words: readonly string[]): { rest: string; struck: number } {
  let rest = text;
  let struck = 0;
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    struck += rest.split(word).length - 1;
    rest = rest.replaceAll(word, ' ');
  }
  return { rest, struck };
}

const leet: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const withoutLeet = (text: string): string => text.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign);
