/**
 * What the form does beyond its first field: what the company knows already, photos, the draft, sending, refusals.
 * Loaded while the first words are typed.
 */
import type { Address, ContactDetails, Equipment, Intervention, ParvisError, Portal, Site } from '@parvis/sdk';
import { html, nothing, type CSSResult } from 'lit';
import picture from 'lucide/dist/esm/icons/image.mjs';
import { words as french } from '../locales/fr/filling.ts';
import { define } from '../shared/define.ts';
import { ParvisErrorEvent } from '../shared/events.ts';
import { icon } from '../shared/icon.ts';
import { Words, wordsOf } from '../shared/locale.ts';
import { addressLine, equipmentName } from '../shared/naming.ts';
import { Photos } from '../shared/photos.ts';
import { created, editor, prepare, styles, type Choices } from './details.ts';
import type { Changes } from './draft.ts';
import { InterventionSeenEvent, ParvisInterventionCreatedEvent } from './events.ts';
import { fillingStyles } from './filling.styles.ts';
import type { InterventionForm } from './intervention-form.ts';
import { Keeping } from './keeping.ts';

const lexicon = { fr: french, en: () => import('../locales/en/filling.ts') };

/** What stands folded under a line of its own. */
export type Part = 'type' | 'place' | 'contact' | 'fields';

const longestPause = 60_000;

export class Filling {
  /** What was changed from what the form starts with, the description apart. */
  changes: Changes = {};
  /** Sent without a network: it waits on this device. */
  kept = false;
  #isOffline = false;
  /** Known by name once they were asked for. */
  site: Site | undefined;
  equipment: Equipment | undefined;
  choices: Choices | undefined;
  /** The form. */
  readonly on: InterventionForm;
  readonly #keeping: Keeping;
  readonly words: Words<typeof french>;
  /** Codes of what is wrong, by field. */
  #errors: Record<string, string> = {};
  #unfolded: ReadonlySet<Part> = new Set();
  #problem = '';
  /** A request is on its way. */
  sending = false;
  #picking = false;
  #created: Intervention | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #pause = 2000;
  #started = false;

