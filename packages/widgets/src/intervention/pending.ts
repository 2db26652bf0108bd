/** What was sent and has not arrived: what it is, why it waits, and what can be done; then that it has arrived. */
import { css, html, nothing, type PropertyValues } from 'lit';
import cross from 'lucide/dist/esm/icons/x.mjs';
import picture from 'lucide/dist/esm/icons/image.mjs';
import { words as french } from './pending.fr.ts';
import type { Connection } from '../shared/connection.ts';
import { prepareDates, span } from '../shared/dates.ts';
import { define } from '../shared/define.ts';
import { ParvisElement } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { unbroken } from '../shared/naming.ts';
import { Photos } from '../shared/photos.ts';
import type { Draft, Refusal } from './draft.ts';
import { CorrectAskedEvent, ParvisInterventionCreatedEvent } from './events.ts';
import { Outbox, type ArrivedEvent } from './outbox.ts';
import { isThere } from './sending.ts';
import { readPhoto } from './photo-store.ts';

const lexicon = { fr: french, en: () => import('./pending.en.ts') };

/** Why it has not left, and that nothing is lost. */
export function why(
  w: typeof french,
  { error, isOnDevice }: Pick<ReturnType<Outbox['stateOf']>, 'error' | 'isOnDevice'>,
): string {
  if (!isOnDevice) return w.onlyHere;
  if (!error) return w.elsewhere;
  return error.status === 429 ? w.busy : error.status || navigator.onLine ? w.away : w.offline;
}

/**
 * `<parvis-pending>`: a part of the portal and of the form. Shows nothing where nothing waits.
 * @fires {CorrectAskedEvent} correct-asked - The customer wants to write one of them again.
 */
