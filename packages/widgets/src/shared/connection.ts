/**
 * What elements of a page have in common: one client and its live stream, the head of the portal, the company's looks.
 * Elements that name the same server and the same source of sessions share one connection; an element that names no
 * source takes that of the element around it, else the one the page has. A connection lives as long as its elements do.
 */
import type { ParvisError, Portal, SessionSource } from '@parvis/sdk';
import { createPortalClient, type PortalClient } from '@parvis/sdk/portal';
import { brand } from './branding.ts';
import { linkInAddress } from './link.ts';
import { later } from './part.ts';

/** An element that a connection serves. */
interface Host {
  requestUpdate: () => void;
  /** What it shows is no longer to be seen: another person has come, or nobody is there. */
  forget: () => void;
  /** What it shows is to be read again. */
  read: () => void;
}

/** An element that is moved within its page leaves it for less than this. */
const moment = 1000;
const firstPause = 1000;
const longestPause = 60_000;

export class Connection {
  readonly client: PortalClient;
  readonly api: string;
  /** Adopted by every element of this connection. */
  readonly looks = new CSSStyleSheet();
  /** The head of the portal as last read. */
  portal: Portal | undefined;
  /** Why the session ended, or why the portal could not be read; undefined after signing out. */
  error: unknown;
  /** Nobody is signed in any longer, and nothing here can open another session. */
  ended = false;
  /** Its last element has left the page: it serves no other. */
  closed = false;
  /** Where sessions come from; the link among it can be exchanged for a new one when it has expired. */
  readonly source: SessionSource;
  readonly #hosts = new Set<Host>();
  #reading: Promise<Portal> | undefined;
  #pause = firstPause;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #principal: string | undefined;
  /** Its elements have left, perhaps only to be put elsewhere: who comes after them may be another person. */
  isIdle = false;

  /** For tests and stories: what answers instead of the network. */
  static fetch: typeof fetch | undefined;

  constructor(api: string, source: SessionSource) {
    this.api = api;
    this.source = source;
    this.client = createPortalClient({
      api,
      fetch: Connection.fetch,
      ...source,
      // The newest callback is the one that is called.
      getSession: source.getSession && (() => this.source.getSession!()),
    });
    this.client.onSession((session, error) => (session ? this.#begin() : this.#end(error)));
    addEventListener('online', this);
    addEventListener('pageshow', this);
    addEventListener('hashchange', this);
    connections.add(this);
  }
  /** The connection of this source: the one that asks, if it is that; made when first asked for. */
  static to(api: string, source: SessionSource, own?: Connection): Connection {
    const isOf = (each: Connection) =>
      each.api === api &&
      (['getSession', 'sessionUrl', 'link', 'cookie'] as const).every((name) => each.source[name] === source[name]);
    const found = own && isOf(own) ? own : available().find(isOf);
    // Once who asked has it; and a copy, for who does not find their own waits again.
    if (!found) queueMicrotask(() => [...waiting].forEach((wake) => wake()));
    return found ?? new Connection(api, source);
  }
  /** The first connection of the page to this server; to any when none is named. */
  static ofPage(api: string): Connection | undefined {
    return available().find((each) => !api || each.api === api);
  }
  /** Called whenever a connection is made, until the function it returns is called. */
  static whenMade(wake: () => void) {
    waiting.add(wake);
    return () => void waiting.delete(wake);
  }
  /** What happens to the page. */
  handleEvent({ type, persisted }: Event & { persisted?: boolean }) {
    const { getSession, sessionUrl } = this.source;
    if (type === 'online' && this.error) this.#tryAgain();
    // What was kept with the page may be of who has left meanwhile.
    if (persisted) this.refresh().catch(() => {});
    // Another link in the address of an open page is no new page to the browser.
    if (type === 'hashchange' && !(getSession ?? sessionUrl) && linkInAddress()) location.reload();
  }

  /** Somebody is signed in, for the first time or again. */
  #begin() {
    const { principal } = this.client.session;
    const isAnother = this.#principal && this.#principal !== principal;
    const again = this.ended || isAnother;
    if (isAnother) this.#forget();
    this.#principal = principal;
    this.ended = false;
    this.error = undefined;
    if (again) this.#read();
    this.changed();
  }
  #end(error?: ParvisError) {
    const { portal } = this;
    this.ended = true;
    this.error = error;
    // Only who signs out, or whose link was revoked, takes what was written along: another session goes on with it.
    if (!error || error.code === 'link-invalid') {
      this.#forget();
      if (mayHaveDrafts()) void later().then(({ forgetDrafts }) => forgetDrafts(this, portal));
    }
    this.portal = undefined;
    this.changed();
  }
  /** Nothing of the present person stays. */
  #forget() {
    for (const host of this.#hosts) host.forget();
    this.portal = this.#reading = undefined;
  }
  #read() {
    for (const host of this.#hosts) host.read();
  }

  /** Draws this element again whenever the connection changes. */
  serve(host: Host) {
    this.#hosts.add(host);
    this.isIdle = false;
    return () => {
      this.#hosts.delete(host);
      this.isIdle = !this.#hosts.size;
      if (this.isIdle) setTimeout(() => this.isIdle && this.#close(), moment);
    };
  }
  #close() {
    this.closed = true;
    connections.delete(this);
    clearTimeout(this.#timer);
    removeEventListener('online', this);
    removeEventListener('pageshow', this);
    removeEventListener('hashchange', this);
  }
  changed() {
    for (const host of this.#hosts) host.requestUpdate();
  }

  /** Asks for the session again, and reads what is shown anew. */
  async refresh() {
    await this.client.session.open();
    this.#read();
    if (this.portal) await this.readPortal();
  }

  /** Reads the head of the portal: once for all who ask at the same time. */
  readPortal(): Promise<Portal> {
    if (this.#reading) return this.#reading;
    clearTimeout(this.#timer);
    const reading = (this.#reading = this.client.portal.get());
    const settle = (portal?: Portal, error?: ParvisError) => {
      // Read for somebody who has left meanwhile.
      if (this.#reading !== reading) return;
      this.#reading = undefined;
      this.error = error;
      if (portal) {
        this.#pause = firstPause;
        brand(this.looks, portal.company.branding);
        this.portal = portal;
      } else if (error?.retryable && !this.portal) {
        // What is shown stays; what could not be shown is asked for again by itself.
        this.#timer = setTimeout(() => this.#tryAgain(), this.#pause * (0.5 + Math.random() / 2));
        this.#pause = Math.min(this.#pause * 2, longestPause);
      }
      this.changed();
    };
    reading.then(settle, (error: ParvisError) => settle(undefined, error));
    return reading;
  }
  #tryAgain() {
    if (!this.portal && !this.ended) this.readPortal().catch(() => {});
  }
}

const connections = new Set<Connection>();
const available = () => [...connections].filter(({ isIdle, ended }) => !isIdle && !ended);
const waiting = new Set<() => void>();

/** What drafts are made of is seen without their code, which is loaded only where there are any. */
export function mayHaveDrafts(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('parvis-draft '));
  } catch {
    return false;
  }
}
