/** « Lien sécurisé » wherever one is given: its form, mailed or copied in one press, and what was just made. */
import type { Contact, Scope } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { Words } from '../../shared/locale.ts';
import { copy, copyable } from '../copyable.ts';
import type { DeskElement } from '../element.ts';
import type { Editing } from '../editing.ts';
import { submitted, type Text } from '../fields.ts';
import type { Form } from '../form.ts';
import { linksWords } from './words.ts';

interface Made {
  id: string;
  /** Null: it was mailed. */
  url: string | null;
  to: string;
  copied: boolean;
}
interface Offer {
  /** For whom it may be. */
  contacts: readonly Contact[];
  /** Id of the one who is most likely meant. */
  contactId: string | undefined;
  /** Asks what it opens, where that is not known. */
  opens?: unknown;
  /** What it opens; nothing: all of the customer. What is thrown is said in the form. */
  scope: (text: Text) => Promise<Scope | undefined>;
}

export class NewLink {
  readonly #host: DeskElement;
  readonly #form: Form;
  readonly #editing: () => Editing<'new'>;
  readonly #words: Words<(typeof linksWords)['fr']>;
  #made: Made | undefined;

  /** Of a form that is opened as `new`. */
  constructor(host: DeskElement, form: Form, editing: () => Editing<'new'>) {
    this.#host = host;
    this.#form = form;
    this.#editing = editing;
    this.#words = new Words(host, linksWords);
  }
  /** Says no more of what was made; of this one only, where an id is given. */
  forget(id = this.#made?.id) {
    if (id === this.#made?.id) this.#show(undefined);
  }
  #show(made: Made | undefined) {
    this.#made = made;
    this.#host.requestUpdate();
  }

  draw(offer: Offer) {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    const { words, desk } = this.#host;
    const { contacts, contactId = '', opens } = offer;
    const mailable = contacts.some(({ email }) => email);
    return html`<form
      class="stack notice"
      novalidate
      @submit=${submitted((given, event) => this.#make(offer, given, event))}
    >
      ${choice(
        'contactId',
        w.contact,
        contacts.map(({ id, name, email }) => [id, email ? `${name} (${email})` : name]),
        { required: true, chosen: contactId },
      )}
      ${opens} ${text('days', w.life, String(desk.company.linkDays), { type: 'number', required: true })}
      ${this.#form.problem()}
      <div class="row">
        <button class="primary" name="delivery" value="mail" aria-disabled=${this.#form.busy || !mailable}>
          ${w.mail}
        </button>
        <button name="delivery" value="copy" aria-disabled=${this.#form.busy}>${w.copy}</button>
        <button type="button" class="bare" @click=${() => this.#editing().edit(undefined)}>${words.cancel}</button>
      </div>
    </form>`;
  }
  async #make({ contacts, scope }: Offer, text: Text, event: SubmitEvent) {
    const delivery = (event.submitter as HTMLButtonElement | null)?.value === 'copy' ? 'copy' : 'mail';
    const w = this.#words.now;
    const [contactId, days] = [text('contactId'), Number(text('days'))];
    const to = contacts.find(({ id }) => id === contactId)?.email ?? '';
    this.#form.refuse({
      ...(delivery === 'mail' && !to && { contactId: w.noEmail }),
      ...((!Number.isInteger(days) || days < 1 || days > 730) && { days: w.lifeWrong }),
    });
    if (Object.keys(this.#form.errors).length) return;
    const saved = await this.#editing().save(
      async () => {
        const given = { contactId, scope: await scope(text), days, delivery } as const;
        const { link, url } = await this.#host.desk.client.links.create(given);
        this.#show({ id: link.id, url, to, copied: false });
        if (url) await this.#copy(url);
        else this.#host.announce(w.mailed(to));
      },
      undefined,
      '',
    );
    if (saved && this.#made?.copied === false)
      this.#host.renderRoot.querySelector<HTMLInputElement>('#copyable')?.select();
  }
  async #copy(url: string) {
    if (!(await copy(this.#host.renderRoot, url))) return;
    if (this.#made?.url === url) this.#show({ ...this.#made, copied: true });
    this.#host.announce(this.#words.now.copied);
  }
  /** What was just made: its address to copy, or to whom it was mailed. */
  result() {
    const made = this.#made;
    const w = this.#words.now;
    if (!made) return nothing;
    const { url } = made;
    if (!url) return html`<div class="notice fine" role="status"><p>${w.mailed(made.to)}</p></div>`;
    return html`<div class="notice fine stack">
      <p>${made.copied ? w.copied : w.copyByHand}</p>
      ${copyable(w.address, url, w.copyAgain, () => void this.#copy(url))}
      <p class="small quiet">${w.once}</p>
    </div>`;
  }
}

export const newLinkStyles = css`
  .notice.fine {
    border-color: var(--good);
  }
  #days {
    max-width: 8em;
  }
`;
