/** Picks photos and sends them while the rest is being filled in. */
import type { ParvisError } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import picture from 'lucide/dist/esm/icons/image.mjs';
import document from 'lucide/dist/esm/icons/file-text.mjs';
import cross from 'lucide/dist/esm/icons/x.mjs';
import { words as french } from './photos.fr.ts';
import { ParvisElement } from './element.ts';
import { fileStyles } from './files.ts';
import { icon } from './icon.ts';
import { Words } from './locale.ts';
import { isReadable } from './readable.ts';
import type { PhotoCode, PhotoSentences } from './sentences.ts';
import { isSettled } from './settled.ts';

const lexicon = { fr: french, en: () => import('./photos.en.ts') };

export interface Photo {
  id: string;
  name: string;
  /** Sent again under it, it is stored once. */
  key: string;
  content: Blob;
  /** Once uploaded. */
  fileId?: string;
}
interface Item extends Photo {
  address?: string;
  /** It was tried, and did not get through. */
  isDelayed?: boolean;
  /** Share that has left, while it is being sent. */
  share?: number;
  stop?: AbortController;
  /** When it last got on, as `performance.now()` has it. */
  progressAt?: number;
}

const kinds = 'image/jpeg,image/png,image/webp,application/pdf';
const heic = /\.hei[cf]$/i;
const largest = 25_000_000;
const limit = 10;
/** Two at a time: one more would only make each slower on a phone's uplink. */
const lanes = 2;
/** Milliseconds without a byte leaving after which what is sent goes without waiting for it; the service takes up to a minute over a picture. */
const patience = { leaving: 10_000, there: 70_000 };

/**
 * `<parvis-photos>`: a part of the form and of an intervention's sheet.
 * @fires {Event} photos-changed - Some were added, sent or taken away. Stays inside the element that asked for the picker.
 */
export class Photos extends ParvisElement {
  static override styles = [
    ParvisElement.styles,
    fileStyles,
    css`
      /* Nothing here asks how wide it is; Chromium draws nothing of a container that stands in another one's fieldset
         once something is put in before it. */
      .root {
        container-type: normal;
      }
      .pictures .icon {
        position: absolute;
        inset: -10px -10px auto auto;
        min-height: 44px;
        background: none;
      }
      .icon > svg {
        box-sizing: content-box;
        width: 16px;
        height: 16px;
        padding: 4px;
        border-radius: 50%;
        color: var(--surface);
        background: var(--text);
      }
      .thumb {
        padding: var(--u);
        text-align: center;
        overflow-wrap: anywhere;
      }
      .thumb.going img {
        opacity: 0.45;
      }
      progress {
        position: absolute;
        inset: auto 8px 8px;
        width: calc(100% - 16px);
        height: 6px;
      }
    `,
  ];
  static override properties = { items: { state: true }, said: { state: true } };
  declare protected items: Item[];
  declare protected said: string[];
  readonly #words = new Words(this, lexicon);
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pause = 2000;
  /** They are sent by what they belong to. */
  #isHeld = false;

