/** What the elements that customers use have in common: the head of the portal, and what is shown while there is none. */
import { html, nothing } from 'lit';
import type { News, Portal } from '@parvis/sdk';
import type { Calendar } from './dates.ts';
import type { Connection } from './connection.ts';
import { define } from './define.ts';
import { ParvisElement } from './element.ts';
import { loadActing } from './load-acting.ts';

export abstract class CustomerElement extends ParvisElement {
  #stopLive: (() => void) | undefined;

  /** The head of the portal; undefined until it has been read. */
  get portal(): Portal | undefined {
    return this.connection?.portal;
  }
  protected override get ready() {
    return this.portal !== undefined;
  }
  /** For dates: the reader's language, the company's time zone. */
  get calendar(): Calendar {
    return { language: this.language, timeZone: this.portal?.company.timeZone };
  }

  protected override connected(connection: Connection) {
    connection.drafts = loadActing;
    if (!connection.portal) this.#read(connection);
    this.#stopLive?.();
    this.#stopLive = this.onNews && connection.client.live((event) => event.type === 'news' && this.onNews?.(event));
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  /** Told of what others change, where an element has it. */
  protected onNews?(news: News): void;
  #read(connection: Connection) {
    connection.readPortal().catch((error: unknown) => this.report(error));
  }

  protected override content(): unknown {
    const { connection } = this;
    if (connection?.ended) {
      void loadActing().then(({ Access }) => define('parvis-access', Access));
      // Shown until its file has come, which for want of a network it may not.
      return html`<parvis-access .of=${connection}>${this.failed(this.common.signedOut, false, '')}</parvis-access>`;
    }
    // What needs nothing of it stays, with what was typed into it.
    return (!this.ready && this.unread()) || this.view(this.portal);
  }
  /** That the head of the portal could not be read, and the way to try again; undefined as long as that did not fail. */
  protected unread(): unknown {
    const { connection } = this;
    if (!connection?.error || this.portal) return undefined;
    return this.failed(this.sentence(connection.error), () => this.#read(connection));
  }
  /** What could not be read, and the way to try again if there is one. */
  protected failed(sentence: string, retry: false | (() => unknown), look = 'bad') {
    return html`<div class="notice row ${look}" role="alert">
      <p>${sentence}</p>
      ${retry ? html`<button type="button" @click=${retry}>${this.common.retry}</button>` : nothing}
    </div>`;
  }
  /** What the element shows; before the head of the portal is known, as much of it as can be. */
  protected abstract view(portal: Portal | undefined): unknown;
}
