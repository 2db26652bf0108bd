import { waitUntil } from '@open-wc/testing';

/** Waits until the condition holds; gives up after longer than any machine needs. */
export const until = (condition: () => unknown, message?: string) =>
  waitUntil(condition, message, { interval: 10, timeout: 60_000 });
