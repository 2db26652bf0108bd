/**
 * What befalls a connection: somebody signs in, another comes in their place, the session ends; a network that goes and
 * comes back, the back/forward cache, another link in the page's address. Loaded beside the first screen, which does not
 * wait for it.
 */
import type { ParvisError, Portal, Session } from '@parvis/sdk';
import { brand } from './branding.ts';
import { Connection, connections, type Asking } from './connection.ts';
import { mayHaveDrafts } from './kept.ts';
import { endLeft, rememberLeft } from './leaving.ts';
import { linkInAddress } from './link.ts';

/** An element that is moved within its page leaves it for less than this. */
const moment = 1000;
const firstPause = 1000;
const longestPause = 60_000;

export class Care {
  readonly #of: Connection;
  readonly #page = new AbortController();
  #principal: string | undefined;
  #pause = firstPause;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection) {
    this.#of = connection;
    const { getSession, sessionUrl } = connection.source;
    const { signal } = this.#page;
    addEventListener('online', () => this.#tryNow(), { signal });
    // What was kept with the page may be of who has left meanwhile.
    addEventListener('pageshow', ({ persisted }) => persisted && void this.refresh().catch(() => {}), { signal });
    // Another link in the address of an open page is no new page to the browser.
    addEventListener('hashchange', () => !(getSession ?? sessionUrl) && linkInAddress() && location.reload(), {
      signal,
    });
  }
  /** Its last element has left the page, or is on its way to another place in it. */
  rest() {
    setTimeout(() => {
      if (!this.#of.isIdle) return;
      this.#of.closed = true;
      connections.delete(this.#of);
      this.#page.abort();
      clearTimeout(this.#timer);
    }, moment);
  }

  /** Told of each session that opens, and of its end. */
  session(session: Session | null, error?: ParvisError) {
    if (session) this.#begin();
    else this.#end(error);
    this.#of.changed();
  }
  /** Somebody is signed in, for the first time or again. */
  #begin() {
    const connection = this.#of;
    const { principal } = connection.client.session;
    const isAnother = this.#principal && this.#principal !== principal;
    const again = connection.ended || isAnother;
    if (isAnother) this.#forget();
    this.#principal = principal;
    // The stream may have opened it, when what is shown could not be read for want of one.
    const isUnread = connection.error && !connection.portal;
    connection.ended = false;
    connection.error = undefined;
    if (again) this.#read();
    else if (isUnread) void connection.readPortal().catch(() => {});
  }
  #end(error?: ParvisError) {
    const connection = this.#of;
    const { portal } = connection;
    connection.ended = true;
    connection.error = error;
    if (!error || error.code === 'link-invalid') this.#forget();
    // Only who signs out takes what was written along: another session goes on with it.
    if (error) connection.before = portal ?? connection.before;
    else if (portal) void connection.drafts?.().then(({ forgetDrafts }) => forgetDrafts(connection, portal));
    connection.portal = undefined;
  }
  /** Nothing of the present person stays. */
  #forget() {
    for (const host of this.#of.hosts) host.forget();
    this.#of.portal = this.#of.reading = undefined;
  }
  #read() {
    for (const host of this.#of.hosts) host.readAgain();
  }

  /** The company's looks. */
  wear(portal: Portal | undefined) {
    if (portal) brand(this.#of.looks, portal.company.branding);
  }

  /** Asks for the session again, and reads what is shown anew. */
  async refresh() {
    await this.#of.client.session.open();
    this.#read();
    if (this.#of.portal) await this.#of.readPortal();
  }
  /**
   * Signs out; asks first, in this element, when something is written and not yet sent. Where the server cannot be reached
   * and the device can remember what is still to be ended there, it ends here at once.
   */
  async signOut(element: Asking) {
    const connection = this.#of;
    const drafts = mayHaveDrafts() && (await connection.drafts?.());
    if (drafts && !(await drafts.mayLeave(element, connection))) return;
    const { session } = connection.client;
    const { source } = connection;
    await session.signOut().catch((error: ParvisError) => {
      if (!error.retryable || !source.cookie) throw error;
      rememberLeft(connection);
      session.end();
      this.tryAgain(error);
    });
  }
  /** Ends what was left without the server's knowing; see leaving.ts. */
  endLeft(asked?: string | null) {
    return endLeft(this.#of, Connection.fetch, asked);
  }

  /** What could not be shown, or ended, is asked for again by itself, after growing pauses. */
  tryAgain({ retryable }: ParvisError) {
    if (!retryable) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tryNow(), this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
  #tryNow() {
    const { portal, error, ended, closed } = this.#of;
    if (closed) return;
    if (ended) this.endLeft().catch((cause: ParvisError) => this.tryAgain(cause));
    // What is shown stays.
    else if (error && !portal) this.#of.readPortal().catch(() => {});
  }
}
