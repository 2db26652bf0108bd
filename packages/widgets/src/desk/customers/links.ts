/** « Lien sécurisé »: made, copied or mailed in one press; those given out, when each was last used; revoked. */
import type { Customer, InterventionSummary, Link, Scope, Site } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { day, exactly } from '../../shared/dates.ts';
import { Editing } from '../editing.ts';
import { textIn } from '../form.ts';
import { Listing } from '../listing.ts';
import { splitStyles } from '../split.styles.ts';

/** As the server says it of a field. */
const unknownNumber = () =>
  Object.assign(new Error('unknown number'), { errors: [{ field: 'number', code: 'unknown-reference' }] });

/** `<parvis-desk-links>` */
export class Links extends Editing<'new'> {
  static override styles = [
    Editing.styles,
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
    made: { state: true },
    latest: { state: true },
  };
  declare customer: Customer;
  declare sites: Site[];
  /** What was just made: its address to copy, or to whom it was mailed. */
  declare protected made: { id: string; url: string | null; to: string; copied: boolean } | undefined;
  /** The customer's latest interventions, while a link to one of them is made. */
  declare protected latest: InterventionSummary[] | undefined;
  readonly #links = new Listing<Link>(this, () =>
    this.desk.client.links.list({ customerId: this.customer.id, limit: 20 }),
  );
  #stopLive: (() => void) | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('editing')) this.latest = undefined;
    if (changed.has('editing') && this.editing) this.made = undefined;
    const before = changed.get('customer') as Customer | undefined;
    if (changed.has('customer') && before?.id !== this.customer.id) {
      this.editing = this.made = undefined;
      this.wrongs = {};
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
    const w = this.words.links;
    const isPossible = this.customer.contacts.length > 0;
    return html`<section class="stack" aria-label=${w.title}>
      <div class="title">
        <h3>${w.title}</h3>
        ${isPossible ? this.editButton('new', w.make, w.make, 'primary') : nothing}
      </div>
      ${isPossible ? nothing : html`<p class="quiet">${w.noContact}</p>`}
      ${this.editing && isPossible ? this.#form() : this.problem()} ${this.editing ? nothing : this.#result()}
      ${this.#links.empty ? html`<p class="quiet">${w.none}</p>` : nothing}
      <ul>
        ${this.#links.items.map((link) => this.#line(link))}
      </ul>
    </section>`;
  }
  #form() {
    const w = this.words.links;
    const { contacts } = this.customer;
    const mailable = contacts.some(({ email }) => email);
    const wrong = this.wrongs['contactId'];
    return html`<form class="stack notice" novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="contactId">${w.contact}</label>
        <select
          id="contactId"
          name="contactId"
          aria-invalid=${Boolean(wrong)}
          aria-describedby=${wrong ? 'contactId-wrong' : nothing}
        >
          ${contacts.map(({ id, name, email, main }) => html`<option value=${id} ?selected=${main}>${name}${email ? ` (${email})` : ''}</option>`)}
        </select>
        ${wrong ? html`<p class="wrong" id="contactId-wrong">${wrong}</p>` : nothing}
      </div>
      <div class="field">
        <label for="scope">${w.opens}</label>
        <select id="scope" name="scope" @change=${this.#opens}>
          <option value="">${w.everything}</option>
          ${this.sites.map(({ id, name }) => html`<option value="site:${id}">${w.site(name)}</option>`)}
          <option value="intervention">${w.intervention}</option>
        </select>
      </div>
      ${
        this.latest
          ? html`${this.text('number', w.interventionNumber, '', { required: true, list: 'latest' })}
              <datalist id="latest">
                ${this.latest.map(({ number, description }) => html`<option value=${number}>${description}</option>`)}
              </datalist>`
          : nothing
      }
      ${this.text('days', w.life, String(this.desk.company.linkDays), { type: 'number', required: true })}
      ${this.problem()}
      <div class="row">
        <button class="primary" name="delivery" value="mail" aria-disabled=${this.busy || !mailable}>${w.mail}</button>
        <button name="delivery" value="copy" aria-disabled=${this.busy}>${w.copy}</button>
        <button type="button" class="bare" @click=${() => this.edit(undefined)}>${this.common.cancel}</button>
      </div>
    </form>`;
  }
  /** For a link to one intervention its number is asked; the customer's latest are there to choose from. */
  readonly #opens = async (event: Event) => {
    this.latest = (event.target as HTMLSelectElement).value === 'intervention' ? [] : undefined;
    if (!this.latest) return;
    try {
      const { items } = await this.#interventions(20).page();
      if (this.latest) this.latest = items;
    } catch {
      // A number can be typed all the same.
    }
  };
  #interventions(limit: number, q?: string) {
    return this.desk.client.interventions.list({ customerId: this.customer.id, q, limit });
  }
  async #scope(scope: string, number: string): Promise<Scope | undefined> {
    const [kind, id] = scope.split(':') as [Scope['kind'], string | undefined];
    if (kind !== 'intervention') return id ? { kind, id } : undefined;
    // Other numbers begin like this one, and texts have it in them.
    const found = await all(this.#interventions(200, number));
    const named = found.find((each) => String(each.number) === number);
    return named && { kind, id: named.id };
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const delivery = (event.submitter as HTMLButtonElement | null)?.value === 'copy' ? 'copy' : 'mail';
    const text = textIn(event);
    const w = this.words.links;
    const [contactId, days] = [text('contactId'), Number(text('days'))];
    const to = this.customer.contacts.find(({ id }) => id === contactId)?.email ?? '';
    this.refuse({
      ...(delivery === 'mail' && !to && { contactId: w.noEmail }),
      ...((!Number.isInteger(days) || days < 1 || days > 730) && { days: w.lifeWrong }),
    });
    if (Object.keys(this.wrongs).length) return;
    const saved = await this.save(
      async () => {
        const scope = await this.#scope(text('scope'), text('number').replace(/\D/g, ''));
        if (text('scope') && !scope) throw unknownNumber();
        const { link, url } = await this.desk.client.links.create({ contactId, scope, days, delivery });
        this.made = { id: link.id, url, to, copied: false };
        if (url) await this.#copy(url);
        else this.announce(w.mailed(to));
        void this.#links.load();
      },
      undefined,
      '',
    );
    if (saved && this.made?.copied === false) this.renderRoot.querySelector<HTMLInputElement>('#url')?.select();
  };
  async #copy(url: string) {
    try {
      await navigator.clipboard.writeText(url);
      if (this.made?.url === url) this.made = { ...this.made, copied: true };
      this.announce(this.words.links.copied);
    } catch {
      // Some browsers refuse: the address stands there to be copied by hand.
      this.renderRoot.querySelector<HTMLInputElement>('#url')?.select();
    }
  }
  #result() {
    const { made } = this;
    const w = this.words.links;
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
    const w = this.words.links;
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
  async #revoke({ id, contact }: Link) {
    const w = this.words.links;
    // Cannot be undone: a revoked token stays dead.
    if (!confirm(w.revokeWhy(contact.name))) return;
    const revoked = await this.save(() => this.desk.client.links.revoke(id), undefined, w.revoked);
    if (revoked && this.made?.id === id) this.made = undefined;
    void this.#links.load();
  }
}
