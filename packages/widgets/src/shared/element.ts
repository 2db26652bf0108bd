/** What every Parvis element is: its attributes, its session, its language, its looks. */
import type { ErrorCode, SessionSource } from '@parvis/sdk';
import {
  html,
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { baseStyles } from '../in-loader.ts';
import type { words as french } from './common.fr.ts';
import { asStyles } from './as-styles.ts';
import { Connection } from './connection.ts';
import { ParvisErrorEvent, ParvisReadyEvent, ParvisSessionExpiredEvent } from './events.ts';
import { clearAddress, linkInAddress } from './link.ts';
import { languageOf, outwards, Words, type Language, type Lexicon } from './locale.ts';
import type { Sentences } from './sentences.ts';

const common: Lexicon<typeof french> = {
  fr: () => import('./common.fr.ts'),
  en: () => import('./common.en.ts'),
};

/**
 * @attr api - Address of the Parvis server. Left out: the page's own server.
 * @attr link - A secure link or its token. Taken out of the markup once read.
 * @attr session-url - An address of the page's own site that answers with a session.
 * @attr lang - `fr` or `en`. Left out: the language of the page around the element.
 * @attr theme - `light`, `dark`, or `auto` for the device's choice. Left out: the page's colour scheme.
 * @cssproperty --parvis-accent - The one colour of the company.
 * @cssproperty --parvis-surface - What the element stands on.
 * @cssproperty --parvis-text - The colour of its text.
 * @cssproperty --parvis-radius - Roundness of buttons and fields.
 * @cssproperty --parvis-font - Font family; `inherit` takes the page's.
 * @cssproperty --parvis-density - 1 as designed; smaller is denser.
 * @cssproperty --parvis-inline-padding - Room at both sides of the portal, with a unit; `0px` where the page's own column has it.
 * @cssproperty --parvis-top - Height of what the page keeps at the top of the screen, with a unit: nothing of ours goes under it.
 * @fires {ParvisReadyEvent} parvis-ready - The content shows for the first time.
 * @fires {ParvisErrorEvent} parvis-error - Something went wrong.
 * @fires {ParvisSessionExpiredEvent} parvis-session-expired - The session ended and could not be renewed.
 */
export abstract class ParvisElement extends LitElement {
  static override styles: CSSResultGroup = asStyles(baseStyles);
  static override properties: PropertyDeclarations = {
    api: {},
    link: {},
    sessionUrl: { attribute: 'session-url' },
    session: {},
    lang: { reflect: true },
    theme: { reflect: true },
    getSession: { attribute: false },
    announcement: { state: true },
  };
  declare api: string | null | undefined;
  declare link: string | null | undefined;
  declare sessionUrl: string | null | undefined;
  /** On Parvis' own pages only: `cookie`. */
  declare session: 'cookie' | null | undefined;
  declare theme: 'light' | 'dark' | 'auto' | null | undefined;
  /** Gives a session that the page's own backend made, or null when nobody is signed in. The newest one given is asked again whenever another session is needed. */
  declare getSession: SessionSource['getSession'];
  declare protected announcement: string | undefined;

  /** Which cookie a hosted page keeps. */
  protected readonly audience: 'portal' | 'company' = 'portal';
  /** Everything that this element may say. */
  readonly lexicons: Words<unknown>[] = [];
  readonly #common = new Words(this, common);
  #connection: Connection | undefined;
  #leave: (() => void) | undefined;
  #stopWaiting: (() => void) | undefined;
  /** The connection is that of this element's own callback. */
  #calls = false;
  #wasReady = false;
  #wasEnded = false;

  get language(): Language {
    return languageOf(this);
  }
  /** Words that all screens have in common. */
  get common() {
    return this.#common.now;
  }
  /** What this element shares with the others of the page; undefined until a source of sessions is known. */
  get connection(): Connection | undefined {
    return this.#connection;
  }

  /**
   * Asks for the session again and reads everything anew: after the page's own sign-in, or once `parvis-session-expired`
   * was told. Resolves when it is done or could not be, which `parvis-error` tells.
   */
  async refresh(): Promise<void> {
    const care = await this.#connection?.care;
    await care?.refresh().catch((error: unknown) => this.report(error));
  }
  /**
   * Signs out, on the server and here; asks first when something is written and not yet sent, for it goes too. A page that
   * signs its visitors in calls it beside its own signing out. Where the server cannot be reached, the device remembers what
   * is still to be ended there; rejects, and ends nothing, where it cannot remember.
   */
  async signOut(): Promise<void> {
    await (await this.#connection?.care)?.signOut(this);
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#connect();
    if (this.isUpdatePending) queueMicrotask(() => this.performUpdate());
  }
  /** Not while the element is out of its page: what an update begins (a reading, a stream), its leaving has ended already. */
  protected override performUpdate() {
    if (this.isConnected) super.performUpdate();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#disconnect();
  }
  protected override willUpdate(changed: PropertyValues) {
    const sources = ['api', 'link', 'sessionUrl', 'session', 'getSession'];
    if (!this.hasUpdated || sources.some((name) => changed.has(name) && !(name === 'link' && !this.link)))
      this.#connect();
  }
  protected override updated(_changed: PropertyValues) {
    const { connection } = this;
    // Of elements inside each other, the outermost speaks to the page.
    const isOutermost = !this.#around();
    if (!this.#wasReady && connection && this.ready) {
      this.#wasReady = true;
      if (isOutermost) this.dispatchEvent(new ParvisReadyEvent());
    }
    const ended = connection?.ended ?? false;
    if (ended && !this.#wasEnded && isOutermost) {
      this.dispatchEvent(
        new ParvisSessionExpiredEvent((connection?.error as { code?: ErrorCode } | undefined)?.code ?? ''),
      );
    }
    this.#wasEnded = ended;
  }

  /** Called when the connection is known, and again when it is another one, or somebody is there again. */
  protected connected(_connection: Connection) {}
  /** Called when what is shown is no longer to be seen: another person has come, or nobody is there. */
  forget() {}
  /** Called when what is shown is to be read again. */
  readAgain() {
    if (this.#connection) this.connected(this.#connection);
  }
  /** Whether all that the content says is at hand. */
  protected get wordsReady(): boolean {
    // Asked of each, not until the first that lacks: all are fetched at the same time.
    return this.lexicons.map(({ there }) => there).every(Boolean);
  }
  /** Whether what the content shows is known. */
  protected get ready(): boolean {
    return this.connection !== undefined;
  }
  /** What the element shows. Called only with the words at hand. */
  protected abstract content(): unknown;
  /** A skeleton of the size that the content will have. */
  protected waiting(): unknown {
    return html`<i class="skeleton">&nbsp;</i>`;
  }

  protected override render(): TemplateResult {
    const { wordsReady } = this;
    return html`<div class="root" part="base" lang=${this.language} aria-busy=${!wordsReady || !this.ready}>
      ${wordsReady ? this.content() : this.waiting()}
      <p class="hidden" role="status">${this.announcement}</p>
    </div>`;
  }

  /** Says something to who does not see the screen change. */
  announce(text: string) {
    // The same sentence twice is two changes for a reader only if the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
  }
  /** Tells the page of an error that the reader was told about. */
  report(error: unknown) {
    // Was asked for somebody who has left meanwhile.
    if ((error as { code?: string } | undefined)?.code === 'viewer-changed') return;
    this.dispatchEvent(new ParvisErrorEvent(error));
  }
  /** What a failed call says to the reader. */
  sentence(error: unknown): string {
    const { problems } = this.common;
    const code = (error as { code?: keyof Sentences } | undefined)?.code ?? 'other';
    return (problems as Sentences)[code] ?? problems.other;
  }

  #connect() {
    const connection = this.#findConnection();
    if (connection === this.#connection && this.#leave) return;
    this.#disconnect();
    if (!connection) {
      this.#wait();
      return;
    }
    if (this.#connection && this.#connection !== connection) this.forget();
    this.#connection = connection;
    this.#leave = connection.serve(this);
    // The element around may turn to another one.
    if (this.#around()) this.#stopWaiting = Connection.whenMade(() => this.#connect());
    const root = this.renderRoot as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(connection.looks)) root.adoptedStyleSheets.push(connection.looks);
    this.connected(connection);
    this.requestUpdate();
  }
  #disconnect() {
    this.#leave?.();
    this.#stopWaiting?.();
    this.#leave = this.#stopWaiting = undefined;
  }

  /** Another element, or a script of the page, may still bring a session; when the page is done, the tab's memory is asked. */
  #wait() {
    const stop = (this.#stopWaiting = Connection.whenMade(() => this.#connect()));
    const last = () => setTimeout(() => this.#stopWaiting === stop && this.#ask(), 0);
    if (document.readyState === 'complete') last();
    else addEventListener('load', last, { once: true });
  }
  #ask() {
    if (!(this.parentNode && this.#around())) Connection.to(this.#server, {});
  }

  get #server() {
    return (this.api || location.origin).replace(/\/$/, '');
  }
  #findConnection(): Connection | undefined {
    const { getSession, sessionUrl } = this;
    const api = this.#server;
    const own = this.#connection?.closed ? undefined : this.#connection;
    if (getSession) {
      // Another function in the place of the one before opens nothing: it is called when another session is needed.
      if (own?.api === api && this.#calls) own.source.getSession = getSession;
      this.#calls = true;
      return Connection.to(api, { getSession }, own);
    }
    this.#calls = false;
    if (sessionUrl) return Connection.to(api, { sessionUrl }, own);
    const around = this.#around();
    if (around && !this.link) return around.connection;
    const link = this.#takeLink();
    if (this.session === 'cookie' && (link || !own?.source.cookie)) {
      return Connection.to(api, { cookie: this.audience, ...(link && { link }) });
    }
    if (link) return Connection.to(api, { link });
    // Moved within its page, or back in it after a while: whatever opened it before.
    return (
      own ?? Connection.ofPage(this.api ? api : '') ?? (this.#connection && Connection.to(api, this.#connection.source))
    );
  }
  /** The Parvis element around this one, if any. */
  #around(): ParvisElement | undefined {
    for (const at of outwards(this.parentNode)) if (at instanceof ParvisElement) return at;
    return undefined;
  }
  /** A link is a secret: it stays neither in the markup nor in the address, where other scripts and people see it. */
  #takeLink() {
    const link = this.link || linkInAddress();
    if (!this.link) clearAddress();
    this.removeAttribute('link');
    this.link = undefined;
    return link;
  }
}
