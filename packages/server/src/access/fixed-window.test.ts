import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FixedWindowCounter } from './fixed-window.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('a window is as long from its first on, however many come', () => {
  const windows = new FixedWindowCounter(1000, 10);
  expect([windows.add('a'), windows.add('a')]).toEqual([1, 2]);
  vi.advanceTimersByTime(400);
  expect([windows.add('a'), windows.add('b')]).toEqual([3, 1]);
  expect([windows.millisLeft('a'), windows.millisLeft('b'), windows.millisLeft('c')]).toEqual([600, 1000, 0]);
  vi.advanceTimersByTime(600);
  expect([windows.count('a'), windows.count('b'), windows.size]).toEqual([0, 1, 1]);
  expect(windows.add('a')).toBe(1);
});

test('what is taken back is as if it had not been', () => {
  const windows = new FixedWindowCounter(1000, 10);
  windows.add('a');
  windows.add('a');
  windows.subtract('a');
  expect(windows.count('a')).toBe(1);
  windows.subtract('a');
  windows.subtract('a');
  expect([windows.count('a'), windows.size]).toEqual([0, 0]);
});

test('there are never more keys than there is room for: the oldest give way', () => {
  const windows = new FixedWindowCounter(1000, 100);
  for (let n = 0; n < 1000; n++) windows.add(`key ${n}`);
  expect(windows.size).toBe(100);
  expect([windows.count('key 899'), windows.count('key 900'), windows.count('key 999')]).toEqual([0, 1, 1]);
});

test('of what has ended nothing stays', () => {
  const windows = new FixedWindowCounter(1000, 100);
  for (let n = 0; n < 50; n++) windows.add(`key ${n}`);
  vi.advanceTimersByTime(1000);
  windows.add('another');
  expect(windows.size).toBe(1);
});
