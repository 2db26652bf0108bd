/** « Lien sécurisé »: made, copied or mailed in one press; those given out, when each was last used; revoked. */
import type { Customer, InterventionSummary, Link, Scope, Site } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { day, exactly } from '../../shared/dates.ts';
import { Editing } from '../editing.ts';
import type { Text } from '../fields.ts';
import { Listing } from '../listing.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';
import { Words } from '../../shared/locale.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { LiveChanges } from '../live-changes.ts';
import { NewLink, newLinkStyles } from './new-link.ts';
import { linksWords } from './words.ts';

/** As the server says it of a field. */
const unknownNumber = () =>
  Object.assign(new Error('unknown number'), { errors: [{ field: 'number', code: 'unknown-reference' }] });

/** `<parvis-desk-links>` */
export class Links extends DeskElement {
  static override styles = [sheetStyles, newLinkStyles];
  static override properties = {
    customer: { attribute: false },
    sites: { attribute: false },
    latest: { state: true },
  };
  declare customer: Customer;
  declare sites: Site[];
  /** The customer's latest interventions, while a link to one of them is made. */
  declare protected latest: InterventionSummary[] | undefined;
  readonly #words = new Words(this, linksWords);
  readonly #links = new Listing<Link>(this, () =>
    this.desk.client.links.list({ customerId: this.customer.id, limit: 20 }),
  );

  readonly #form = new Form(this, { read: async () => void this.#links.load() });
  readonly #new = new NewLink(this, this.#form, () => this.#editing);
  readonly #editing: Editing<'new'> = new Editing<'new'>(this, this.#form, (what) => {
    void this.#opens(what && !this.#seesAll ? 'intervention' : '');
    if (what) this.#new.forget();
  });

  constructor() {
    super();
    void new LiveChanges(
      this,
      ({ subject }) => subject.type === 'link',
      () => void this.#links.load(),
    );
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const before = changed.get('customer') as Customer | undefined;
    if (changed.has('customer') && before?.id !== this.customer.id) {
      this.#editing.drop();
      this.#new.forget();
      this.#links.clear();
      void this.#links.load();
    }
  }

  protected override content(): unknown {
    const w = this.#words.now;
    const isPossible = this.customer.contacts.length > 0;
    return html`<section class="stack" aria-label=${w.title}>
      <div class="title">
        <h3>${w.title}</h3>
        ${isPossible ? this.#editing.button('new', w.make, w.make, 'primary') : nothing}
      </div>
      ${isPossible ? nothing : html`<p class="quiet">${w.noContact}</p>`}
      ${this.#editing.now && isPossible ? this.#linkForm() : this.#form.problem()}
      ${this.#editing.now ? nothing : this.#new.result()}
      ${this.#links.empty ? html`<p class="quiet">${w.none}</p>` : nothing}
      <ul ${rows(this.#links.items, (link) => this.#line(link))}></ul>
      ${this.#links.hasMore ? html`<div class="add"><button class="bare" @click=${() => this.#links.more()}>${this.words.more}</button></div>` : nothing}
    </section>`;
  }
  #linkForm() {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    const { contacts } = this.customer;
    // What is wider than an intervention shows the work of colleagues, which is not everybody's to show.
    const wider = this.#seesAll
      ? [['', w.everything] as const, ...this.sites.map(({ id, name }) => [`site:${id}`, w.site(name)] as const)]
      : [];
    return this.#new.draw({
      contacts,
      contactId: contacts.find(({ main }) => main)?.id,
      opens: html`${choice('scope', w.opens, [...wider, ['intervention', w.intervention]], {
        required: true,
        chosen: this.#seesAll ? '' : 'intervention',
        changed: (scope) => void this.#opens(scope),
      })}
      ${
        this.latest
          ? html`${text('number', w.interventionNumber, '', { required: true, list: 'latest' })}
              <datalist id="latest">
                ${this.latest.map(({ number, description }) => html`<option value=${number}>${description}</option>`)}
              </datalist>`
          : nothing
      }`,
      scope: (given) => this.#scope(given),
    });
  }
  get #seesAll() {
    return this.desk.viewer.rights.includes('see_all');
  }
  /** For a link to one intervention its number is asked; the customer's latest are there to choose from. */
  async #opens(scope: string) {
    this.latest = scope === 'intervention' ? [] : undefined;
    if (!this.latest) return;
    try {
      const { items } = await this.#interventions(20).page();
      if (this.latest) this.latest = items;
    } catch {
      // A number can be typed all the same.
    }
  }
  #interventions(limit: number, q?: string) {
    return this.desk.client.interventions.list({ customerId: this.customer.id, q, limit });
  }
  async #scope(text: Text): Promise<Scope | undefined> {
    const [kind, id] = text('scope').split(':') as [Scope['kind'], string | undefined];
    if (kind !== 'intervention') return id ? { kind, id } : undefined;
    // Other numbers begin like this one, and texts have it in them.
    const number = text('number').replace(/\D/g, '');
    const found = await all(this.#interventions(200, number));
    const named = found.find((each) => String(each.number) === number);
    if (!named) throw unknownNumber();
    return { kind, id: named.id };
  }

  #line(link: Link) {
    const w = this.#words.now;
    const used = link.lastUsedAt
      ? html`<span title=${exactly(this.calendar, link.lastUsedAt)}
          >${w.used(day(this.calendar, link.lastUsedAt))}</span
        >`
      : w.neverUsed;
    const { scope, status } = link;
    // Those of a customer are for contacts.
    const contact = link.contact!;
    return entry(
      html`<strong>${contact.name}</strong> · ${w.scopes[scope.kind](scope.label)}`,
      html`${w.given(day(this.calendar, link.createdAt), link.createdBy)} · ${used} ·
      ${status === 'active' ? w.until(day(this.calendar, link.expiresAt)) : w.statuses[status]}`,
      status === 'active'
        ? html`<button class="bare" aria-label=${w.revokeOf(contact.name)} @click=${() => this.#revoke(link)}>
            ${w.revoke}
          </button>`
        : undefined,
    );
  }
  async #revoke({ id, contact }: Link) {
    const w = this.#words.now;
    // Cannot be undone: a revoked token stays dead.
    if (!confirm(w.revokeWhy(contact!.name))) return;
    const revoked = await this.#form.act(() => this.desk.client.links.revoke(id), undefined, w.revoked);
    if (revoked) this.#new.forget(id);
    else void this.#links.load();
  }
}