  constructor(form: InterventionForm) {
    this.on = form;
    this.words = new Words(form, lexicon);
    this.#keeping = new Keeping(this);
    this.#wear([fillingStyles, ...styles]);
    if (form.isConnected) this.listen();
  }
  get speaks() {
    return this.on.lexicons.map(({ there }) => there).every(Boolean);
  }
  /** Tells who does not see the screen that a draft was taken up, as soon as there are words for it. */
  async sayRestored() {
    await new Promise<void>((arrived) => wordsOf(lexicon, this.on.language, arrived) && arrived());
    this.on.announce(this.words.now.restored);
  }
  listen() {
    addEventListener('online', this.#resume);
    // A tab that is put away may never come back: what was just typed is kept at once.
    document.addEventListener('visibilitychange', this.#keeping.now);
  }
  rest() {
    removeEventListener('online', this.#resume);
    document.removeEventListener('visibilitychange', this.#keeping.now);
    clearTimeout(this.#again);
    void this.#keeping.now();
  }
  /** Called at each drawing: begins as soon as the head of the portal is known. */
  start() {
    const { portal } = this.on;
    if (portal && !this.#started) {
      this.#started = true;
      void this.#start(portal);
    }
  }
  async #start(portal: Portal) {
    const { client } = this.on.connection ?? {};
    if (portal.fields.some(({ required, active }) => required && active)) void this.unfold('fields');
    const waiting = await this.#keeping.restore(portal);
    if (waiting) void this.#send();
    const { siteId, equipmentId } = this.values;
    // Their names are a detail: should they not come, the address says enough.
    if (siteId && portal.options.sites)
      this.site ??= await client?.call('GET /sites/:siteId', siteId).catch(() => undefined);
    if (equipmentId && portal.options.equipment) {
      this.equipment ??= await client?.call('GET /equipment/:equipmentId', equipmentId).catch(() => undefined);
    }
    this.on.requestUpdate();
  }

  /** What will be sent: what the form started with, and what was changed. */
  get values() {
    const { siteId = null, equipmentId = null } = this.on.portal?.prefill ?? {};
    return {
      siteId: this.on.siteId ?? siteId,
      equipmentId: this.on.equipmentId ?? equipmentId,
      fields: {},
      ...this.changes,
      description: this.on.description,
    };
  }
  /** Shown, and sent only if it was changed: otherwise the server takes the same from its own records. */
  get address(): Address | undefined {
    return this.changes.address ?? this.#otherSite?.address ?? this.on.portal?.prefill.address;
  }
  get contact(): ContactDetails | undefined {
    return this.changes.contact ?? this.#otherSite?.contact ?? this.on.portal?.prefill.contact;
  }
  /** The site, where it is not the one that the head of the portal speaks of. */
  get #otherSite() {
    return this.values.siteId === this.on.portal?.prefill.siteId ? undefined : this.site;
  }
  /** Takes a change, forgets what was wrong there, and keeps the draft. */
  change(changes: Changes, name: string) {
    this.changes = { ...this.changes, ...changes };
    this.#keeping.reopen();
    const { [name]: _, ...errors } = this.#errors;
    this.#errors = errors;
    this.on.requestUpdate();
    this.#keeping.soon();
  }
  /** The sentence for what is wrong with a field. */
  wrong(name: string): string | undefined {
    const { fieldErrors } = this.on.common;
    const code = this.#errors[name];
    return code && (fieldErrors[code] ?? fieldErrors['invalid']);
  }

  closed({ company }: Portal) {
    const w = this.words.now;
    return html`<div class="notice stack" part="message">
      <p>${w.closed(company.name)}</p>
      ${company.phone ? html`<p><a href="tel:${company.phone.replaceAll(' ', '')}">${w.call(company.phone)}</a></p>` : nothing}
    </div>`;
  }
  /** Above the fields: what holds for all of them. */
  above() {
    const names = Object.keys(this.#errors);
    if (this.on.portal?.preview) return html`<p class="notice" part="message">${this.words.now.preview}</p>`;
    if (names.length < 2) return nothing;
    return html`<div class="notice bad" role="alert">
      <p>${this.words.now.fieldsToCorrect(names.length)}</p>
      <ul>
        ${names.map(
          (name) =>
            html`<li>
              <a href="#${name}" @click=${(event: Event) => this.#goTo(event, name)}>${this.#labelOf(name)}</a>
            </li>`,
        )}
      </ul>
    </div>`;
  }
  #labelOf(name: string) {
    const label = this.on.renderRoot.querySelector(`label[for="${CSS.escape(name)}"]`);
    return label?.textContent?.trim() || this.words.now[partOf(name) ?? 'known'];
  }
  #goTo(event: Event, name: string) {
    event.preventDefault();
    this.on.renderRoot.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)?.focus();
  }

  /** Below the description: photos, and what the company knows already, each part folded with its present value. */
  below(portal: Portal | undefined) {
    const w = this.words.now;
    const own = portal?.fields.some((each) => each.active);
    const parts: Part[] = own ? ['type', 'place', 'contact', 'fields'] : ['type', 'place', 'contact'];
    return html`${
        this.#picking
          ? html`<parvis-photos @photos-changed=${this.#keeping.soon}></parvis-photos>`
          : html`<div>
              <button
                type="button"
                ?disabled=${portal?.preview}
                @click=${() => this.openPhotos((photos) => photos.pick())}
              >
                ${icon(picture)}${this.on.common.addPhotos}
              </button>
            </div>`
      }
      <section aria-label=${w.known}>${parts.map((part) => this.#part(part, portal))}</section>`;
  }
  async openPhotos(then: (photos: Photos) => unknown) {
    define('parvis-photos', Photos);
    this.#picking = true;
    this.on.requestUpdate();
    await this.on.updateComplete;
    const photos = this.picker;
    if (photos) await then(photos);
  }
  get picker() {
    return this.on.renderRoot.querySelector<Photos>('parvis-photos');
  }
  #part(part: Part, portal: Portal | undefined) {
    const w = this.words.now;
    if (this.#unfolded.has(part) && portal) return editor(part, this, portal);
    return html`<div class="part ${part}">
      <h3>${w[part]}</h3>
      <div>${portal ? this.#valueOf(part, portal) : html`<i class="bone">&nbsp;</i>`}</div>
      <button
        type="button"
        class="bare"
        ?disabled=${!portal}
        aria-label=${w.changePart(w[part])}
        @click=${() => this.unfold(part, true)}
      >
        ${w.change}
      </button>
    </div>`;
  }
  #valueOf(part: Part, { company, fields }: Portal) {
    const w = this.words.now;
    const { language } = this.on;
    const { address, contact, site, equipment, values } = this;
    switch (part) {
      case 'type': {
        const type = company.types.find(({ key }) => key === values.type);
        return type ? type.label[language] : html`<span class="quiet">${w.noType}</span>`;
      }
      case 'place': {
        const names = [site?.name, equipment && equipmentName(equipment)].filter(Boolean).join(' · ');
        return html`${names ? html`<div>${names}</div>` : nothing}
          <div>${address && addressLine(address)}</div>`;
      }
      case 'contact':
        return html`${contact?.name} <span class="quiet">${contact?.phone}</span>`;
      case 'fields': {
        const given = fields.filter(({ id }) => id in values.fields);
        return given.length
          ? given.map(({ label }) => label[language]).join(', ')
          : html`<span class="quiet">${w.noFields}</span>`;
      }
    }
  }
  /** Shows what edits a part. */
  async unfold(part: Part, focus = false) {
    await prepare(part, this);
    this.#unfolded = new Set([...this.#unfolded, part]);
    this.on.requestUpdate();
    await this.on.updateComplete;
    if (focus) this.on.renderRoot.querySelector<HTMLElement>(`.editor.${part} :is(input, select)`)?.focus();
  }

  /** Styles come with what they are for. */
  #wear(styles: CSSResult[]) {
    const { adoptedStyleSheets } = this.on.renderRoot as ShadowRoot;
    adoptedStyleSheets.push(...styles.flatMap(({ styleSheet }) => styleSheet ?? []));
  }

  /** At the end: what went wrong as a whole, what is kept, and the act. */
  end(portal: Portal | undefined) {
    const w = this.words.now;
    return html`${this.#problem ? html`<p class="notice bad" part="message" role="alert">${this.#problem}</p>` : nothing}
    ${
      this.kept
        ? html`<div class="notice stack" part="message" role="status">
            <p>${this.#isOffline ? w.kept : w.keptAway}</p>
            <div class="row">
              <button type="button" @click=${this.#resume}>${this.on.common.retry}</button>
              <button type="button" class="bare" @click=${this.#reopen}>${w.change}</button>
            </div>
          </div>`
        : portal
          ? html`<button class="primary wide" part="submit" aria-disabled=${this.sending || portal.preview}>
              ${this.sending ? w.sending : w.send}
            </button>`
          : nothing
    }`;
  }
  confirmation() {
    return this.#created ? created(this.#created, this) : nothing;
  }

  async submit() {
    const { portal } = this.on;
    if (this.sending || this.kept || !portal || portal.preview) return;
    this.#problem = '';
    this.#errors = this.#check(portal);
    if (Object.keys(this.#errors).length) return this.#showErrors();
    this.sending = true;
    this.on.requestUpdate();
    await this.picker?.settle();
    await this.#send();
  }
  #check(portal: Portal): Record<string, string> {
    const { description, fields } = this.values;
    const values: Record<string, unknown> = fields;
    const empty = portal.fields.filter(({ id, required, active }) => required && active && (values[id] ?? '') === '');
    const { contact } = this.changes;
    return {
      ...(!description.trim() && { description: 'required' }),
      ...(contact && !contact.name.trim() && { 'contact.name': 'required' }),
      ...Object.fromEntries(empty.map(({ id }) => [`fields.${id}`, 'required'])),
    };
  }
  async #showErrors() {
    for (const name of Object.keys(this.#errors)) {
      const part = partOf(name);
      if (part) await this.unfold(part);
    }
    this.on.requestUpdate();
    await this.on.updateComplete;
    // In the order of the form, which is not that of the refusals.
    this.on.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  async #send() {
    const { connection, portal } = this.on;
    if (!connection || !portal) return;
    clearTimeout(this.#again);
    this.sending = true;
    this.on.requestUpdate();
    try {
      this.#created = await this.#keeping.send(connection, portal);
      this.#clear();
      this.on.dispatchEvent(new ParvisInterventionCreatedEvent(this.#created));
      this.on.requestUpdate();
      await this.on.updateComplete;
      this.on.renderRoot.querySelector('dialog')?.showModal();
    } catch (error) {
      await this.#failed(error as Partial<ParvisError>);
    } finally {
      this.sending = false;
      this.on.requestUpdate();
    }
  }
  async #failed(error: Partial<ParvisError>) {
    this.on.dispatchEvent(new ParvisErrorEvent(error));
    // No answer came, or none that settles anything: tried again by itself, with growing pauses.
    this.kept = error.retryable ?? false;
    this.#isOffline = error.status === 0;
    if (this.kept) {
      this.#again = setTimeout(this.#resume, (this.#pause = Math.min(this.#pause * 2, longestPause)));
    } else if (error.errors?.length) {
      this.#errors = Object.fromEntries(error.errors.map(({ field, code }) => [field, code]));
      await this.#showErrors();
    } else {
      const isThere = error.code === 'idempotency-key-reused' || error.code === 'reply-lost';
      this.#problem = isThere ? this.words.now.alreadySent : this.on.sentence(error);
    }
    this.on.requestUpdate();
    await this.on.updateComplete;
    // More than the button that it takes the place of.
    this.on.renderRoot.querySelector('[part="form"] > .notice[part="message"]')?.scrollIntoView({ block: 'nearest' });
  }
  readonly #resume = () => {
    if (this.kept && !this.sending) void this.#send();
  };
  readonly #reopen = () => {
    clearTimeout(this.#again);
    this.kept = false;
    this.#keeping.reopen();
    this.on.requestUpdate();
    this.#keeping.soon();
  };
  #clear() {
    this.#keeping.end();
    this.picker?.clear();
    this.#picking = this.kept = false;
    this.on.description = '';
    this.changes = {};
    this.#errors = {};
    this.#unfolded = new Set([...this.#unfolded].filter((part) => part === 'fields'));
  }
  /** Closes the confirmation, ready for another request. */
  readonly done = () => {
    const created = this.#created;
    this.#created = undefined;
    this.on.requestUpdate();
    this.on.focusFirst();
    if (created) this.on.dispatchEvent(new InterventionSeenEvent(created));
  };
}

/** The folded part that a field of the request stands in. */
const parts: Record<string, Part> = {
  type: 'type',
  siteId: 'place',
  equipmentId: 'place',
  address: 'place',
  contact: 'contact',
  fields: 'fields',
};
const partOf = (name: string) => parts[name.split('.')[0] ?? ''];
