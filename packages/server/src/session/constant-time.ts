import { setTimeout as pause } from 'node:timers/promises';

/** Constant time, the same for the known and the unknown: what is done for the known takes a fraction of it. */
export async function inConstantTime(work: Promise<void>): Promise<void> {
  await Promise.all([work, pause(250)]);
}
