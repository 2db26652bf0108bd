/** « Lien sécurisé »: made, copied or mailed in one press; those given out, when each was last used; revoked. */
import type { Customer, Link, Scope, Site } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { words as french } from '../../locales/fr/desk-links.ts';
import { day, exactly } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { textsOf } from '../form.ts';
import { Listing } from '../listing.ts';
import { DeskSection } from '../section.ts';
import { splitStyles } from '../split.styles.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-links.ts') };

/** `<parvis-desk-links>` */
export class Links extends DeskSection {
  static override styles = [
    DeskSection.styles,
    splitStyles,
    css`
      #days {
        max-width: 8em;
      }
    `,
  ];
  static override properties = {
    customer: { attribute: false },
    sites: { attribute: false },
    making: { state: true },
    made: { state: true },
    wrong: { state: true },
    busy: { state: true },
  };
  declare customer: Customer;
  declare sites: Site[];
  declare protected making: boolean;
  /** What was just made: its address to copy, or to whom it was mailed. */
  declare protected made: { url: string | null; to: string; copied: boolean } | undefined;
  declare protected wrong: string | undefined;
  declare protected busy: boolean;
  readonly #words = new Words(this, lexicon);
  readonly #links = new Listing<Link>(this, () =>
    this.desk.client.links.list({ customerId: this.customer.id, limit: 20 }),
  );
  #stopLive: (() => void) | undefined;

  constructor() {
    super();
    this.making = this.busy = false;
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has('customer') && changed.get('customer')?.id !== this.customer.id) {
      this.making = false;
      this.made = this.wrong = undefined;
      this.#links.clear();
      void this.#links.load();
    }
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    this.#stopLive ??= this.desk.client.live((event) => {
      if (event.type === 'reset' || (event.type === 'change' && event.change.subject.type === 'link'))
        void this.#links.load();
    });
  }

  protected override content() {
    const w = this.#words.now;
    return html`<section class="stack" aria-label=${w.title}>
      <div class="title">
        <h3>${w.title}</h3>
        ${
          this.making
            ? nothing
            : html`<button class="primary" ?disabled=${!this.customer.contacts.length} @click=${() => this.#begin()}>
                ${w.make}
              </button>`
        }
      </div>
      ${this.customer.contacts.length ? nothing : html`<p class="quiet">${w.noContact}</p>`}
      ${this.making ? this.#form() : nothing} ${this.#result()}
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      ${this.#links.empty ? html`<p class="quiet">${w.none}</p>` : nothing}
      <ul>
        ${this.#links.items.map((link) => this.#line(link))}
      </ul>
    </section>`;
  }
  #begin() {
    this.made = this.wrong = undefined;
    this.making = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('form select')?.focus());
  }
  #form() {
    const w = this.#words.now;
    const { contacts } = this.customer;
    const mailable = contacts.some(({ email }) => email);
    return html`<form class="stack notice" novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="contactId">${w.contact}</label>
        <select id="contactId" name="contactId">
          ${contacts.map(({ id, name, email, main }) => html`<option value=${id} ?selected=${main}>${name}${email ? ` (${email})` : ''}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="scope">${w.opens}</label>
        <select id="scope" name="scope">
          <option value="">${w.everything}</option>
          ${this.sites.map(({ id, name }) => html`<option value="site:${id}">${w.site(name)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="days">${w.life}</label>
        <input
          id="days"
          name="days"
          type="number"
          min="1"
          max="730"
          required
          .value=${String(this.desk.company.linkDays)}
        />
      </div>
      <div class="row">
        <button class="primary" name="delivery" value="mail" aria-disabled=${this.busy || !mailable}>${w.mail}</button>
        <button name="delivery" value="copy" aria-disabled=${this.busy}>${w.copy}</button>
        <button type="button" class="bare" @click=${() => (this.making = false)}>${this.common.cancel}</button>
      </div>
    </form>`;
  }
  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const delivery = (event.submitter as HTMLButtonElement | null)?.value === 'copy' ? 'copy' : 'mail';
    const { contactId = '', scope = '', days = '' } = textsOf(event.target as HTMLFormElement);
    const w = this.#words.now;
    const life = Number(days);
    const contact = this.customer.contacts.find(({ id }) => id === contactId);
    this.wrong =
      !Number.isInteger(life) || life < 1 || life > 730
        ? w.lifeWrong
        : delivery === 'mail' && !contact?.email
          ? w.noEmail
          : undefined;
    if (this.busy || this.wrong) return;
    const [kind, id] = scope.split(':') as [Scope['kind'], string];
    this.busy = true;
    try {
      const { url } = await this.desk.client.links.create({
        contactId,
        ...(id && { scope: { kind, id } }),
        days: life,
        delivery,
      });
      this.making = false;
      this.made = { url, to: contact?.email ?? '', copied: false };
      if (url) await this.#copy(url);
      else this.announce(w.mailed(contact?.email ?? ''));
      void this.#links.load();
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    } finally {
      this.busy = false;
    }
  };
  async #copy(url: string) {
    try {
      await navigator.clipboard.writeText(url);
      this.made = { ...this.made!, copied: true };
      this.announce(this.#words.now.copied);
    } catch {
      // Some browsers refuse: the address stands there to be copied by hand.
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>('#url')?.select();
    }
  }
  #result() {
    const { made } = this;
    const w = this.#words.now;
    if (!made) return nothing;
    if (!made.url) return html`<p class="notice fine" role="status">${w.mailed(made.to)}</p>`;
    return html`<div class="notice fine stack">
      <p>${made.copied ? w.copied : w.copyByHand}</p>
      <div class="row">
        <input
          id="url"
          readonly
          aria-label=${w.address}
          .value=${made.url}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        />
        <button @click=${() => void this.#copy(made.url!)}>${w.copyAgain}</button>
      </div>
      <p class="small quiet">${w.once}</p>
    </div>`;
  }

  #line(link: Link) {
    const w = this.#words.now;
    const used = link.lastUsedAt
      ? html`<span title=${exactly(this.calendar, link.lastUsedAt)}
          >${w.used(day(this.calendar, link.lastUsedAt))}</span
        >`
      : w.neverUsed;
    return html`<li class="entry">
      <p>
        <strong>${link.contact.name}</strong> · ${w.scopes[link.scope.kind](link.scope.label)}<br />
        <span class="small quiet"
          >${w.given(day(this.calendar, link.createdAt), link.createdBy)} · ${used} ·
          ${link.status === 'active' ? w.until(day(this.calendar, link.expiresAt)) : w.statuses[link.status]}</span
        >
      </p>
      ${
        link.status === 'active'
          ? html`<div>
              <button class="bare" aria-label=${w.revokeOf(link.contact.name)} @click=${() => this.#revoke(link)}>
                ${w.revoke}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }
  async #revoke(link: Link) {
    const w = this.#words.now;
    // Cannot be undone: a revoked token stays dead.
    if (!confirm(w.revokeWhy(link.contact.name))) return;
    try {
      await this.desk.client.links.revoke(link.id);
      this.announce(w.revoked);
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    }
    void this.#links.load();
  }
}
