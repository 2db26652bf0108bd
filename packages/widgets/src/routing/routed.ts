/** An element with the attribute `routing`: what follows the page's address is loaded beside the first screen. */
import type { ReactiveController } from 'lit';
import { loadChunk } from '../shared/load-chunk.ts';
import type { ListPart, PortalPart } from './parts.ts';

const file = () => import('./routing.ts');

export class Routed implements ReactiveController {
  readonly #host: PortalPart | ListPart;
  #isAsked = false;
  #came = false;

  constructor(host: PortalPart | ListPart) {
    this.#host = host;
    host.addController(this);
  }
  /** The address says that one is elsewhere than where the element begins, and cannot be read yet. */
  get isAwaited() {
    return this.#host.routing && !this.#came && location.hash.startsWith('#/');
  }
  hostUpdate() {
    if (!this.#host.routing || this.#isAsked) return;
    this.#isAsked = true;
    void loadChunk(file).then(({ Routing }) => {
      this.#came = true;
      void new Routing(this.#host);
      this.#host.requestUpdate();
    });
  }
}
