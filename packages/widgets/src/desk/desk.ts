/** The company's desk: who signs in, where they are, and the sections they go to. */
import type { Company } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import door from 'lucide/dist/esm/icons/log-out.mjs';
import search from 'lucide/dist/esm/icons/search.mjs';
import { dialogStyles } from '../shared/dialog.ts';
import { define } from '../shared/define.ts';
import { ParvisElement } from '../shared/element.ts';
import { speakTheirLanguage } from '../shared/hosted.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { clientOf } from './client.ts';
import { deskStyles } from './desk.styles.ts';
import { notifications, singleKeys } from './device-switch.ts';
import type { Section } from './entry.ts';
import { inbox } from './interventions/inbox.section.ts';
import { Notifier } from './notifier.ts';
import { profile } from './profile/profile.section.ts';
import type { Desk as DeskContext, Place, SectionName, SignedInMember } from './section.ts';
import { Keyboard } from './keyboard.ts';
import { CompanyStore } from './company-store.ts';
import { loadFinder, loadSections, loadSectionsLater } from './files.ts';
import { Password, SignIn } from './gate.ts';
import { addressOf, placeIn } from './place.ts';
import { printStyles } from './print.styles.ts';
import { home, listed, sections } from './sections.ts';
import { keysDialog, press } from './shortcuts.ts';
import { standing } from './standing.ts';
import { Toast } from './toast.ts';
import { forgetInTab } from './tab.ts';
import { forgetTyping, keepsTyping, losesTyping, noteTyping } from './unsaved.ts';
import { deskWords } from './words.ts';

// There with the frame: a session that ends without a network finds them.
define('parvis-desk-sign-in', SignIn);
define('parvis-desk-password', Password);

const sectionOf = (name: string | undefined) => sections.find((each) => each.name === name);
/** As many as the server counts may be more. */
const counted = (count: number) => (count < 1000 ? String(count) : '1000+');
const oneTimeLink = /^#welcome=([\w-]+)$/;

/**
 * The company's desk: sign-in, inbox, interventions, customers, outbox and settings.
 * @csspart base - The whole of it.
 * @cssproperty --parvis-desk-height - Height to fill; the window's unless told otherwise.
 */
