import { textOf } from './text.ts';

/** Longer than any machine needs. */
const patience = 60_000;

/**
 * Waits until the condition holds; gives up after longer than any machine needs, and says what stands there instead.
 * One that throws does not hold yet: what it reads may not have been drawn.
 */
export async function until(condition: () => unknown, message = 'it holds'): Promise<void> {
  const end = Date.now() + patience;
  // Looking takes from the page the time in which it would draw: the longer one waits, the more seldom one looks.
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 50)) {
    let thrown: unknown;
    try {
      if (await condition()) return;
    } catch (error) {
      thrown = error;
    }
    if (Date.now() > end) {
      throw new Error(`never: ${message}${thrown ? `; ${String(thrown)}` : ''}; instead: ${textOf(document.body)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