  constructor() {
    super();
    this.items = [];
    this.said = [];
  }
  /** What is picked, to be kept with a draft. */
  get photos(): Photo[] {
    return this.items.map(alone);
  }
  /** Takes up what a draft had kept; says which of them the device has lost. */
  restore(photos: readonly (Omit<Photo, 'content'> & { content: Blob | undefined })[]) {
    this.items = photos.flatMap(({ content, ...photo }) =>
      content ? { ...alone({ ...photo, content }), ...addressOf(content) } : [],
    );
    for (const { name, content } of photos) if (!content) this.#refuse(name, 'unreadable');
    this.#next();
  }
  /** Adds those that are here, or on their way, to an intervention; those that wait for the network stay. Tells whether there were any. */
  async attachTo(interventionId: string): Promise<boolean> {
    try {
      await this.settle();
      const fileIds = this.items.flatMap(({ fileId }) => fileId ?? []);
      if (!fileIds.length) return false;
      await this.connection!.client.call('POST /interventions/:interventionId/files', interventionId, { fileIds });
      for (const item of this.items) if (item.fileId) forget(item);
      this.items = this.items.filter(({ fileId }) => !fileId);
      this.#changed();
      return true;
    } finally {
      this.resume();
    }
  }
  clear() {
    this.#isHeld = false;
    for (const item of this.items) forget(item);
    this.items = [];
    this.said = [];
  }
  /**
   * Starts none any more, and resolves when nothing is on its way, sent or not: what they belong to sends the rest. What
   * does not get on is not waited for.
   */
  async settle() {
    this.#isHeld = true;
    clearTimeout(this.#retry);
    while (this.items.some(({ stop }) => stop)) {
      await new Promise<void>((resolve) => {
        const look = setTimeout(resolve, 1000);
        this.addEventListener('photos-changed', () => (clearTimeout(look), resolve()), { once: true });
      });
      for (const { stop, share = 0, progressAt = 0 } of this.items) {
        if (performance.now() - progressAt > (share < 1 ? patience.leaving : patience.there)) stop?.abort();
      }
    }
  }
  /** Sends them by itself again. */
  resume() {
    this.#isHeld = false;
    this.#next();
  }
  /** Opens the device's own picker. */
  async pick() {
    await this.updateComplete;
    this.focus();
    this.renderRoot.querySelector('input')?.click();
  }
  /** Where who uses the keyboard goes on: at what adds more. */
  override focus() {
    this.renderRoot.querySelector<HTMLElement>('.row button')?.focus();
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.#next);
    // Taken out of the page for a while: what it was to try again meanwhile.
    if (this.hasUpdated) this.#next();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('online', this.#next);
    clearTimeout(this.#retry);
  }

  protected override content() {
    const w = this.#words.now;
    return html`<div class="stack">
      <input hidden type="file" multiple accept=${kinds} @change=${this.#picked} />
      ${
        this.items.length
          ? html`<ul class="pictures">
              ${this.items.map((item) => this.#item(item))}
            </ul>`
          : nothing
      }
      ${this.said.length ? html`<div class="wrong" role="alert">${this.said.map((line) => html`<p>${line}</p>`)}</div>` : nothing}
      <div class="row">
        <button
          type="button"
          aria-disabled=${this.items.length >= limit}
          @click=${() => this.items.length < limit && this.pick()}
        >
          ${icon(picture)}${this.common.addPhotos}
        </button>
      </div>
      <small class="quiet">${w.kinds}</small>
    </div>`;
  }
  #item(item: Item) {
    const w = this.#words.now;
    return html`<li>
      <div class="thumb ${item.fileId ? '' : 'going'}">
        ${item.address ? html`<img src=${item.address} alt=${item.name} />` : html`<small>${icon(document)}<br />${item.name}</small>`}
      </div>
      ${item.stop ? html`<progress max="1" .value=${item.share ?? 0} aria-label=${w.progress(item.name)}></progress>` : nothing}
      ${!item.fileId && !item.stop ? html`<small class="quiet">${item.isDelayed ? w.delayed : w.waiting}</small>` : nothing}
      <button type="button" class="icon" aria-label=${w.remove(item.name)} @click=${() => this.#remove(item)}>
        ${icon(cross)}
      </button>
    </li>`;
  }

  readonly #picked = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const w = this.#words.now;
    const files = [...(input.files ?? [])];
    input.value = '';
    this.said = [];
    const room = limit - this.items.length;
    const taken = files.slice(0, room).filter((file) => {
      const code = heic.test(file.name)
        ? 'heic-not-supported'
        : file.type && !kinds.includes(file.type)
          ? 'unsupported-file'
          : file.size > largest
            ? 'file-too-large'
            : '';
      if (code) this.#refuse(file.name, code);
      return !code;
    });
    if (files.length > room) this.said = [...this.said, w.tooMany(limit)];
    this.items = [
      ...this.items,
      ...taken.map((file) => ({
        id: crypto.randomUUID(),
        name: file.name,
        key: crypto.randomUUID(),
        content: file,
        ...addressOf(file),
      })),
    ];
    this.#changed();
    this.#next();
  };
  #refuse(name: string, code: PhotoCode) {
    const w = this.#words.now;
    this.said = [...this.said, w.refused(name, (w.errors as PhotoSentences)[code] ?? w.errors.other)];
  }
  #remove(item: Item) {
    const { fileId } = item;
    forget(item);
    const at = this.items.indexOf(item);
    this.items = this.items.filter((each) => each !== item);
    // Not worth a word if it fails: what nobody claims is swept.
    if (fileId) this.connection?.client.call('DELETE /files/:fileId', fileId).catch(() => {});
    this.#changed();
    void this.updateComplete.then(() => {
      const left = this.renderRoot.querySelectorAll<HTMLElement>('.pictures .icon');
      (left[Math.min(at, left.length - 1)] ?? this).focus();
    });
  }

