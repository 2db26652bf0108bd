/**
 * What elements of a page have in common: one client and its live stream, the head of the portal, the company's looks.
 * Elements that name the same server and the same source of sessions share one connection; an element that names no
 * source takes that of the element around it, else the one the page has. A connection lives as long as its elements do.
 */
import type { ParvisError, Portal, SessionSource } from '@parvis/sdk';
import { createPortalClient, type PortalClient } from '@parvis/sdk/portal';
import type { ReactiveControllerHost } from 'lit';
import { keeps, left } from './kept.ts';
import type { Language } from './locale.ts';
import { loadChunk } from './load-chunk.ts';

/** An element that is given what comes behind its first screen (attend.ts). */
export type Attended = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** An element that a connection serves. */
interface Host extends Attended {
  /** What it shows is no longer to be seen: another person has come, or nobody is there. */
  forget: () => void;
  /** What it shows is to be read again. */
  readAgain: () => void;
}

/** An element that asks its reader something. */
export interface Asking {
  readonly language: Language;
  readonly renderRoot: HTMLElement | DocumentFragment;
}
/** What is done about drafts when somebody leaves: comes with the elements of customers, who alone write them. */
export interface Drafts {
  /** Whether nothing would be lost, or the reader lets it go. */
  mayLeave: (element: Asking, connection: Connection) => Promise<boolean>;
  forgetDrafts: (connection: Connection, portal: Portal) => void;
}

export class Connection {
  readonly client: PortalClient;
  readonly api: string;
  /** Adopted by every element of this connection. */
  readonly looks = new CSSStyleSheet();
  /** The head of the portal as last read. */
  portal: Portal | undefined;
  /** As it was when the session ended, not by signing out: what was written then waits on this device. */
  before: Portal | undefined;
  /** Why the session ended, or why the portal could not be read; undefined after signing out. */
  error: unknown;
  /** Nobody is signed in any longer, and nothing here can open another session. */
  ended = false;
  /** Its last element has left the page: it serves no other. */
  closed = false;
  /** Where sessions come from; the link among it can be exchanged for a new one when it has expired. */
  readonly source: SessionSource;
  readonly hosts = new Set<Host>();
  /** What is being read, for the present person. */
  reading: Promise<Portal> | undefined;
  /** Loads what knows of drafts, where there may be any. */
  drafts: (() => Promise<Drafts>) | undefined;
  /** What is to be done about what befalls it. */
  readonly care = loadChunk(care).then(({ Care }) => new Care(this));
  /** Its elements have left, perhaps only to be put elsewhere: who comes after them may be another person. */
  isIdle = false;

  /** Loads what is first used when a customer acts. Given by their elements, so that the desk, which shares the rest, has no part in it. */
  static acting: (() => Promise<typeof import('./acting.ts')>) | undefined;
  /** What elements of customers have beyond their first screen: each of the page is handed to it. */
  static attend: ((host: Attended) => void) | undefined;
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
      beforeRenewal: (session) => keeps(left) && this.care.then((to) => to.endLeft(session)),
    });
    this.client.onSession((session, error) => void this.care.then((to) => to.session(session, error)));
    connections.add(this);
  }
  /** The connection of this source: the one that asks, if it is that; made when first asked for. */
  static to(api: string, source: SessionSource, own?: Connection): Connection {
    const key = keyOf(api, source);
    const isOf = (each: Connection) => keyOf(each.api, each.source) === key;
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
  /** Draws this element again whenever the connection changes. */
  serve(host: Host) {
    this.hosts.add(host);
    Connection.attend?.(host);
    this.isIdle = false;
    return () => {
      this.hosts.delete(host);
      this.isIdle = !this.hosts.size;
      if (this.isIdle) void this.care.then((to) => to.rest());
    };
  }
  changed() {
    for (const host of this.hosts) host.requestUpdate();
  }

  /** Reads the head of the portal: once for all who ask at the same time. */
  readPortal(): Promise<Portal> {
    if (this.reading) return this.reading;
    const reading = (this.reading = this.client.call('GET /portal', null));
    const settle = (portal?: Portal, error?: ParvisError) => {
      // Read for somebody who has left meanwhile.
      if (this.reading !== reading) return;
      this.reading = undefined;
      this.error = error;
      if (portal) {
        this.portal = portal;
        void this.care.then((to) => to.wear(portal));
      }
      this.changed();
    };
    // Why it failed may be that the session has ended, which is told first.
    reading.then(settle, async (error: ParvisError) => {
      const to = await this.care;
      settle(undefined, error);
      to.tryAgain(error);
    });
    return reading;
  }
}

const keyOf = (api: string, { getSession, sessionUrl, link, cookie }: SessionSource) =>
  getSession ?? [api, sessionUrl, link, cookie].join(' ');
const care = () => import('./care.ts');
/** Of the page. */
export const connections = new Set<Connection>();
const available = () => [...connections].filter(({ isIdle, ended }) => !isIdle && !ended);
const waiting = new Set<() => void>();
