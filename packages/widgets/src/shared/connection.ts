/**
 * What elements of a page have in common: one client and its live stream, the head of the portal, the company's looks.
 * Elements that name the same server and the same source of sessions share one connection; an element that names no
 * source takes that of the element around it, else the one the page has.
 */
import type { Portal, SessionSource } from '@parvis/sdk';
import { createPortalClient, type PortalClient } from '@parvis/sdk/portal';
import type { ReactiveControllerHost } from 'lit';
import { brand } from './branding.ts';
import { later } from './part.ts';

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
  /** Where sessions come from; the link among it can be exchanged for a new one when it has expired. */
  readonly source: SessionSource;
  readonly #hosts = new Set<ReactiveControllerHost>();
  #reading: Promise<Portal> | undefined;

  /** For tests and stories: what answers instead of the network. */
  static fetch: typeof fetch | undefined;

  constructor(api: string, source: SessionSource) {
    this.api = api;
    this.source = source;
    this.client = createPortalClient({ api: api || location.origin, fetch: Connection.fetch, ...source });
    this.client.onSession((session, error) => {
      this.ended = !session;
      this.error = error;
      if (!session) this.#end();
      this.changed();
    });
    addEventListener('online', () => {
      if (this.error && !this.portal && !this.ended) this.readPortal().catch(() => {});
    });
  }
  #key: unknown;
  /** The connection of this source; made when first asked for. */
  static to(api: string, source: SessionSource): Connection {
    const key = source.getSession ?? `${api} ${source.link ?? source.sessionUrl ?? source.cookie ?? ''}`;
    let connection = connections.get(key);
    if (!connection) {
      connection = new Connection(api, source);
      connection.#key = key;
      connections.set(key, connection);
      // Once who asked has it; and a copy, for who does not find their own waits again.
      queueMicrotask(() => [...waiting].forEach((wake) => wake()));
    }
    return connection;
  }
  /** The first connection of the page to this server; to any when none is named. */
  static ofPage(api: string): Connection | undefined {
    return [...connections.values()].find((each) => !api || each.api === api);
  }
  /** Called whenever a connection is made, until the function it returns is called. */
  static whenMade(wake: () => void) {
    waiting.add(wake);
    return () => void waiting.delete(wake);
  }

  #end() {
    if (connections.get(this.#key) === this) connections.delete(this.#key);
    if (mayHaveDrafts()) {
      const { portal } = this;
      // What was shown is forgotten once this has been read.
      void later().then(({ forgetDrafts }) => forgetDrafts(this, portal));
    }
    this.portal = undefined;
  }

  /** Draws this element again whenever the connection changes. */
  serve(host: ReactiveControllerHost) {
    this.#hosts.add(host);
    return () => void this.#hosts.delete(host);
  }
  changed() {
    for (const host of this.#hosts) host.requestUpdate();
  }

  /** Reads the head of the portal: once for all who ask at the same time. */
  readPortal(): Promise<Portal> {
    this.#reading ??= this.client.portal
      .get()
      .then(
        (portal) => {
          this.error = undefined;
          brand(this.looks, portal.company.branding);
          return (this.portal = portal);
        },
        (error: unknown) => {
          this.error = error;
          throw error;
        },
      )
      .finally(() => {
        this.#reading = undefined;
        this.changed();
      });
    return this.#reading;
  }
}

const connections = new Map<unknown, Connection>();
const waiting = new Set<() => void>();

/** What drafts are made of is seen without their code, which is loaded only where there are any. */
export function mayHaveDrafts(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('parvis-draft '));
  } catch {
    return false;
  }
}
