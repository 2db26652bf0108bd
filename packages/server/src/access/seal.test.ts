import { expect, test } from 'vitest';
import { createSealer } from './seal.ts';

const sealer = createSealer('a secret of tests, long enough for them');

test('opens what it sealed, for the same purpose', () => {
  for (const text of ['', 'a', 'é'.repeat(1000), '{"a":1}'])
    expect(sealer.open('cursor', sealer.seal('cursor', text))).toBe(text);
});

test('never seals alike twice, and shows nothing', () => {
  const [one, other] = [sealer.seal('cursor', 'canary'), sealer.seal('cursor', 'canary')];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url').toString()).not.toContain('canary');
});

test('opens nothing of another purpose, of another secret, changed, shortened or written otherwise', () => {
  const sealed = sealer.seal('cursor', 'canary');
  expect(sealer.open('reply', sealed)).toBeNull();
  expect(createSealer('another secret, long enough as well').open('cursor', sealed)).toBeNull();
  for (let i = 0; i < sealed.length; i++) {
    const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`;
    expect(sealer.open('cursor', changed)).toBeNull();
  }
  for (const text of ['', 'x', sealed.slice(0, -1), sealed.slice(0, 40), `${sealed}A`, `${sealed}=`, ` ${sealed}`]) {
    expect(sealer.open('cursor', text)).toBeNull();
  }
});

test('tags alike what is alike, for one purpose and one secret', () => {
  const tag = sealer.tag('cursor', 'canary');
  expect(sealer.tag('cursor', 'canary')).toBe(tag);
  for (const other of [
    sealer.tag('cursor', 'canary2'),
    sealer.tag('cursor2', 'canary'),
    sealer.tag('', 'cursor\0canary'),
    createSealer('x'.repeat(32)).tag('cursor', 'canary'),
  ])
    expect(other).not.toBe(tag);
});
