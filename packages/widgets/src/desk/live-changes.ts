/** What others change of what an element shows, several things at once: programs write hundreds of rows. */
import type { Change } from '@parvis/sdk';
import type { ReactiveController } from 'lit';
import type { DeskElement } from './element.ts';
import { Gathering } from './gathering.ts';

export class LiveChanges implements ReactiveController {
  readonly #host: DeskElement;
  readonly #concerns: (change: Change) => boolean;
  readonly #gathering: Gathering<Change | null>;
  #stop: (() => void) | undefined;

  /** `onChange` is told the ids of what has changed, of all that `concerns` the element; null when it may be any. */
  constructor(
    host: DeskElement,
    concerns: (change: Change) => boolean,
    onChange: (ids: ReadonlySet<string> | null) => void,
  ) {
    this.#host = host;
    this.#concerns = concerns;
    this.#gathering = new Gathering((all) => {
      onChange(all.includes(null) ? null : new Set(all.map((change) => change!.subject.id)));
    });
    host.addController(this);
  }
  hostUpdated() {
    this.#stop ??= this.#host.desk.client.live((event) => {
      if (event.type === 'reset') this.#gathering.add(null);
      if (event.type === 'change' && this.#concerns(event.change)) this.#gathering.add(event.change);
    });
  }
  hostDisconnected() {
    this.#gathering.stop();
    this.#stop?.();
    this.#stop = undefined;
  }
}
