/**
 * `<parvis-lightbox>`: photos opened large, one beside the other. The strip scrolls and snaps, so that fingers swipe as
 * they do anywhere; buttons and arrows do the same. Loaded when a photo is first pressed.
 */
import type { File as StoredFile } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import before from 'lucide/dist/esm/icons/chevron-left.mjs';
import after from 'lucide/dist/esm/icons/chevron-right.mjs';
import save from 'lucide/dist/esm/icons/download.mjs';
import cross from 'lucide/dist/esm/icons/x.mjs';
import { ParvisElement } from './element.ts';
import { icon } from './icon.ts';
import { words as french } from './lightbox.fr.ts';
import { Words } from './locale.ts';
import { loadChunk } from './load-chunk.ts';

const lexicon = { fr: french, en: () => import('./lightbox.en.ts') };
const addresses = () => import('./file-address.ts');

/** @fires {Event} close - It was closed. Stays inside the element that opened it. */
export class Lightbox extends ParvisElement {
  static override styles = [
    ParvisElement.styles,
    css`
      dialog {
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        overflow: hidden;
        color: #fff;
        background: #111;
      }
      dialog[open] {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: calc(2 * var(--u));
        padding: env(safe-area-inset-top) var(--u) 0 calc(4 * var(--u));
      }
      .bar > [role='status'] {
        flex: 1;
        min-width: 0;
        max-width: none;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .icon {
        color: #fff;
      }
      .icon:hover {
        background: #333;
      }
      :focus-visible {
        outline-color: #fff;
        outline-offset: -4px;
      }
      .wrong {
        position: absolute;
        inset: 52px 0 auto;
        padding-inline: calc(4 * var(--u));
        color: #ff9a8c;
      }
      .strip {
        display: flex;
        overflow: auto hidden;
        scroll-snap-type: x mandatory;
        scrollbar-width: none;
        overscroll-behavior: contain;
      }
      .strip > li {
        flex: 0 0 100%;
        display: grid;
        /* Of the strip's height, or a picture would be as high as it is for its width. */
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        place-items: center;
        scroll-snap-align: center;
        scroll-snap-stop: always;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
        background: center / contain no-repeat;
      }
      .turn {
        position: absolute;
        top: 50%;
        translate: 0 -50%;
        border-radius: 50%;
        background: #111a;
      }
      .turn.next {
        right: 0;
      }
      .turn:disabled {
        visibility: hidden;
      }
    `,
  ];
  static override properties = { files: { attribute: false }, at: { state: true }, lost: { state: true } };
  declare files: readonly StoredFile[];
  /** Place of the one that shows. */
  declare at: number;
  /** Those that cannot be had. */
  declare protected lost: ReadonlySet<string>;
  readonly #words = new Words(this, lexicon);
  /** Those whose address was asked for anew. */
  readonly #asked = new Set<string>();

  constructor() {
    super();
    this.files = [];
    this.at = 0;
    this.lost = new Set();
  }
  get #strip() {
    return this.renderRoot.querySelector<HTMLElement>('.strip');
  }
  override connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    // Put elsewhere on the page, it would still be open, and no longer above it.
    this.renderRoot.querySelector('dialog')?.close();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    // One may be taken away meanwhile.
    this.at = Math.max(0, Math.min(this.at, this.files.length - 1));
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog?.isConnected) return;
    if (!this.files.length) return this.#closed();
    if (dialog.open) return;
    dialog.showModal();
    this.#turn(this.at, 'instant');
  }

  protected override content() {
    const w = this.#words.now;
    const { files, at, connection } = this;
    const shown = files[at];
    if (!connection || !shown) return html`<dialog @close=${this.#closed}></dialog>`;
    const { client } = connection;
    const fetched = (event: Event) => {
      event.preventDefault();
      const link = event.currentTarget as HTMLAnchorElement;
      void loadChunk(addresses).then(({ download }) => download(link, shown, client, this.common));
    };
    return html`<dialog aria-label=${w.title} @cancel=${this.#settle} @close=${this.#closed} @keydown=${this.#key}>
      <div class="bar">
        <p role="status">
          <span class="hidden">${w.photo(at + 1, files.length)}</span>
          <span aria-hidden="true">${at + 1} / ${files.length}</span> <span class="small">${shown.name}</span>
        </p>
        <ul>
          <li>
            <a
              class="button icon"
              href=${client.url(shown.url)}
              download=${shown.name}
              aria-label=${this.common.download(shown.name)}
              @click=${fetched}
              >${icon(save)}</a
            >
          </li>
        </ul>
        <p class="wrong" role="alert"></p>
        <button class="icon" autofocus aria-label=${this.common.close} @click=${this.#close}>${icon(cross)}</button>
      </div>
      <ul class="strip" tabindex="0" @scroll=${this.#scrolled}>
        ${files.map(
          (file, place) =>
            html`<li>
              ${
                this.lost.has(file.id)
                  ? html`<p>${w.lost(file.name)}</p>`
                  : html`<img
                      src=${client.url(file.url)}
                      alt="${w.photo(place + 1, files.length)}, ${file.name}"
                      loading="lazy"
                      decoding="async"
                      .style=${file.thumbnailUrl ? `background-image: url("${client.url(file.thumbnailUrl)}")` : ''}
                      @error=${(event: Event) => this.#again(event.currentTarget as HTMLImageElement, file)}
                    />`
              }
            </li>`,
        )}
      </ul>
      ${
        files.length > 1
          ? html`<button class="icon turn" ?disabled=${!at} aria-label=${w.previous} @click=${() => this.#turn(at - 1)}>
                ${icon(before)}
              </button>
              <button
                class="icon turn next"
                ?disabled=${at === files.length - 1}
                aria-label=${w.next}
                @click=${() => this.#turn(at + 1)}
              >
                ${icon(after)}
              </button>`
          : nothing
      }
    </dialog>`;
  }
  readonly #close = () => {
    this.#settle();
    this.renderRoot.querySelector('dialog')?.close();
  };
  /** Told a moment later, when it may be open again. */
  readonly #closed = () => {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog?.open || !this.files.length) this.dispatchEvent(new CustomEvent('close'));
  };
  readonly #key = (event: KeyboardEvent) => {
    // Escape closes this, and not what stands behind it.
    event.stopPropagation();
    const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: this.files.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#turn(to);
  };
  #turn(to: number, behavior?: ScrollBehavior) {
    if (!this.files[to]) return;
    this.at = to;
    const strip = this.#strip;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    strip?.scrollTo({ left: to * strip.clientWidth, behavior: behavior ?? (calm ? 'instant' : 'smooth') });
    // A button that has gone does not keep the focus.
    void this.updateComplete.then(() => (this.renderRoot as ShadowRoot).activeElement ?? this.#strip?.focus());
  }
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Where a finger has left it; while it moves by itself, not yet. */
  readonly #scrolled = () => {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(this.#settle, 100);
  };
  /** Also as it is closed, at once: what is seen last is what the reader comes back to. */
  readonly #settle = () => {
    const strip = this.#strip;
    if (strip?.clientWidth) this.at = Math.round(strip.scrollLeft / strip.clientWidth);
  };
  /** The address of a file lives for an hour at most. */
  async #again(image: HTMLImageElement, { id }: StoredFile) {
    const { client } = this.connection!;
    const isNew = !this.#asked.has(id);
    this.#asked.add(id);
    const now = isNew && (await client.call('GET /files/:fileId', id).catch(() => undefined));
    if (now) image.src = client.url(now.url);
    else this.lost = new Set([...this.lost, id]);
  }
}
