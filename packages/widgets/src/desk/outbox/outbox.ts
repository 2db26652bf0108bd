/** The outbox: every mail that left, waits or failed, readable with its secret address masked. */
import type { OutboxMail } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { day, span } from '../../shared/dates.ts';
import { Latest } from '../latest.ts';
import { Listing } from '../listing.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';

type Status = OutboxMail['status'];

/** `<parvis-desk-outbox>` */
export class DeskOutbox extends DeskSection {
  static override styles = [
    DeskSection.styles,
    splitStyles,
    css`
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        padding-top: calc(4 * var(--u));
        border-top: 1px solid var(--line);
      }
      .failed {
        color: var(--danger);
      }
    `,
  ];
  static override properties = {
    status: { state: true },
    mail: { state: true },
    failure: { state: true },
    wrong: { state: true },
  };
  declare protected status: Status | '';
  declare protected mail: (OutboxMail & { text: string }) | undefined;
  declare protected failure: unknown;
  declare protected wrong: string | undefined;
  readonly #list = new Listing<OutboxMail>(this, () =>
    this.desk.client.outbox.list({ status: this.status || undefined, limit: 50 }),
  );
  readonly #readings = new Latest();
  #stopLive: (() => void) | undefined;

  constructor() {
    super();
    this.status = '';
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('status') || !this.#list.state) void this.#list.load();
    if (changed.has('open')) {
      void this.#read();
      const before = changed.get('open') as string | null | undefined;
      // The sheet took the list's place, or gives it back.
      if (before && !this.open)
        this.renderRoot.querySelector<HTMLElement>(`[href="${this.#address(before)}"]`)?.focus();
    }
    this.#stopLive ??= this.desk.client.live((event) => {
      const concerns =
        event.type === 'reset' ||
        (event.type === 'change' && ['mail', 'link', 'member'].includes(event.change.subject.type));
      if (!concerns) return;
      void this.#list.load();
      void this.#read();
    });
  }
  async #read() {
    const id = this.open;
    this.wrong = this.failure = undefined;
    if (this.mail?.id !== id) this.mail = undefined;
    const isLatest = this.#readings.begin();
    if (!id) return;
    try {
      const mail = await this.desk.client.outbox.get(id);
      if (isLatest()) this.mail = mail;
    } catch (error) {
      // What is shown stays readable while the network is away.
      if (isLatest() && !this.mail) this.failure = error;
    }
  }
  override onDeskKey(key: string) {
    if (key !== 'Escape' || !this.open) return false;
    this.#go(null);
    return true;
  }
  readonly #onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const lines = [...this.renderRoot.querySelectorAll<HTMLElement>('.line')];
    lines[lines.findIndex((line) => line.matches(':focus')) + step]?.focus();
  };
  #address(id: string) {
    return `#/outbox/${id}`;
  }
  #go(id: string | null) {
    this.desk.go({ section: 'outbox', id });
  }

  protected override content() {
    const w = this.words.outbox;
    const list = this.#list;
    return html`<div class="split ${this.open ? 'opened' : ''}">
      <section class="list" aria-label=${w.title}>
        <div class="tools title">
          <h2>${w.title}</h2>
          <select
            aria-label=${w.status}
            @change=${(event: Event) => (this.status = (event.target as HTMLSelectElement).value as Status)}
          >
            <option value="">${w.all}</option>
            ${Object.entries(w.statuses).map(([status, name]) => html`<option value=${status}>${name}</option>`)}
          </select>
        </div>
        ${list.state === 'failed' && !list.items.length ? this.failed(list.error, () => list.load()) : nothing}
        ${list.empty ? html`<p class="empty">${this.status ? w.noMatch : w.empty}</p>` : nothing}
        <ul aria-busy=${list.state === 'loading'} @keydown=${this.#onKey}>
          ${list.items.map((mail) => this.#line(mail))}
        </ul>
        ${list.hasMore ? html`<button @click=${() => void list.more()}>${this.words.desk.more}</button>` : nothing}
      </section>
      ${
        this.open
          ? html`<section class="sheet">
              <button class="bare back" @click=${() => this.#go(null)}>${w.back}</button>
              ${this.#sheet()}
            </section>`
          : nothing
      }
    </div>`;
  }
  #state(mail: OutboxMail) {
    const w = this.words.outbox;
    if (mail.sentAt) return w.sent(day(this.calendar, mail.sentAt));
    if (mail.status === 'failed') return w.statuses.failed;
    return mail.nextAttemptAt && mail.attempts ? w.next(span(this.calendar, mail.nextAttemptAt, null)) : w.waiting;
  }
  #line(mail: OutboxMail) {
    const w = this.words.outbox;
    return html`<li>
      <a
        class="line"
        href=${this.#address(mail.id)}
        aria-current=${mail.id === this.open ? 'true' : nothing}
        @click=${(event: MouseEvent) => this.follow(event, { section: 'outbox', id: mail.id })}
      >
        <strong>${mail.subject}</strong>
        <span class="small quiet">${w.kinds[mail.kind]} · ${mail.to}</span>
        <span class="small ${mail.status}">${this.#state(mail)}</span>
      </a>
    </li>`;
  }
  #sheet() {
    const w = this.words.outbox;
    const { mail } = this;
    if (this.failure) return this.failed(this.failure, () => this.#read());
    if (!mail)
      return html`<div class="stack" aria-hidden="true"><i class="bone">&nbsp;</i><i class="bone">&nbsp;</i></div>`;
    return html`<article class="stack">
      <h2>${mail.subject}</h2>
      <dl class="facts">
        <dt>${w.to}</dt>
        <dd>${mail.to}</dd>
        <dt>${w.status}</dt>
        <dd>${this.#state(mail)}</dd>
        ${
          mail.lastError
            ? html`<dt>${mail.lastError in w.reasons ? w.unsent : w.lastError}</dt>
                <dd>${w.reasons[mail.lastError] ?? mail.lastError}</dd>`
            : nothing
        }
      </dl>
      ${mail.status === 'sent' ? nothing : html`<div><button @click=${() => void this.#retry(mail)}>${w.retry}</button></div>`}
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      <p class="text">${mail.text}</p>
    </article>`;
  }
  async #retry({ id }: OutboxMail) {
    try {
      await this.desk.client.outbox.send(id);
      this.desk.say(this.words.outbox.retried);
    } catch (error) {
      if (this.open === id) this.wrong = this.sentence(error);
      this.report(error);
    }
  }
}
