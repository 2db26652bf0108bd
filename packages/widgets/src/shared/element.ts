/** What every Parvis element is: its attributes, its session, its language, its looks. */
import type { SessionSource } from '@parvis/sdk';
import {
  html,
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { words as french } from '../locales/fr/common.ts';
import { Connection } from './connection.ts';
import { ParvisErrorEvent, ParvisReadyEvent, ParvisSessionExpiredEvent } from './events.ts';
import { languageOf, outwards, Words, type Language, type Lexicon } from './locale.ts';
import { parts } from './parts.ts';
import { tokens } from './tokens.ts';

const common: Lexicon<typeof french> = {
  fr: () => import('../locales/fr/common.ts'),
  en: () => import('../locales/en/common.ts'),
};

/** A secure link in the page's own address: `#` and a token of three parts. */
const linkInAddress = /^#[\w-]{8,}(\.[\w-]{8,}){2}$/;

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
 * @fires {ParvisReadyEvent} parvis-ready - The content shows for the first time.
 * @fires {ParvisErrorEvent} parvis-error - Something went wrong.
 * @fires {ParvisSessionExpiredEvent} parvis-session-expired - The session ended and could not be renewed.
 */
export abstract class ParvisElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, parts];
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
  /** Gives a session that the page's own backend made. Asked again whenever another one is needed. */
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

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#connect();
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
    const speaks = !this.#around();
    if (!this.#wasReady && connection && this.ready) {
      this.#wasReady = true;
      if (speaks) this.dispatchEvent(new ParvisReadyEvent());
    }
    const ended = connection?.ended ?? false;
    if (ended && !this.#wasEnded && speaks) {
      this.dispatchEvent(
        new ParvisSessionExpiredEvent((connection?.error as { code?: string } | undefined)?.code ?? ''),
      );
    }
    this.#wasEnded = ended;
  }

  /** Called when the connection is known, and again when it is another one. */
  protected connected(_connection: Connection) {}
  /** Whether all that the content says is at hand. */
  protected get speaks(): boolean {
    // Asked of each, not until the first that lacks: all are fetched at the same time.
    return this.lexicons.map(({ there }) => there).every(Boolean);
  }
  /** Whether what the content shows is known. */
  protected get ready(): boolean {
    return this.connection !== undefined;
  }
  /** What the element shows. Called only with the words at hand. */
  protected abstract content(): unknown;
  /** Bones of the size that the content will have. */
  protected waiting(): unknown {
    return html`<i class="bone">&nbsp;</i>`;
  }

  protected override render(): TemplateResult {
    const { speaks } = this;
    return html`<div class="root" part="base" lang=${this.language} aria-busy=${!speaks || !this.ready}>
      ${speaks ? this.content() : this.waiting()}
      <p class="hidden" role="status">${this.announcement}</p>
    </div>`;
  }

  /** Says something to who does not see the screen change. */
  announce(text: string) {
    // The same sentence twice is two changes for a reader only if the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
  }
  /** Tells the page of an error that the reader was told about. */
  protected report(error: unknown) {
    this.dispatchEvent(new ParvisErrorEvent(error));
  }
  /** What a failed call says to the reader. */
  sentence(error: unknown): string {
    const { problems } = this.common;
    const code = (error as { code?: string } | undefined)?.code ?? '';
    return problems[code] ?? problems.other;
  }

  #connect() {
    const connection = this.#findConnection();
    if (connection === this.#connection && this.#leave) return;
    this.#disconnect();
    if (!connection) {
      this.#wait();
      return;
    }
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
    return (this.api ?? '').replace(/\/$/, '');
  }
  #findConnection(): Connection | undefined {
    const { getSession, sessionUrl } = this;
    const api = this.#server;
    if (getSession) return Connection.to(api, { getSession });
    if (sessionUrl) return Connection.to(api, { sessionUrl: new URL(sessionUrl, document.baseURI).href });
    const around = this.#around();
    if (around && !this.link) return around.connection;
    const link = this.#takeLink();
    if (this.session === 'cookie') return Connection.to(api, { cookie: this.audience, ...(link && { link }) });
    if (link) return Connection.to(api, { link });
    return this.#connection ?? Connection.ofPage(api);
  }
  /** The Parvis element around this one, if any. */
  #around(): ParvisElement | undefined {
    for (const at of outwards(this.parentNode)) if (at instanceof ParvisElement) return at;
    return undefined;
  }
  /** A link is a secret: it stays neither in the markup nor in the address, where other scripts and people see it. */
  #takeLink() {
    let link = this.link ?? undefined;
    if (link) {
      this.link = undefined;
      this.removeAttribute('link');
    } else if (linkInAddress.test(location.hash)) {
      link = location.hash.slice(1);
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    return link;
  }
}
