import { waitUntil } from '@open-wc/testing';
import { textOf } from './text.ts';

/**
 * Waits until the condition holds; gives up after longer than any machine needs, and says what stands there instead.
 * One that throws does not hold yet: what it reads may not have been drawn.
 */
export function until(condition: () => unknown, message?: string): Promise<void> {
  let thrown: unknown;
  const holds = async () => {
    thrown = undefined;
    try {
      return Boolean(await condition());
    } catch (error) {
      thrown = error;
      return false;
    }
  };
  return waitUntil(holds, message, { interval: 10, timeout: 60_000 }).catch((error: Error) => {
    error.message += `${thrown ? `; ${String(thrown)}` : ''}; instead: ${textOf(document.body)}`;
    throw error;
  });
}
