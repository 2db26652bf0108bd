/**
 * What the form does beyond its first field: what the company knows already, photos, the draft, sending, refusals.
 * Loaded while the first words are typed.
 */
import type { Address, ContactDetails, Equipment, FieldCode, Portal, Site } from '@parvis/sdk';
import { html, nothing, type CSSResult } from 'lit';
import picture from 'lucide/dist/esm/icons/image.mjs';
import { words as french } from './form-body.fr.ts';
import { define } from '../shared/define.ts';
import { ParvisErrorEvent } from '../shared/events.ts';
import { icon } from '../shared/icon.ts';
import { unbroken } from '../shared/naming.ts';
import { Words, wordsOf } from '../shared/locale.ts';
import type { FieldSentences } from '../shared/sentences.ts';
import { Photos } from '../shared/photos.ts';
import { asked } from './asked.ts';
import { created, styles, type Arrived } from './confirmation.ts';
import { choicesInSight, editor, prepare } from './editors.ts';
import { tooLong } from '../shared/too-long.ts';
import type { Changes, Draft } from './draft.ts';
import { InterventionSeenEvent, ParvisInterventionCreatedEvent, type CorrectAskedEvent } from './events.ts';
import { formBodyStyles } from './form-body.styles.ts';
import { folded } from './folded.ts';
import { DraftSaver } from './draft-saver.ts';
import { Pending } from './pending.ts';
import type { Outcome } from './sending.ts';
import type { Choices, Form, Part, Writing } from './writing.ts';

const lexicon = { fr: french, en: () => import('./form-body.en.ts') };

/** As many as the service takes. */
const mostDescribed = 4000;

export class FormBody implements Writing {
  changes: Changes = {};
  site: Site | undefined;
  equipment: Equipment | undefined;
  choices: Choices | undefined;
  /** The form. */
  readonly on: Form;
  readonly #saver: DraftSaver;
  readonly words: Words<typeof french>;
  /** Codes of what is wrong, by field. */
  #errors: Record<string, FieldCode> = {};
  #unfolded: ReadonlySet<Part> = new Set();
  #problem = '';
  sending = false;
  #picking = false;
  /** What was sent has arrived: it is confirmed until that has been read. */
  #arrived: Arrived | undefined;
  #started: Promise<void> | undefined;
  #stopSending: (() => void) | undefined;

