/**
 * All that the desk shows of dossiers is a file of its own, asked for when the first of it is to be drawn: who opens the desk
 * does not wait for it, and many companies have no dossiers.
 */
import { importAgain } from '../../shared/load-chunk.ts';
import type { DeskElement } from '../element.ts';
import { skeleton } from '../sheet.ts';

const load = () => import('./opened.ts');

/** For an element that shows something of it. */
export class DossierFile {
  readonly #host: DeskElement;
  #state: 'asked' | 'there' | 'failed' | undefined;

  constructor(host: DeskElement) {
    this.#host = host;
  }
  /** What is drawn with it; until it has come a skeleton, or why it has not, with the way to try again. */
  draw(drawn: () => unknown) {
    if (this.#state === 'there') return drawn();
    if (this.#state === 'failed') return this.#host.failed({ code: 'offline' }, this.#ask);
    if (!this.#state) void this.#ask();
    return skeleton();
  }
  readonly #ask = async () => {
    if (this.#state === 'asked') return;
    this.#state = 'asked';
    try {
      await importAgain(load);
      this.#state = 'there';
    } catch (error) {
      this.#state = 'failed';
      this.#host.report(error);
    }
    this.#host.requestUpdate();
  };
}
