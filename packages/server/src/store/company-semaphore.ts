/**
 * Turns among the companies for what they share: each has so many at a time, and what it asks for beyond that waits in
 * a line of its own. One that floods then waits for itself alone.
 */
import { currentAsker } from './asker.ts';

export class Turns {
  readonly #atOnce: number;
  readonly #taken = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Does `act` when it is its company's turn; at once for what is asked on behalf of none. */
  async take<Out>(act: () => Promise<Out>): Promise<Out> {
    const companyId = currentAsker()?.companyId;
    if (companyId === undefined) return await act();
    const taken = this.#taken.get(companyId) ?? 0;
    if (taken < this.#atOnce) this.#taken.set(companyId, taken + 1);
    else await this.#wait(companyId);
    try {
      return await act();
    } finally {
      this.#pass(companyId);
    }
  }

  #wait(companyId: string): Promise<void> {
    const waiting = this.#waiting.get(companyId) ?? [];
    this.#waiting.set(companyId, waiting);
    return new Promise((go) => void waiting.push(go));
  }

  /** The turn goes to who has waited longest. */
  #pass(companyId: string): void {
    const waiting = this.#waiting.get(companyId);
    const next = waiting?.shift();
    if (waiting?.length === 0) this.#waiting.delete(companyId);
    if (next) return next();
    const left = this.#taken.get(companyId)! - 1;
    if (left > 0) this.#taken.set(companyId, left);
    else this.#taken.delete(companyId);
  }
}
