/** « Envoyer un lien à plusieurs »: who of the present search has an e-mail, who of them is to have one, and how far it is. */
import { InvalidError, type CustomerSummary, type List } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { Words } from '../../shared/locale.ts';
import { Dialog, formDialogStyles } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { LinkRun, type Addressee } from './link-run.ts';
import { words as fr } from './many-links.fr.ts';

const lexicon = { fr, en: () => import('./many-links.en.ts') };

/** How many at once: what a person can still look through. */
export const maxCustomers = 200;
/** How many are read at the same time. */
const concurrency = 5;

interface Found {
  able: Addressee[];
  /** Names of those without an address. */
  unable: string[];
  /** There are more than these. */
  isMore: boolean;
}

/** `<parvis-desk-many-links>` */
export class ManyLinks extends DeskElement {
  static override styles = [
    formDialogStyles,
    css`
      .chosen {
        max-height: 40dvh;
        overflow-y: auto;
        border-block: 1px solid var(--line);
      }
      li {
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
        accent-color: var(--ink);
      }
    `,
  ];
  static override properties = {
    shown: { attribute: false },
    customers: { attribute: false },
    found: { state: true },
    read: { state: true },
    error: { state: true },
  };
  declare shown: boolean;
  /** Those of the present search. */
  declare customers: () => List<CustomerSummary>;
  declare protected found: Found | undefined;
  /** How many were read. */
  declare protected read: number;
  declare protected error: unknown;
  readonly #words = new Words(this, lexicon);
  readonly #dialog = new Dialog(this, () => void (this.#run ?? this.#read()));
  #chosen = new Set<Addressee>();
  #run: LinkRun | undefined;