export class Pending extends ParvisElement {
  static override styles = [
    ParvisElement.styles,
    css`
      .notice.fine {
        border-color: var(--good);
      }
      .root,
      ul,
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: calc(4 * var(--u));
      }
      li,
      .arrived {
        gap: calc(2 * var(--u));
      }
      .about {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .arrived {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
      }
      .arrived > .icon {
        margin: calc(-2 * var(--u)) calc(-3 * var(--u)) calc(-2 * var(--u)) 0;
      }
      .arrived > .photos {
        grid-column: 1 / -1;
      }
      /* Of the colour of what it stands in, like all that is there. */
      parvis-photos {
        --parvis-surface: var(--wash);
      }
    `,
  ];
  static override properties = {
    adding: { state: true },
    picked: { state: true },
    busy: { state: true },
    wrong: { state: true },
  };
  /** The one whose photos are being added. */
  declare protected adding: string | undefined;
  declare protected picked: boolean | undefined;
  declare protected busy: boolean | undefined;
  /** Why they could not be attached. */
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);
  #outbox: Outbox | undefined;
  #leave: (() => void) | undefined;

  protected override connected(_connection: Connection) {
    prepareDates();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave?.();
    this.#leave = this.#outbox = undefined;
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { connection } = this;
    const portal = connection?.portal;
    const outbox = connection && portal && !portal.preview ? Outbox.of(connection, portal) : undefined;
    if (outbox === this.#outbox) return;
    this.#leave?.();
    this.#outbox = outbox;
    this.#leave = outbox && this.#follow(outbox);
  }
  #follow(outbox: Outbox) {
    outbox.addEventListener('arrived', this.#arrived);
    const stop = outbox.use(() => this.requestUpdate());
    return () => {
      stop();
      outbox.removeEventListener('arrived', this.#arrived);
    };
  }
  readonly #arrived = (event: Event) => {
    // Said once, however many elements of the page show it.
    event.stopImmediatePropagation();
    const { intervention } = event as ArrivedEvent;
    this.announce(this.#words.now.arrived(intervention.number));
    this.dispatchEvent(new ParvisInterventionCreatedEvent(intervention));
  };

  protected override waiting() {
    return nothing;
  }
  protected override content() {
    const items = this.#outbox?.items ?? [];
    const waiting = items.filter(({ arrived }) => !arrived);
    const w = this.#words.now;
    const title = waiting.some(({ request }) => request) ? w.title : w.titleRefused;
    return html`${items.map((item) => (item.arrived ? this.#done(item, item.arrived) : nothing))}
    ${
      waiting.length
        ? html`<div class="notice stack" part="message" role="group" aria-labelledby="title">
            <h3 id="title">${title(waiting.length)}</h3>
            <ul>
              ${waiting.map((item) => this.#item(item))}
            </ul>
          </div>`
        : nothing
    }`;
  }

  #item(draft: Draft) {
    const w = this.#words.now;
    const { language, connection } = this;
    const calendar = { language, timeZone: connection?.portal?.company.timeZone };
    const { isSending } = this.#outbox!.stateOf(draft);
    const ask = () => this.dispatchEvent(new CorrectAskedEvent(draft.id));
    return html`<li>
      <p class="about" dir="auto">${unbroken(draft.request?.description ?? draft.changes.description ?? '')}</p>
      <p class="small quiet">
        ${w.written(span(calendar, draft.writtenAt, null))}
        ${draft.photos.length ? w.photos(draft.photos.length) : nothing} ${draft.request ? this.#why(draft) : nothing}
      </p>
      ${!draft.request && draft.refused ? html`<p class="wrong">${this.#refusal(draft.refused)}</p>` : nothing}
      <div class="row">
        ${
          draft.request
            ? html`<button aria-disabled=${isSending} @click=${() => isSending || this.#outbox!.send(draft.id)}>
                  ${isSending ? w.sending : w.send}
                </button>
                <button class="bare" aria-disabled=${isSending} @click=${() => isSending || ask()}>${w.change}</button>`
            : html`<button @click=${ask}>${w.correct}</button>`
        }
      </div>
    </li>`;
  }
  #refusal(refused: Refusal) {
    const w = this.#words.now;
    const why = isThere(refused) ? w.alreadySent : refused.errors.length ? w.toCorrect : this.sentence(refused);
    return w.refused(why);
  }
  #why(draft: Draft) {
    const state = this.#outbox!.stateOf(draft);
    return state.isSending && !state.error ? nothing : why(this.#words.now, state);
  }

  #done(draft: Draft, { id, number }: NonNullable<Draft['arrived']>) {
    const w = this.#words.now;
    const missing = draft.photos.length;
    return html`<div class="notice fine arrived" part="message">
      <p>${w.arrived(number)} ${missing ? w.missing(missing) : nothing}</p>
      <button class="icon" aria-label=${w.close(number)} @click=${() => this.#outbox?.dismiss(draft.id)}>
        ${icon(cross)}
      </button>
      ${
        missing
          ? html`<div class="photos stack">
              ${
                this.adding === draft.id
                  ? html`<parvis-photos @photos-changed=${this.#photosChanged}></parvis-photos> ${
                        this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing
                      }
                      ${
                        this.picked
                          ? html`<button
                              class="primary"
                              aria-disabled=${!!this.busy}
                              @click=${() => this.#attach(draft, id)}
                            >
                              ${this.busy ? w.sending : w.attach}
                            </button>`
                          : nothing
                      }`
                  : html`<div>
                      <button @click=${() => this.#add(draft)}>${icon(picture)}${this.common.addPhotos}</button>
                    </div>`
              }
            </div>`
          : nothing
      }
    </div>`;
  }
  get #picker() {
    return this.renderRoot.querySelector<Photos>('parvis-photos');
  }
  readonly #photosChanged = () => {
    this.picked = this.#picker?.photos.some(({ fileId }) => fileId);
  };
  /** Those that the device still has are tried once more; others are picked. */
  async #add(draft: Draft) {
    define('parvis-photos', Photos);
    const viewer = this.#outbox?.viewer ?? '';
    const photos = await Promise.all(
      draft.photos.map(async (photo) => ({ ...photo, content: await readPhoto(viewer, photo) })),
    );
    this.wrong = undefined;
    this.adding = draft.id;
    await this.updateComplete;
    this.#picker?.restore(photos);
  }
  async #attach(draft: Draft, interventionId: string) {
    const picker = this.#picker;
    if (this.busy || !picker) return;
    this.busy = true;
    this.wrong = undefined;
    try {
      if (await picker.attachTo(interventionId)) this.announce(this.#words.now.attached);
      const left = picker.photos;
      this.#outbox?.complete(
        draft.id,
        draft.photos.filter(({ id }) => left.some((photo) => photo.id === id)),
      );
      if (!left.length) this.adding = undefined;
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    } finally {
      this.busy = false;
    }
  }
}
