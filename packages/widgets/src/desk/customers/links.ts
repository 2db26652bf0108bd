/** « Lien sécurisé »: made, copied or mailed in one press; those given out, when each was last used; revoked. */
import type { Customer, InterventionSummary, Link, Scope, Site } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { all } from '../../shared/all.ts';
import { day, exactly } from '../../shared/dates.ts';
import { Editing } from '../editing.ts';
import { copy, copyable } from '../copyable.ts';
import { submitted, type Text } from '../fields.ts';
import { Listing } from '../listing.ts';
import { rows } from '../rows.ts';
import { entry, sheetStyles } from '../sheet.ts';
import { Words } from '../../shared/locale.ts';
import { words as french } from './links.fr.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { LiveChanges } from '../live-changes.ts';

const lexicon = { fr: french, en: () => import('./links.en.ts') };

/** As the server says it of a field. */
const unknownNumber = () =>
  Object.assign(new Error('unknown number'), { errors: [{ field: 'number', code: 'unknown-reference' }] });

/** `<parvis-desk-links>` */
export class Links extends DeskElement {
  static override styles = [
    sheetStyles,
    css`
      .notice.fine {
        border-color: var(--good);
      }
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
  readonly #words = new Words(this, lexicon);
  readonly #links = new Listing<Link>(this, () =>
    this.desk.client.links.list({ customerId: this.customer.id, limit: 20 }),
  );

  readonly #form = new Form(this);
  readonly #editing = new Editing<'new'>(this, this.#form, (what) => {
    void this.#opens(what && !this.#seesAll ? 'intervention' : '');
    if (what) this.made = undefined;
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
      this.made = undefined;
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
      ${this.#editing.now ? nothing : this.#result()}
      ${this.#links.empty ? html`<p class="quiet">${w.none}</p>` : nothing}
      <ul ${rows(this.#links.items, (link) => this.#line(link))}></ul>
      ${this.#links.hasMore ? html`<div class="add"><button class="bare" @click=${() => this.#links.more()}>${this.words.more}</button></div>` : nothing}
    </section>`;
  }
  #linkForm() {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    const { contacts } = this.customer;
    const mailable = contacts.some(({ email }) => email);
    // What is wider than an intervention shows the work of colleagues, which is not everybody's to show.
    const wider = this.#seesAll
      ? [['', w.everything] as const, ...this.sites.map(({ id, name }) => [`site:${id}`, w.site(name)] as const)]
      : [];
    return html`<form class="stack notice" novalidate @submit=${submitted((text, event) => this.#make(text, event))}>
      ${choice(
        'contactId',
        w.contact,
        contacts.map(({ id, name, email }) => [id, email ? `${name} (${email})` : name]),
        { required: true, chosen: contacts.find(({ main }) => main)?.id ?? '' },
      )}
      ${choice('scope', w.opens, [...wider, ['intervention', w.intervention]], {
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
      }
      ${text('days', w.life, String(this.desk.company.linkDays), { type: 'number', required: true })}
      ${this.#form.problem()}
      <div class="row">
        <button class="primary" name="delivery" value="mail" aria-disabled=${this.#form.busy || !mailable}>
          ${w.mail}
        </button>
        <button name="delivery" value="copy" aria-disabled=${this.#form.busy}>${w.copy}</button>
        <button type="button" class="bare" @click=${() => this.#editing.edit(undefined)}>${this.common.cancel}</button>
      </div>
    </form>`;
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
  async #scope(scope: string, number: string): Promise<Scope | undefined> {
    const [kind, id] = scope.split(':') as [Scope['kind'], string | undefined];
    if (kind !== 'intervention') return id ? { kind, id } : undefined;
    // Other numbers begin like this one, and texts have it in them.
    const found = await all(this.#interventions(200, number));
    const named = found.find((each) => String(each.number) === number);
    return named && { kind, id: named.id };
  }

  async #make(text: Text, event: SubmitEvent) {
    const delivery = (event.submitter as HTMLButtonElement | null)?.value === 'copy' ? 'copy' : 'mail';
    const w = this.#words.now;
    const [contactId, days] = [text('contactId'), Number(text('days'))];
    const to = this.customer.contacts.find(({ id }) => id === contactId)?.email ?? '';
    this.#form.refuse({
      ...(delivery === 'mail' && !to && { contactId: w.noEmail }),
      ...((!Number.isInteger(days) || days < 1 || days > 730) && { days: w.lifeWrong }),
    });
    if (Object.keys(this.#form.errors).length) return;
    const saved = await this.#editing.save(
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
    if (saved && this.made?.copied === false) this.renderRoot.querySelector<HTMLInputElement>('#copyable')?.select();
  }
  async #copy(url: string) {
    if (!(await copy(this.renderRoot, url))) return;
    if (this.made?.url === url) this.made = { ...this.made, copied: true };
    this.announce(this.#words.now.copied);
  }
  #result() {
    const { made } = this;
    const w = this.#words.now;
    if (!made) return nothing;
    if (!made.url) return html`<div class="notice fine" role="status"><p>${w.mailed(made.to)}</p></div>`;
    return html`<div class="notice fine stack">
      <p>${made.copied ? w.copied : w.copyByHand}</p>
      ${copyable(w.address, made.url, w.copyAgain, () => void this.#copy(made.url!))}
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
    if (revoked && this.made?.id === id) this.made = undefined;
    void this.#links.load();
  }
}
