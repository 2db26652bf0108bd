/**
 * The tabs of the portal: which there are, the one that is looked at, how one moves between them. One that was looked at
 * stays, out of sight, with what was searched and chosen in it, and one comes back to where one had scrolled.
 */
import { html, nothing } from 'lit';
import type { Tab } from '../routing/place.ts';
import { outwards } from '../shared/locale.ts';

interface Host extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  requestUpdate: () => void;
}
interface Drawn {
  /** Those that this customer has. */
  all: Tab[];
  title: (tab: Tab) => unknown;
  panel: (tab: Tab) => unknown;
  choose: (tab: Tab) => unknown;
}

export class Tabs {
  now: Tab = 'interventions';
  readonly #host: Host;
  readonly #seen = new Set<Tab>();
  /** What scrolls around the portal, and how far it was when each tab was left. */
  readonly #left = new Map<Tab, [Element, number][]>();

  constructor(host: Host) {
    this.#host = host;
  }
  forget() {
    this.now = 'interventions';
    this.#seen.clear();
    this.#left.clear();
  }
  async choose(tab: Tab) {
    const host = this.#host;
    const around = [...outwards(host)].filter((at) => at instanceof Element);
    this.#left.set(
      this.now,
      around.map((at) => [at, at.scrollTop]),
    );
    this.now = tab;
    host.requestUpdate();
    await host.updateComplete;
    for (const [at, top] of this.#left.get(tab) ?? []) at.scrollTop = top;
  }

  draw({ all, title, panel, choose }: Drawn) {
    // What was switched off meanwhile is left.
    const now = all.includes(this.now) ? this.now : (this.now = 'interventions');
    const several = all.length > 1;
    this.#seen.add(now);
    return html`${
      several
        ? html`<div class="tabs" role="tablist" @keydown=${(event: KeyboardEvent) => this.#move(event, all, choose)}>
            ${all.map(
              (tab) =>
                html`<button
                  role="tab"
                  id="tab-${tab}"
                  aria-controls="panel-${tab}"
                  aria-selected=${tab === now}
                  tabindex=${tab === now ? 0 : -1}
                  @click=${() => choose(tab)}
                >
                  ${title(tab)}
                </button>`,
            )}
          </div>`
        : html`<h3>${title(now)}</h3>`
    }${all.map(
      (tab) =>
        html`<div
          class="panel"
          id="panel-${tab}"
          role=${several ? 'tabpanel' : nothing}
          aria-labelledby=${several ? `tab-${tab}` : nothing}
          ?hidden=${tab !== now}
        >
          ${this.#seen.has(tab) ? panel(tab) : nothing}
        </div>`,
    )}`;
  }
  async #move(event: KeyboardEvent, all: Tab[], choose: Drawn['choose']) {
    const at = all.indexOf(this.now);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const to = places[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(all.at(to % all.length)!);
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }
}
