import { waitUntil } from '@open-wc/testing';
import { textOf } from './text.ts';

/** Waits until the condition holds; gives up after longer than any machine needs, and says what stands there instead. */
export const until = (condition: () => unknown, message?: string) =>
  waitUntil(condition, message, { interval: 10, timeout: 60_000 }).catch((error: Error) => {
    error.message += `; instead: ${textOf(document.body)}`;
    throw error;
  });
