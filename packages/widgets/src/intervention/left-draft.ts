/** What was written and cannot leave, because nobody is signed in any longer: its words, its photos, and ways to go on without us. */
import { html, nothing, type PropertyValues } from 'lit';
import document from 'lucide/dist/esm/icons/file-text.mjs';
import { words as french } from '../shared/access.fr.ts';
import { exactly } from '../shared/dates.ts';
import { ParvisElement } from '../shared/element.ts';
import { fileStyles } from '../shared/files.ts';
import { icon } from '../shared/icon.ts';
import { unbroken } from '../shared/naming.ts';
import { Words } from '../shared/locale.ts';
import type { OwnedDraft } from './draft.ts';
import { readPhoto } from './photo-store.ts';

const lexicon = { fr: french, en: () => import('../shared/access.en.ts') };

/** `<parvis-left-draft>`: a part of `<parvis-access>`. */
export class LeftDraft extends ParvisElement {
  static override styles = [ParvisElement.styles, fileStyles];
  static override properties = { kept: { attribute: false }, pictures: { state: true } };
  declare kept: OwnedDraft;
  /** Photos that the device still has; those that are pictures have an address of this page's own. */
  declare protected pictures: { name: string; address: string }[] | undefined;
  readonly #words = new Words(this, lexicon);

  protected override get ready() {
    return true;
  }
  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    void this.#readPhotos();
  }
  async #readPhotos() {
    const { viewer, draft } = this.kept;
    const contents = await Promise.all(draft.photos.map((photo) => readPhoto(viewer, photo)));
    this.pictures = contents.flatMap((content, index) => {
      const address = content?.type.startsWith('image/') ? URL.createObjectURL(content) : '';
      return content ? { name: draft.photos[index]!.name, address } : [];
    });
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    for (const { address } of this.pictures ?? []) URL.revokeObjectURL(address);
  }

  protected override content() {
    const w = this.#words.now;
    const { request, changes, writtenAt, phone } = this.kept.draft;
    const { connection, language, pictures } = this;
    const text = (request ?? changes).description ?? '';
    const { timeZone } = connection?.before?.company ?? {};
    return html`<div class="stack">
      <div class="field">
        <label for="text">${w.written(exactly({ language, timeZone }, writtenAt))}</label>
        ${text && html`<textarea id="text" readonly .value=${text}></textarea>`}
      </div>
      ${
        pictures?.length
          ? html`<p>${w.photos(pictures.length)}</p>
              <ul class="pictures">
                ${pictures.map(
                  ({ name, address }) =>
                    html`<li>
                      <div class="thumb">
                        ${address ? html`<img src=${address} alt=${name} />` : html`<small>${icon(document)}<br />${name}</small>`}
                      </div>
                    </li>`,
                )}
              </ul>`
          : nothing
      }
      <div class="row">
        ${text && html`<button @click=${() => this.#copy(text)}>${w.copy}</button>`}
        ${phone ? html`<a class="button" href="tel:${phone.replaceAll(' ', '')}">${w.call(unbroken(phone))}</a>` : nothing}
        <span class="quiet" aria-hidden="true">${this.announcement}</span>
      </div>
    </div>`;
  }
  /** Where the browser will not, it stands selected to be copied by hand. */
  async #copy(text: string) {
    this.renderRoot.querySelector('textarea')?.select();
    try {
      await navigator.clipboard.writeText(text);
      this.announce(this.#words.now.copied);
    } catch {
      // It stands selected.
    }
  }
}
