/**
 * A semaphore for each company, for what companies share: each has so many at a time, and what it asks for beyond that
 * waits in a queue of its own. One that floods then waits for itself alone.
 */
import { currentAsker } from './asker.ts';

export class CompanySemaphore {
  readonly #atOnce: number;
  readonly #held = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Runs `act` once its company has a permit; at once for what is asked on behalf of none. */
  async run<Out>(act: () => Promise<Out>): Promise<Out> {
    const companyId = currentAsker()?.companyId;
    if (companyId === undefined) return await act();
    const held = this.#held.get(companyId) ?? 0;
    if (held < this.#atOnce) this.#held.set(companyId, held + 1);
    else await this.#wait(companyId);
    try {
      return await act();
    } finally {
      this.#release(companyId);
    }
  }

  #wait(companyId: string): Promise<void> {
    const waiting = this.#waiting.get(companyId) ?? [];
    this.#waiting.set(companyId, waiting);
    return new Promise((go) => void waiting.push(go));
  }

  /** The permit goes to who has waited longest. */
  #release(companyId: string): void {
    const waiting = this.#waiting.get(companyId);
    const next = waiting?.shift();
    if (waiting?.length === 0) this.#waiting.delete(companyId);
    if (next) return next();
    const left = this.#held.get(companyId)! - 1;
    if (left > 0) this.#held.set(companyId, left);
    else this.#held.delete(companyId);
  }
}