  constructor() {
    super();
    this.read = 0;
    this.addEventListener('close', () => {
      this.#run?.stop();
      // What was stopped half-way can be gone on with; all else begins anew.
      if (this.#run?.state !== 'stopped') this.dispatchEvent(new Event('done'));
    });
  }
  override connectedCallback() {
    super.connectedCallback();
    addEventListener('beforeunload', this.#leaving);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#run?.stop();
    removeEventListener('beforeunload', this.#leaving);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Another context comes also when the network is back.
    if (changed.has('desk')) this.#run?.wake();
  }
  readonly #leaving = (event: Event) => {
    if (this.#run?.state === 'sending') event.preventDefault();
  };

  readonly #read = async () => {
    this.error = undefined;
    this.read = 0;
    try {
      const found: CustomerSummary[] = [];
      for await (const customer of this.customers()) if (found.push(customer) > maxCustomers) break;
      const asked = found.slice(0, maxCustomers);
      const all: (Addressee | string)[] = [];
      for (let at = 0; at < asked.length && this.isConnected; at += concurrency) {
        all.push(
          ...(await Promise.all(asked.slice(at, at + concurrency).map((customer) => this.#addressee(customer)))),
        );
        this.read = all.length;
      }
      const able = all.filter((each) => typeof each !== 'string');
      this.#chosen = new Set(able);
      this.found = {
        able,
        unable: all.filter((each) => typeof each === 'string'),
        isMore: found.length > maxCustomers,
      };
    } catch (error) {
      this.error = error;
    }
  };
  /** The one that links go to first, else another who has an address. */
  async #addressee({ id, name }: CustomerSummary): Promise<Addressee | string> {
    const { contacts } = await this.desk.client.customers.get(id);
    const contact = contacts.find(({ main, email }) => main && email) ?? contacts.find(({ email }) => email);
    return contact ? { name, contactId: contact.id, email: contact.email } : name;
  }

  protected override content(): unknown {
    return this.#dialog.draw(
      html`<div class="stack">
        <h2 id="title">${this.#words.now.title}</h2>
        ${this.#run ? this.#progress(this.#run) : this.found ? this.#choice(this.found) : this.#reading()}
      </div>`,
    );
  }
  #reading() {
    if (this.error) return this.failed(this.error, this.#read);
    return html`<p class="quiet">${this.#words.now.reading(this.read)}</p>
      <div class="row">${this.#close(this.words.cancel)}</div>`;
  }
  #close(label = this.common.close) {
    return html`<button @click=${this.#dialog.done}>${label}</button>`;
  }
  #choice({ able, unable, isMore }: Found) {
    const w = this.#words.now;
    const count = this.#chosen.size;
    const choose = (each: Addressee, isChosen: boolean) => {
      this.#chosen[isChosen ? 'add' : 'delete'](each);
      this.requestUpdate();
    };
    const isAll = count === able.length;
    return html`<p>
        ${w.able(able.length)} ${unable.length ? w.unable(unable.length) : ''} ${isMore ? w.isMore(maxCustomers) : ''}
      </p>
      <p class="quiet">${w.what(this.desk.company.linkDays)}</p>
      ${
        able.length
          ? html`<div>
              <button class="bare" @click=${() => able.forEach((each) => choose(each, !isAll))}>
                ${isAll ? w.chooseNone : w.chooseAll}
              </button>
            </div>`
          : nothing
      }
      <ul class="chosen">
        ${able.map(
          (each) =>
            html`<li>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.#chosen.has(each)}
                  @change=${({ target }: Event) => choose(each, (target as HTMLInputElement).checked)}
                /><span>${each.name} <small class="quiet">${each.email}</small></span></label
              >
            </li>`,
        )}
        ${unable.map((name) => html`<li class="quiet">${w.none(name)}</li>`)}
      </ul>
      <div class="row">
        <button class="primary" aria-disabled=${count === 0} @click=${this.#begin}>${w.send(count)}</button>
        ${this.#close(this.words.cancel)}
      </div>`;
  }
  readonly #begin = () => {
    const to = this.found!.able.filter((each) => this.#chosen.has(each));
    // Mails cannot be taken back.
    if (!to.length || !confirm(this.#words.now.sure(to.length))) return;
    const { links } = this.desk.client;
    this.#run = new LinkRun(to, {
      send: ({ contactId }, key) => links.create({ contactId, delivery: 'mail' }, key),
      changed: () => this.requestUpdate(),
    });
    void this.#run.begin();
  };
  #progress(run: LinkRun) {
    const w = this.#words.now;
    const { state, sent, to, trouble, refused } = run;
    const unable = state === 'over' ? this.found!.unable : [];
    const again = () => void run.begin();
    const isOver = state === 'over';
    return html`${
        isOver
          ? nothing
          : html`<p>${sent} / ${to.length}</p>
              <progress aria-label=${w.title} max=${to.length} value=${sent}></progress>`
      }
      <p role="status">
        ${isOver ? w.over(sent) : state === 'stopped' ? w.stopped : ''} ${trouble ? this.#reason(trouble) : ''}
        ${trouble && state === 'sending' ? w.waits : ''}
      </p>
      ${
        refused.size || unable.length
          ? html`<h3>${w.without}</h3>
              <ul class="chosen">
                ${[...refused].map(([{ name }, why]) => html`<li><strong>${name}</strong> ${this.#reason(why)}</li>`)}
                ${unable.map((name) => html`<li>${w.none(name)}</li>`)}
              </ul>`
          : nothing
      }
      <div class="row">
        ${
          state === 'sending'
            ? html`<button @click=${() => run.stop()}>${w.stop}</button>`
            : html`${
                state === 'stopped'
                  ? html`<button class="primary" @click=${again}>${w.goOn}</button>`
                  : refused.size
                    ? html`<button @click=${again}>${this.common.retry}</button>`
                    : nothing
              }
              ${this.#close()}`
        }
      </div>`;
  }
  /** A contact who cannot be written to any more is told by their fields. */
  #reason(error: unknown): string {
    return error instanceof InvalidError ? this.#words.now.gone : this.sentence(error);
  }
}
