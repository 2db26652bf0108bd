/** The company's desk: who signs in, where they are, and the sections they go to. */
import type { Change, Company, Field, Member } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Connection } from '../shared/connection.ts';
import { brand } from '../shared/branding.ts';
import { dialogStyles, closeBeside } from '../shared/dialog.ts';
import { ParvisElement } from '../shared/element.ts';
import { speakTheirLanguage } from '../shared/hosted.ts';
import { Words } from '../shared/locale.ts';
import { clientOf } from './client.ts';
import { deskStyles } from './desk.styles.ts';
import {
  deskLexicon,
  type Desk as DeskContext,
  type DeskSection,
  type Place,
  type SectionName,
  type SignedInMember,
} from './section.ts';
import { Keyboard } from './keyboard.ts';
import { Latest } from './latest.ts';
import { loadSection, loadSections } from './sections.ts';

const sections: SectionName[] = ['inbox', 'interventions', 'customers', 'outbox', 'settings'];
const oneTimeLink = /^#welcome=([\w-]+)$/;
/** How long what was done is said, and can be undone. */
const sayTime = 8000;

/**
 * The company's desk: sign-in, inbox, interventions, customers, outbox and settings.
 * @csspart base - The whole of it.
 * @cssproperty --parvis-desk-height - Height to fill; the window's unless told otherwise.
 */
export class Desk extends ParvisElement {
  static override styles = [ParvisElement.styles, dialogStyles, deskStyles];
  static override properties = {
    place: { attribute: false },
    company: { state: true },
    members: { state: true },
    fields: { state: true },
    waitingCount: { state: true },
    trouble: { state: true },
    down: { state: true },
    said: { state: true },
    missing: { state: true },
    returns: { state: true },
    token: { state: true },
  };
  /** Where the desk stands; the hosted page keeps it in its address. */
  declare place: Place;
  declare protected company: Company | undefined;
  declare protected members: Member[];
  declare protected fields: Field[];
  /** How many interventions wait in the inbox; at most what one page holds. */
  declare protected waitingCount: { count: number; more: boolean } | undefined;
  declare protected trouble: unknown;
  /** The live stream is cut off. */
  declare protected down: boolean;
  /** What was just done, and how to take it back. */
  declare protected said: { text: string; undo?: (() => Promise<void>) | undefined } | undefined;
  /** The section whose file did not come. */
  declare protected missing: string | undefined;
  /** One-time token of an invitation or reset. */
  declare protected token: string | undefined;
  /** How often the network came back. */
  declare protected returns: number;
  protected override readonly audience = 'company';
  readonly #words = new Words(this, deskLexicon);
  /** Whether the sections that were not gone to have been fetched. */
  #rested = false;
  /** Whether what the desk is of has been asked for. */
  #begun = false;
  readonly #readings = new Latest();
  readonly #counts = new Latest();
  #shown: HTMLElement | null = null;
  #stopLive: (() => void) | undefined;
  #saidTimer: ReturnType<typeof setTimeout> | undefined;
  protected readonly keyboard = new Keyboard(this, '.main');

  constructor() {
    super();
    this.place = { section: 'inbox', id: null };
    this.members = this.fields = [];
    this.down = false;
    this.returns = 0;
  }