  readonly #next = () => {
    clearTimeout(this.#retry);
    if (this.#isHeld) return;
    const going = this.items.filter(({ stop }) => stop).length;
    const ready = this.items.filter(({ fileId, stop }) => !fileId && !stop);
    for (const item of ready.slice(0, Math.max(0, lanes - going))) void this.#send(item);
    this.requestUpdate();
  };
  async #send(item: Item) {
    const { client } = this.connection ?? {};
    if (!client) return;
    const stop = (item.stop = new AbortController());
    item.progressAt = performance.now();
    try {
      const { id } = await client.files.upload(item.content, {
        name: item.name,
        idempotencyKey: item.key,
        signal: stop.signal,
        onProgress: (share) => {
          item.share = share;
          item.progressAt = performance.now();
          this.requestUpdate();
        },
      });
      item.fileId = id;
      // Not at each percent, which would be heard above all else.
      this.announce(this.#words.now.arrived(this.items.filter(({ fileId }) => fileId).length, this.items.length));
      this.#pause = 2000;
    } catch (error) {
      if (stop.signal.aborted) return;
      const { code = 'other' } = error as Partial<ParvisError>;
      const isThere = await isReadable(item.content);
      // Sent once more by what it belongs to, which says what became of it: what is said here would leave the screen.
      if (this.#isHeld) return;
      if (isThere && !isPhotoRefused(error as Partial<ParvisError>)) {
        item.isDelayed = true;
        // « online » says only that there is a network, not that the server is reached: asked again in a while as well.
        this.#pause = Math.min(this.#pause * 2, 60_000);
        this.#retry = setTimeout(this.#next, this.#pause);
      } else {
        this.#refuse(item.name, isThere ? code : 'unreadable');
        forget(item);
        this.items = this.items.filter((each) => each !== item);
        this.report(error);
      }
      return;
    } finally {
      delete item.stop;
      delete item.share;
      this.#changed();
      this.requestUpdate();
    }
    this.#next();
  }
  #changed() {
    this.dispatchEvent(new CustomEvent('photos-changed'));
  }
}

/** Whether a refusal says why the photo itself cannot be taken; after anything else it may be, the next time. */
export const isPhotoRefused = (error: Partial<ParvisError>) =>
  !!(french.errors as PhotoSentences)[error.code!] || isSettled(error);

/** Without what becomes of it here. */
const alone = ({ id, name, key, content, fileId }: Photo): Photo => ({
  id,
  name,
  key,
  content,
  ...(fileId && { fileId }),
});
const addressOf = (content: Blob) =>
  content.type.startsWith('image/') ? { address: URL.createObjectURL(content) } : {};
const forget = ({ address, stop }: Item) => {
  stop?.abort();
  if (address) URL.revokeObjectURL(address);
};
