/**
 * Exponential backoff: how long a mail waits before it is tried again, and when it is given up: half a minute at first,
 * hours in the end, three days in all.
 */
const shortest = 30_000;
const longest = 6 * 3_600_000;
/** The waits add up to three days. */
const mostAttempts = 21;

/** After that many attempts each wait is the longest. */
export const attemptsUntilLongest = Math.ceil(Math.log2(longest / shortest)) + 1;

/** Milliseconds after so many attempts; null when that was the last one. */
export const backoffAfter = (attempts: number): number | null =>
  attempts >= mostAttempts ? null : Math.min(shortest * 2 ** (attempts - 1), longest);