  override connectedCallback() {
    this.#takeToken();
    super.connectedCallback();
    this.#keyboard.addEventListener('keydown', this.#onKey);
    addEventListener('hashchange', this.#readAddress);
    addEventListener('online', this.#backOnline);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#keyboard.removeEventListener('keydown', this.#onKey);
    removeEventListener('hashchange', this.#readAddress);
    removeEventListener('online', this.#backOnline);
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const viewer = this.#viewer;
    speakTheirLanguage(this);
    if (viewer && viewer.role !== 'technician' && !this.#begun) this.#begin();
    if (!viewer && this.#begun) this.#forget();
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // On a narrow desk the sections are wider than the screen.
    const shown = this.renderRoot.querySelector<HTMLElement>('nav [aria-current]');
    if (shown && shown !== this.#shown) shown.closest('ul')?.scrollTo({ left: shown.offsetLeft - 48 });
    this.#shown = shown;
    // A dialog that made something is closed, and the desk is elsewhere.
    if (changed.get('place') && this.#begun) this.keyboard.rest();
  }
  protected override connected({ client }: Connection) {
    this.#readAddress();
    // The cookie may still be good; if not, signing in is what is shown.
    if (!client.session.current) client.session.open().catch(() => this.requestUpdate());
  }

  get #client() {
    return clientOf(this.connection!);
  }
  get #viewer(): SignedInMember | undefined {
    const viewer = this.connection?.client.viewer;
    return viewer?.kind === 'member' ? viewer : undefined;
  }
  /** Only the hosted page's address is ours to write. */
  get #ownsAddress() {
    return this.session === 'cookie';
  }

  /** On the hosted page all keys are the desk's; elsewhere those pressed in it. */
  get #keyboard(): EventTarget {
    return this.#ownsAddress ? document : this;
  }

  #begin() {
    const client = this.#client;
    this.#begun = true;
    this.trouble = undefined;
    void this.#readCompany();
    void this.#countInbox();
    this.#stopLive ??= client.live((event) => {
      if (event.type === 'up' && this.down) this.returns++;
      if (event.type === 'up' || event.type === 'down') this.down = event.type === 'down';
      if (event.type === 'reset' || (event.type === 'change' && event.change.kind.startsWith('intervention.')))
        void this.#countInbox();
      if (event.type === 'change') this.#hear(event.change);
    });
  }
  async #readCompany() {
    const client = this.#client;
    const isLatest = this.#readings.begin();
    try {
      const [company, members, fields] = await Promise.all([
        client.company.get(),
        client.members.list({ limit: 200 }).page(),
        client.fields.list(),
      ]);
      if (!isLatest()) return;
      this.members = members.items.filter(({ status }) => status === 'active');
      this.fields = fields;
      this.#setCompany(company);
    } catch (error) {
      if (!isLatest()) return;
      this.trouble = error;
      this.report(error);
    }
  }
  #forget() {
    this.#begun = false;
    // What is still on its way is of who left.
    this.#readings.begin();
    this.#counts.begin();
    this.#stopLive?.();
    this.#stopLive = undefined;
    this.company = this.trouble = this.waitingCount = this.said = undefined;
    this.members = this.fields = [];
  }
  #setCompany(company: Company) {
    this.company = company;
    brand(this.connection!.looks, company.branding);
  }
  async #countInbox() {
    const isLatest = this.#counts.begin();
    try {
      const { items, next } = await this.#client.interventions.list({ inbox: 'true', limit: 100 }).page();
      if (isLatest()) this.waitingCount = { count: items.length, more: next !== null };
    } catch {
      // The list itself says what is wrong; the last count stays.
    }
  }
  #hear(change: Change) {
    // Said once here, so that the sections need not say it again wherever the reader is.
    if (change.kind === 'intervention.created') this.announce(this.#words.now.newRequest);
    if (['company', 'member', 'field'].includes(change.subject.type)) void this.#readCompany();
  }

  /** A one-time token is a secret: it does not stay in the address. */
  #takeToken() {
    const token = oneTimeLink.exec(location.hash)?.[1];
    if (!token) return;
    this.token = token;
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  readonly #backOnline = () => {
    if (this.#ownsAddress && this.#lacks) this.#reload();
    this.returns++;
    if (this.#begun && !this.company) void this.#readCompany();
  };
  /** Whether what is to be shown did not come. */
  get #lacks() {
    return this.missing !== undefined && (!this.company || this.missing === this.place.section);
  }
  #reload() {
    // Once in the address again, the token survives.
    if (this.token) history.replaceState(history.state, '', `#welcome=${this.token}`);
    location.reload();
  }
  readonly #readAddress = () => {
    this.#takeToken();
    if (!this.#ownsAddress) return;
    const [, section, id] = /^#\/(\w+)(?:\/([\w-]+))?$/.exec(location.hash) ?? [];
    if (sections.includes(section as SectionName)) this.place = { section: section as SectionName, id: id ?? null };
  };
  #address({ section, id }: Place) {
    return id ? `#/${section}/${id}` : `#/${section}`;
  }
  #go(place: Place) {
    if (this.#ownsAddress && location.hash !== this.#address(place)) history.pushState(null, '', this.#address(place));
    this.place = place;
  }
  #say(text: string, undo?: () => Promise<void>) {
    this.said = { text, undo };
    this.announce(text);
    this.#unsayLater();
  }
  #unsayLater() {
    clearTimeout(this.#saidTimer);
    this.#saidTimer = setTimeout(() => {
      // Who is on their way to it needs no hurry.
      if (this.renderRoot.querySelector('.toast:is(:hover, :focus-within)')) this.#unsayLater();
      else this.said = undefined;
    }, sayTime);
  }

  readonly #onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const target = event.composedPath()[0] as HTMLElement;
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && this.said?.undo) {
      // In a field it takes back what was typed there.
      if (target.closest('input, textarea, dialog')) return;
      event.preventDefault();
      void this.#undo(this.said.undo);
    }
    const writes = target.closest('input, textarea, select, [contenteditable], dialog');
    if (writes || event.ctrlKey || event.metaKey || event.altKey || !this.company) return;
    if (event.key === '?') {
      event.preventDefault();
      this.#keysDialog?.showModal();
    } else if (this.#section?.onDeskKey?.(event.key)) event.preventDefault();
  };
  get #section() {
    // Not yet one while its file is on its way.
    return this.renderRoot.querySelector<Partial<DeskSection> & Element>('.main > :last-child') ?? undefined;
  }
  get #keysDialog() {
    return this.renderRoot.querySelector('dialog') ?? undefined;
  }

  protected override content() {
    const { connection } = this;
    const viewer = this.#viewer;
    if (this.#lacks && !this.company) return html`<div class="main">${this.#unloaded()}</div>`;
    if (this.token) {
      this.#load('password');
      return html`<parvis-desk-password
        .token=${this.token}
        @done=${() => (this.token = undefined)}
      ></parvis-desk-password>`;
    }
    if (!connection || (!viewer && !connection.ended && !connection.error)) return this.waiting();
    if (!viewer) {
      this.#load('sign-in');
      return html`<parvis-desk-sign-in></parvis-desk-sign-in>`;
    }
    if (viewer.role === 'technician') return this.#technician(viewer);
    if (!this.company) return this.trouble ? this.#failure() : this.waiting();
    return this.#frame(viewer, this.company);
  }

  protected override waiting() {
    const name = '\u00a0'.repeat(30);
    return html`<div class="frame" aria-hidden="true">
      <div class="top"><i class="bone">${name}</i></div>
      <nav>
        <ul>
          <li><a>&nbsp;</a></li>
        </ul>
      </nav>
      <div class="main stack">${[0, 1, 2, 3, 4, 5].map(() => html`<i class="bone">&nbsp;</i>`)}</div>
    </div>`;
  }
  #technician({ name }: SignedInMember) {
    const w = this.#words.now;
    return html`<div class="main stack">
      <h2>${w.technicianTitle(name)}</h2>
      <p>${w.technicianWhy}</p>
      <div><button @click=${() => this.#client.session.signOut()}>${w.signOut}</button></div>
    </div>`;
  }
  /** Browsers hold on to a file that did not come: only the page loaded anew asks for it again. */
  #unloaded() {
    return html`<div class="stack">
      <div class="notice bad" role="alert"><p>${this.sentence({ code: 'offline' })}</p></div>
      <div><button @click=${() => this.#reload()}>${this.common.retry}</button></div>
    </div>`;
  }
  #failure() {
    return html`<div class="main stack">
      <div class="notice bad" role="alert"><p>${this.sentence(this.trouble)}</p></div>
      <div><button @click=${() => this.#begin()}>${this.common.retry}</button></div>
    </div>`;
  }

  #frame(viewer: SignedInMember, company: Company) {
    const w = this.#words.now;
    const context: DeskContext = {
      client: this.#client,
      viewer,
      company,
      members: this.members,
      fields: this.fields,
      go: (place) => this.#go(place),
      companyChanged: (changed) => this.#setCompany(changed),
      say: (text, undo) => this.#say(text, undo),
    };
    return html`<div class="frame">
      <header class="top">
        <strong>${company.name}</strong>
        <div class="who">
          <span class="quiet name">${viewer.name}</span>
          <button class="bare" @click=${() => this.#client.session.signOut()}>${w.signOut}</button>
        </div>
      </header>
      <nav aria-label=${w.sections}>
        <ul>
          ${sections.map(
            (section) =>
              html`<li>
                <a
                  href=${this.#address({ section, id: null })}
                  aria-current=${this.place.section === section ? 'page' : nothing}
                  @click=${(event: MouseEvent) => this.#follow(event, section)}
                  >${w.section[section]}${section === 'inbox' ? this.#count() : nothing}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <div class="main">
        ${this.down ? html`<p class="offline" role="status">${w.offline}</p>` : nothing}
        ${
          this.#lacks
            ? this.#unloaded()
            : guard([viewer, company, this.members, this.fields, this.place, this.language, this.returns], () =>
                this.#sectionView(context),
              )
        }
      </div>
      ${this.#toast()}${this.#keys()}
    </div>`;
  }
  #follow(event: MouseEvent, section: SectionName) {
    // A press with a key held opens another tab, as everywhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#go({ section, id: null });
  }
  #count() {
    const { count, more } = this.waitingCount ?? { count: 0, more: false };
    if (!count) return nothing;
    return html`<span class="count" aria-label=${this.#words.now.inInbox(count)}>${count}${more ? '+' : ''}</span>`;
  }
  #load(name: Parameters<typeof loadSection>[0]) {
    loadSection(name).then(
      () => this.#idle(),
      () => (this.missing = name),
    );
  }
  /** What is gone to next is fetched once what is gone to first has come. */
  #idle() {
    if (this.#rested || !this.company) return;
    this.#rested = true;
    loadSections(sections);
  }
  #sectionView(desk: DeskContext) {
    const { section, id } = this.place;
    this.#load(section);
    switch (section) {
      case 'inbox':
        return html`<parvis-desk-inbox .desk=${desk} .open=${id}></parvis-desk-inbox>`;
      case 'interventions':
        return html`<parvis-desk-interventions .desk=${desk} .open=${id}></parvis-desk-interventions>`;
      case 'customers':
        return html`<parvis-desk-customers .desk=${desk} .open=${id}></parvis-desk-customers>`;
      case 'outbox':
        return html`<parvis-desk-outbox .desk=${desk} .open=${id}></parvis-desk-outbox>`;
      case 'settings':
        return html`<parvis-desk-settings .desk=${desk} .open=${id}></parvis-desk-settings>`;
    }
  }
  #toast() {
    const { said } = this;
    if (!said) return nothing;
    const { text, undo } = said;
    return html`<div class="toast">
      <span>${text}</span>
      ${undo ? html`<button @click=${() => this.#undo(undo)}>${this.#words.now.undo}</button>` : nothing}
    </div>`;
  }
  async #undo(undo: () => Promise<void>) {
    this.said = undefined;
    try {
      await undo();
      this.#say(this.#words.now.undone);
    } catch (error) {
      this.#say(this.sentence(error));
      this.report(error);
    }
  }
  #keys() {
    const w = this.#words.now;
    return html`<dialog aria-labelledby="keys" @click=${closeBeside}>
      <div class="head"><h2 id="keys">${w.keys}</h2></div>
      <dl class="keys">
        ${w.keyList.map(
          ([key, what]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <form method="dialog" class="row"><button>${this.common.close}</button></form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parvis-desk': Desk;
  }
}