  constructor(form: Form) {
    this.on = form;
    this.words = new Words(form, lexicon);
    this.#saver = new DraftSaver(this);
    this.#wear([formBodyStyles, ...styles]);
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
    if (this.#started) this.#follow();
    this.#saver.wake();
    // A tab that is put away may never come back: what was just typed is kept at once.
    document.addEventListener('visibilitychange', this.#saver.now);
  }
  rest() {
    document.removeEventListener('visibilitychange', this.#saver.now);
    this.#stopSending?.();
    this.#stopSending = undefined;
    void this.#saver.now().then(() => this.on.isConnected || this.#saver.rest());
  }
  /** What waits leaves by itself as long as the form is there, and shows above it. */
  #follow() {
    const { outbox } = this.#saver;
    if (!outbox || this.#stopSending) return;
    const stop = outbox.use();
    outbox.addEventListener('changed', this.#changed);
    this.#stopSending = () => {
      stop();
      outbox.removeEventListener('changed', this.#changed);
    };
  }
  readonly #changed = () => {
    if (!this.sending && this.#saver.isElsewhere) this.#clear();
    this.on.requestUpdate();
  };
  /** Called at each drawing: begins as soon as the head of the portal is known. */
  start() {
    const { portal } = this.on;
    if (portal) this.#started ??= this.#start(portal);
  }
  async #start(portal: Portal) {
    const { client } = this.on.connection ?? {};
    if (asked(portal.fields).folded.some(({ required }) => required)) void this.unfold('fields');
    await this.#restore(portal);
    if (this.on.isConnected) this.#follow();
    const { siteId, equipmentId } = this.values;
    // Their names are a detail: should they not come, the address says enough.
    if (siteId && portal.options.sites)
      this.site ??= await client?.call('GET /sites/:siteId', siteId).catch(() => undefined);
    if (equipmentId && portal.options.equipment) {
      this.equipment ??= await client?.call('GET /equipment/:equipmentId', equipmentId).catch(() => undefined);
    }
    this.on.requestUpdate();
  }

  /** Takes up what was written last, with what was wrong with it. */
  async #restore(portal: Portal) {
    const refused = await this.#saver.restore(portal);
    if (refused) await this.#show(refused);
  }
  /** Takes what waits, or was refused, to be written again; what stands in the form is kept as another draft. */
  async correct(id: string) {
    const { portal } = this.on;
    await this.#started;
    if (!portal || this.sending) return;
    if (this.#saver.id !== id) {
      await this.#saver.now();
      this.#clear();
      await this.#saver.outbox?.reopen(id);
      await this.#restore(portal);
    }
    if (!Object.keys(this.#errors).length) this.on.focusFirst();
  }

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
    const { [name]: _, ...errors } = this.#errors;
    this.#errors = errors;
    this.on.requestUpdate();
    this.#saver.soon();
  }
  /** Whether more than a description is compulsory. */
  get asksMore() {
    return this.on.portal?.fields.some(({ required, active }) => required && active);
  }
  /** The sentence for what is wrong with a field. */
  wrong(name: string): string | undefined {
    const { fieldErrors } = this.on.common;
    // Said while it is pasted, and until it is short enough.
    const over = name === 'description' && tooLong(this.on.language, this.on.description, mostDescribed);
    if (over) return over;
    const code = this.#errors[name];
    const sentences: FieldSentences = { ...fieldErrors, ...this.words.now.fieldErrors };
    return code && (sentences[`${name} ${code}`] ?? sentences[code] ?? fieldErrors.invalid);
  }

  closed({ company }: Portal) {
    const w = this.words.now;
    return html`${this.#waiting()}
      <div class="notice stack" part="message">
        <p>${w.closed(company.name)}</p>
        ${company.phone ? html`<p><a href="tel:${company.phone.replaceAll(' ', '')}">${w.call(unbroken(company.phone))}</a></p>` : nothing}
      </div>`;
  }
  /** Above the fields: what waits to leave, and what holds for all of them. */
  above() {
    const names = Object.keys(this.#errors);
    if (this.on.portal?.preview) return html`<p class="notice" part="message">${this.words.now.preview}</p>`;
    return html`${this.#waiting()}
    ${
      names.length < 2
        ? nothing
        : html`<div class="notice bad" role="alert">
            <p>${this.words.now.fieldsToCorrect(names.length)}</p>
            <ul>
              ${names.map(
                (name) =>
                  html`<li>
                    <a href="#${name}" @click=${(event: Event) => this.#goTo(event, name)}>${this.#labelOf(name)}</a>
                  </li>`,
              )}
            </ul>
          </div>`
    }`;
  }
  #waiting() {
    if (!this.#saver.outbox?.items.length) return nothing;
    define('parvis-pending', Pending);
    return html`<parvis-pending
      @correct-asked=${(event: CorrectAskedEvent) => {
        event.stopPropagation();
        void this.correct(event.id);
      }}
    ></parvis-pending>`;
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
    const parts: Part[] =
      portal && asked(portal.fields).folded.length
        ? ['type', 'place', 'contact', 'fields']
        : ['type', 'place', 'contact'];
    return html`${portal && choicesInSight(this, portal)}${
        this.#picking
          ? html`<parvis-photos @photos-changed=${this.#saver.soon}></parvis-photos>`
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
    return this.#unfolded.has(part) && portal ? editor(part, this, portal) : folded(part, this, portal);
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

  /** At the end: what went wrong as a whole, and the act. */
  end(portal: Portal | undefined) {
    const w = this.words.now;
    return html`${this.#problem ? html`<p class="notice bad" part="message" role="alert">${this.#problem}</p>` : nothing}
    ${
      portal
        ? html`<button class="primary wide" part="submit" aria-disabled=${this.sending || portal.preview}>
            ${this.sending ? w.sending : w.send}
          </button>`
        : nothing
    }`;
  }
  confirmation() {
    return this.#arrived && created(this.#arrived, this);
  }

  async submit() {
    const { portal } = this.on;
    if (this.sending || !portal || portal.preview) return;
    this.#problem = '';
    this.#errors = this.#check(portal);
    if (Object.keys(this.#errors).length) return this.#showErrors();
    // What is sent is no longer written in, and its fields can hold no focus.
    this.on.renderRoot.querySelector<HTMLElement>('[part="submit"]')?.focus();
    this.sending = true;
    this.on.requestUpdate();
    try {
      await this.picker?.settle();
      await this.#send();
    } finally {
      this.sending = false;
      this.on.requestUpdate();
    }
  }
  #check(portal: Portal): Record<string, FieldCode> {
    const { description, fields } = this.values;
    const values: Record<string, unknown> = fields;
    const empty = portal.fields.filter(({ id, required, active }) => required && active && (values[id] ?? '') === '');
    const { contact } = this.changes;
    return {
      ...(!description.trim() && { description: 'required' }),
      ...(description.length > mostDescribed && { description: 'too-long' }),
      ...(contact && !contact.name.trim() && { 'contact.name': 'required' }),
      ...Object.fromEntries(empty.map(({ id }) => [`fields.${id}`, 'required' as const])),
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
    const id = await this.#saver.seal();
    const outcome = await this.#saver.outbox?.send(id);
    this.sending = false;
    switch (outcome?.kind) {
      case 'arrived':
        await this.#confirm(outcome);
        break;
      case 'refused':
        this.#saver.takeBack(outcome.draft);
        this.picker?.resume();
        this.on.dispatchEvent(new ParvisErrorEvent(outcome.error));
        await this.#show(outcome.draft.refused);
        break;
      case 'later':
      case 'gone':
      case undefined:
        // It waits on this device: the line above says so, and the form is ready for another one.
        if (outcome?.kind === 'later' && outcome.error) this.on.dispatchEvent(new ParvisErrorEvent(outcome.error));
        this.#clear();
        this.on.requestUpdate();
        await this.on.updateComplete;
        this.on.renderRoot.querySelector('parvis-pending')?.scrollIntoView({ block: 'nearest' });
    }
    this.on.requestUpdate();
  }
  async #confirm({ draft, intervention }: Outcome & { kind: 'arrived' }) {
    if (intervention) this.on.dispatchEvent(new ParvisInterventionCreatedEvent(intervention));
    const isSeen = this.on.isConnected && draft.arrived;
    this.#clear();
    // Nobody looks at the form any more, or there is more to say than its number: the line says it.
    if (!isSeen) return;
    this.#arrived = { ...draft.arrived!, status: intervention?.status ?? 'requested', missing: draft.photos.length };
    if (!draft.photos.length) this.#saver.outbox?.dismiss(draft.id);
    this.on.requestUpdate();
    await this.on.updateComplete;
    this.on.renderRoot.querySelector<HTMLElement>('#created')?.focus();
  }
  /** Says why it was refused: beside the fields, or as a whole. */
  async #show(refused: Draft['refused']) {
    const { code = '', errors = [] } = refused ?? {};
    this.#errors = Object.fromEntries(errors.map(({ field, code }) => [field, code]));
    const isThere = code === 'idempotency-key-reused' || code === 'reply-lost';
    this.#problem = errors.length ? '' : isThere ? this.words.now.alreadySent : this.on.sentence({ code });
    if (errors.length) return this.#showErrors();
    this.on.requestUpdate();
    await this.on.updateComplete;
    // More than the button that it takes the place of.
    this.on.renderRoot.querySelector('[part="form"] > .notice[part="message"]')?.scrollIntoView({ block: 'nearest' });
  }
  #clear() {
    this.#saver.letGo();
    this.picker?.clear();
    this.#picking = false;
    this.on.description = '';
    this.changes = {};
    this.#errors = {};
    this.#problem = '';
    this.#unfolded = new Set([...this.#unfolded].filter((part) => part === 'fields'));
  }
  /** Closes the confirmation, ready for another request. */
  readonly done = async () => {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    this.on.requestUpdate();
    await this.on.updateComplete;
    this.on.focusFirst();
    if (arrived) this.on.dispatchEvent(new InterventionSeenEvent(arrived.id));
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
