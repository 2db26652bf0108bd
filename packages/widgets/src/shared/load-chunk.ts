const asked = new Map<unknown, Promise<unknown>>();

/** Loads a file without which a screen cannot go on, once for all who ask: asked for again until it has come, as networks come and go. */
export function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  let coming = asked.get(load) as Promise<T> | undefined;
  if (!coming) asked.set(load, (coming = untilItCame(load)));
  return coming;
}

const untilItCame = <T>(load: () => Promise<T>): Promise<T> =>
  importAgain(load).catch(() => new Promise((wait) => setTimeout(wait, 3000)).then(() => untilItCame(load)));

/**
 * Loads a file, also where an import of it has failed before. Chromium holds on to the failure of an address
 * (https://github.com/whatwg/html/issues/6768): with a query it is another one, which the build puts behind the address
 * (build/asked-again.ts). What the file imports keeps its own, so that nothing shared comes twice.
 */
export const importAgain = <T>(load: (query?: string) => Promise<T>): Promise<T> =>
  load().catch(() => load(`?${Math.random()}`));
