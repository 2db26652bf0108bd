import { loadChunk } from '../shared/load-chunk.ts';

/** Fetches what is first used when a customer acts, once the browser has nothing else to do: it opens without a network then. */
export function fetchAhead(...files: (() => Promise<unknown>)[]) {
  // Safari has no other way.
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => files.forEach((file) => void loadChunk(file)));
}