export class Desk extends ParvisElement {
  static override styles = [ParvisElement.styles, dialogStyles, deskStyles, printStyles];
  static override properties = {
    place: { attribute: false },
    missing: { state: true },
    finding: { state: true },
    token: { state: true },
  };
  /** Where the desk stands; the hosted page keeps it in its address. */
  declare place: Place;
  /** The file of the sections did not come. */
  declare protected missing: boolean | undefined;
  /** Whether everything is being searched. */
  declare protected finding: boolean | undefined;
  /** One-time token of an invitation or reset. */
  declare protected token: string | undefined;
  protected override readonly audience = 'company';
  readonly #words = new Words(this, deskWords);
  #shown: HTMLElement | null = null;
  /** Of the page, before anybody signed in. */
  #title: string | undefined;
  /** Why it is not known whether anybody is signed in. */
  #unopened: unknown;
  /** Who is at the desk, or was when their session ended: what they were writing waits for them. */
  #member: SignedInMember | undefined;
  readonly #store = new CompanyStore(this, {
    changed: ({ kind }) => {
      // Said once here, so that the sections need not say it again wherever the reader is.
      if (kind === 'intervention.created') this.announce(this.#words.now.newRequest);
    },
    failed: (error) => this.report(error),
  });
  readonly #toast = new Toast(this, this.#words, (error) => this.report(error));
  protected readonly keyboard = new Keyboard(this, '.main');
  protected readonly notifier = new Notifier(
    this,
    () => ({
      waiting: this.#store.counts.inbox,
      isOn: Boolean(this.#viewer && notifications.isOn(this.#viewer.id)),
      title: this.#store.company?.name ?? '',
      body: inbox.waiting!.said[this.language],
    }),
    () => this.#go({ section: inbox.name, id: null }),
  );

  constructor() {
    super();
    this.place = home;
  }

  override connectedCallback() {
    this.#takeToken();
    super.connectedCallback();
    this.#keyboard.addEventListener('keydown', this.#onKey);
    addEventListener('hashchange', this.#readAddress);
    addEventListener('online', this.#backOnline);
    addEventListener('offline', this.#offline);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#keyboard.removeEventListener('keydown', this.#onKey);
    removeEventListener('hashchange', this.#readAddress);
    removeEventListener('online', this.#backOnline);
    removeEventListener('offline', this.#offline);
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const viewer = this.#viewer;
    speakTheirLanguage(this);
    if (viewer && viewer.id !== this.#member?.id) this.forget();
    this.#member = viewer ?? this.#member;
    // Closed, it gives the keyboard back to where it was.
    if (viewer && this.hasUpdated) this.renderRoot.querySelector<HTMLDialogElement>('.again')?.close();
    if (viewer && this.#section.isFor(viewer) && !this.#store.begun) {
      this.#store.begin();
      loadSections().catch(() => (this.missing = true));
    }
  }
  /** Somebody else has come, or who was there has signed out. What ended by itself is gone on with. */
  override forget() {
    this.#member = undefined;
    if (!this.#store.begun) return;
    this.#store.forget();
    // Whoever comes next does nothing in their name.
    this.#toast.drop();
  }
  protected override firstUpdated() {
    loadSectionsLater();
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // On a narrow desk the sections are wider than the screen.
    const shown = this.renderRoot.querySelector<HTMLElement>('nav [aria-current]');
    if (shown && shown !== this.#shown) shown.closest('ul')?.scrollTo({ left: shown.offsetLeft - 48 });
    this.#shown = shown;
    this.#showTitle();
    const again = this.renderRoot.querySelector<HTMLDialogElement>('.again');
    if (again && !again.open) again.showModal();
    // A dialog that made something is closed, and the desk is elsewhere.
    if (changed.get('place') && this.#store.begun) this.keyboard.rest();
  }
  /** In its tab, among others: how much is to be planned, and where one is. */
  #showTitle() {
    if (!this.#ownsAddress) return;
    const { company, counts } = this.#store;
    const waits = counts.inbox ? `(${counted(counts.inbox)}) ` : '';
    this.#title ??= document.title;
    document.title = company ? `${waits}${this.#section.title[this.language]} – ${company.name}` : this.#title;
  }
  protected override connected() {
    this.#readAddress();
    if (!this.connection!.client.session.current) void this.#open();
  }
  /** The cookie may still be good; if not, signing in is what is shown. What may pass is neither. */
  readonly #open = async () => {
    const connection = this.connection!;
    this.#unopened = undefined;
    this.requestUpdate();
    try {
      await connection.client.session.open();
    } catch (error) {
      await connection.care;
      if (connection.ended) return;
      this.#unopened = error;
      this.requestUpdate();
      this.report(error);
    }
  };

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
  readonly #onKey = (event: Event) => {
    const hasSingle = !this.#member || singleKeys.isOn(this.#member.id);
    press(event, this, { toast: this.#toast, find: this.#find, hasSingle });
  };

  /** From everywhere at the desk. Closed, it gives the keyboard back to where it was. */
  readonly #find = async () => {
    try {
      await loadFinder();
      this.finding = true;
    } catch (error) {
      this.#toast.say(this.sentence({ code: 'offline' }));
      this.report(error);
    }
  };

  /** A one-time token is a secret: it does not stay in the address. */
  #takeToken() {
    const token = oneTimeLink.exec(location.hash)?.[1];
    if (!token) return;
    this.token = token;
    history.replaceState(history.state, '', location.href.replace(/#.*/s, ''));
  }
  readonly #offline = () => this.#store.networkIsGone();
  readonly #backOnline = () => {
    if (this.#ownsAddress && this.#viewer && this.missing) location.reload();
    if (this.#unopened) void this.#open();
    this.#store.networkIsBack();
  };
  /** At the beginning the desk may have been put elsewhere by whoever made it. */
  readonly #readAddress = (event?: Event) => {
    this.#takeToken();
    if (!this.#ownsAddress) return;
    const place = placeIn(location.hash, sections) ?? (event && !location.hash ? home : undefined);
    if (!place) return;
    if (this.#mayLeave(place)) this.#stand(place);
    else history.pushState(null, '', addressOf(this.place));
  };
  get #section() {
    return sectionOf(this.place.section) ?? sections[0]!;
  }
  /** Asks first where something typed would be lost. */
  #mayLeave(to?: Place) {
    return !losesTyping(this.place, to) || confirm(this.#words.now.leaveUnsaved);
  }
  #go(place: Place) {
    if (!this.#mayLeave(place)) return;
    if (this.#ownsAddress && location.hash !== addressOf(place)) history.pushState(null, '', addressOf(place));
    this.#stand(place);
  }
  /** Says that what was typed where one stood is kept: nothing of it is on the screen any more. */
  #stand(place: Place) {
    if (keepsTyping(this.place, place)) this.#toast.say(this.#words.now.typingKept);
    this.place = place;
  }
  /** In the entry that stands: the way back leads out of the list, not through all that was typed in its search. */
  #narrow(filter: Place['filter']) {
    const { section, id } = this.place;
    this.place = { section, id, ...(filter && { filter }) };
    if (this.#ownsAddress) history.replaceState(history.state, '', addressOf(this.place));
  }

  protected override content(): unknown {
    const { connection } = this;
    const { company, trouble } = this.#store;
    const viewer = this.#viewer;
    if (this.token) {
      return html`<parvis-desk-password
        .token=${this.token}
        @done=${() => (this.token = undefined)}
      ></parvis-desk-password>`;
    }
    if (!connection || (!viewer && !connection.ended && !this.#member)) {
      return this.#unopened ? this.#failure(this.#unopened, this.#open) : this.waiting();
    }
    const member = this.#member;
    if (!member || (!viewer && !company)) {
      return html`<parvis-desk-sign-in .comesFirst=${this.#ownsAddress}></parvis-desk-sign-in>`;
    }
    if (member.role === 'technician' && (!company || !this.#section.isFor(member))) return this.#technician(member);
    if (!company) return trouble ? this.#failure(trouble, this.#store.begin) : this.waiting();
    return html`${this.#frame(member, company)}${connection.ended ? this.#again() : nothing}`;
  }

  protected override waiting() {
    const name = '\u00a0'.repeat(30);
    return html`<div class="frame" aria-hidden="true">
      <div class="top"><i class="skeleton">${name}</i></div>
      <nav>
        <ul>
          <li><a>&nbsp;</a></li>
        </ul>
      </nav>
      <div class="main stack">${[0, 1, 2, 3, 4, 5].map(() => html`<i class="skeleton">&nbsp;</i>`)}</div>
    </div>`;
  }
  /** Over the desk, of which nobody who passes by sees anything, and where all that was written stays. */
  #again() {
    return html`<dialog
      class="again"
      aria-label=${this.#words.now.expired}
      @cancel=${(event: Event) => event.preventDefault()}
      @close=${() => this.requestUpdate()}
    >
      <parvis-desk-sign-in .comesFirst=${true} .why=${this.#words.now.expired}></parvis-desk-sign-in>
    </dialog>`;
  }
  #technician({ name }: SignedInMember) {
    const w = this.#words.now;
    return html`<div class="main stack">
      <h2>${w.technicianTitle(name)}</h2>
      <p>${w.technicianWhy}</p>
      <div class="who">${this.#profileLink()} ${this.#signOut()}</div>
    </div>`;
  }
  /** Where the page around gives the session, leaving is its matter: it would give another one at once. */
  #signOut(look = '') {
    if (this.getSession ?? this.sessionUrl) return nothing;
    const { signOut } = this.#words.now;
    return html`<button class=${look} aria-label=${signOut} @click=${this.#leaveSession}>
      ${icon(door)}<span class="name">${signOut}</span>
    </button>`;
  }
  readonly #leaveSession = async () => {
    if (!this.#mayLeave()) return;
    const { id } = this.#member ?? {};
    await this.#toast.end();
    try {
      await this.signOut();
      // Whoever comes next to this device finds nothing of it.
      if (id) forgetInTab(id);
    } catch (error) {
      this.#toast.say(this.#words.now.notSignedOut);
      this.report(error);
    }
  };
  /** Browsers hold on to a file that did not come: only the page loaded anew asks for it again. */
  #unloaded() {
    return html`<div class="stack">
      <div class="notice bad" role="alert"><p>${this.sentence({ code: 'offline' })}</p></div>
      <div><button @click=${() => location.reload()}>${this.common.retry}</button></div>
    </div>`;
  }
  #failure(trouble: unknown, retry: () => unknown) {
    return html`<div class="main stack">
      <div class="notice bad" role="alert"><p>${this.sentence(trouble)}</p></div>
      <div><button @click=${retry}>${this.common.retry}</button></div>
    </div>`;
  }

  /** Where one's name stands; on a phone by what it leads to. */
  #profileLink(name?: string) {
    const title = profile.title[this.language];
    const label = name ?? title;
    return html`<a
      class="own"
      href=${addressOf({ section: 'profile', id: null })}
      aria-current=${this.place.section === 'profile' ? 'page' : nothing}
      aria-label=${`${label}, ${title}`}
      @click=${(event: MouseEvent) => this.#follow(event, 'profile')}
      ><span class="name">${label}</span><span class="short">${title}</span></a
    >`;
  }

  #frame(viewer: SignedInMember, company: Company) {
    const w = this.#words.now;
    const { section, id } = this.place;
    const { members, fields, counts, down, returns } = this.#store;
    const incomplete = counts.incomplete ? counted(counts.incomplete) : '';
    const context: DeskContext = {
      client: this.#client,
      viewer,
      title: this.#section.title[this.language],
      company,
      members,
      fields,
      incomplete,
      place: this.place,
      go: (place) => this.#go(place),
      narrow: (filter) => this.#narrow(filter),
      companyChanged: (changed) => this.#store.setCompany(changed),
      say: (text, undo) => this.#toast.say(text, undo),
      defer: (text, deferred) => this.#toast.defer(text, deferred),
      waits: this.#toast.waits,
      unsay: () => void this.#toast.end(),
      forgetTyping,
    };
    const of = [viewer, company, members, fields, incomplete, this.place, this.language, returns, context.waits];
    return html`<div class="frame" @input=${noteTyping}>
      <header class="top">
        <strong>${company.name}</strong>
        <div class="who">
          <button class="find" aria-label=${w.find} aria-keyshortcuts="Control+K Meta+K" @click=${this.#find}>
            ${icon(search)}<span class="name">${w.find}</span>
          </button>
          ${this.#profileLink(viewer.name)} ${this.#signOut('bare')}
        </div>
      </header>
      ${this.#sections(viewer)}
      <div class="main">
        ${down && this.#viewer ? html`<p class="offline" role="status">${w.offline}</p>` : nothing}
        ${
          this.missing
            ? this.#unloaded()
            : standing(this.renderRoot, `parvis-desk-${section}`, { desk: context, open: id }, of)
        }
      </div>
      ${this.#toast.draw()}${keysDialog(w, this.common.close)}
      ${this.finding ? standing(this.renderRoot, 'parvis-desk-finder', { desk: context, onclose: this.#found }, of) : nothing}
    </div>`;
  }
  readonly #found = () => (this.finding = false);
  #sections(viewer: SignedInMember) {
    const theirs = listed.filter(({ isFor }) => isFor(viewer));
    if (!theirs.length) return nothing;
    return html`<nav aria-label=${this.#words.now.sections}>
      <ul>
        ${theirs.map(
          (section) =>
            html`<li>
              <a
                href=${addressOf({ section: section.name, id: null })}
                aria-current=${this.place.section === section.name ? 'page' : nothing}
                @click=${(event: MouseEvent) => this.#follow(event, section.name)}
                >${section.title[this.language]}${this.#count(section)}</a
              >
            </li>`,
        )}
      </ul>
    </nav>`;
  }
  #follow(event: MouseEvent, section: SectionName) {
    // A press with a key held opens another tab, as everywhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#go({ section, id: null });
  }
  #count({ waiting }: Section) {
    const { counts } = this.#store;
    const count = waiting?.count(counts);
    if (!waiting || !count) return nothing;
    return html`<span class="count" aria-label=${waiting.said[this.language](count)}>${counted(count)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parvis-desk': Desk;
  }
}
