/** Loads what is first used when someone acts. */
export const later = () => import('./later.ts');

const asked = new Map<unknown, Promise<unknown>>();

/**
 * Loads a file without which a screen cannot go on, once for all who ask: asked for again until it has come, as networks
 * come and go. A browser that holds on to a failed import (HTML says since 2026 that none should) needs the page to be
 * loaded anew.
 */
export function part<T>(load: () => Promise<T>): Promise<T> {
  let coming = asked.get(load) as Promise<T> | undefined;
  if (!coming) asked.set(load, (coming = untilItCame(load)));
  return coming;
}

const untilItCame = <T>(load: () => Promise<T>): Promise<T> =>
  load().catch(() => new Promise((again) => setTimeout(again, 3000)).then(() => untilItCame(load)));
