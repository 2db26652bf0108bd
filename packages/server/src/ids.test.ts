import { expect, it, onTestFinished, vi } from 'vitest';
import { idOf, newId } from './ids.ts';

it('makes ids that are UUIDv7 and sort as they were made', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it('makes ids that sort as they were made although the clock was put back meanwhile', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const ids = [0, -3_600_000, 1, -1].flatMap((millis) => {
    vi.setSystemTime(Date.now() + millis);
    return Array.from({ length: 5_000 }, newId);
  });
  expect(ids.toSorted()).toEqual(ids);
});

it('makes one id of one thing that happened, and another of each other', () => {
  const at = '2026-11-26T22:52:11.123Z';
  const id = idOf(at, 'a mail to one');
  expect(id).toMatch(/^01a[0-9a-f]{5}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(at));
  expect(idOf(at, 'a mail to one')).toBe(id);
  expect(idOf(at, 'a mail to another')).not.toBe(id);
});
