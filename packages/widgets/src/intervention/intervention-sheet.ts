/** The sheet of one intervention: when, where, who, what happened so far, and what the customer may do. */
import type { File as StoredFile, Intervention, News, ParvisError, Portal } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import picture from 'lucide/dist/esm/icons/image.mjs';
import { words as french } from './sheet.fr.ts';
import type { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { exactly, span } from '../shared/dates.ts';
import { define } from '../shared/define.ts';
import { dialogStyles } from '../shared/dialog.ts';
import { facts } from '../shared/facts.ts';
import { describedBy, field } from '../shared/field.ts';
import { fileList, fileStyles, isPicture } from '../shared/files.ts';
import { icon } from '../shared/icon.ts';
import { loadActing } from '../shared/load-acting.ts';
import { Lightbox } from '../shared/lightbox.ts';
import { Words } from '../shared/locale.ts';
import { addressLine, unbroken } from '../shared/naming.ts';
import type { Photos } from '../shared/photos.ts';
import { tooLong } from '../shared/too-long.ts';
import { isOver, statusMark, statusStyles } from '../shared/status.ts';
import { course, courseStyles } from './course.ts';
import { InterventionChangedEvent, InterventionShownEvent } from './events.ts';
import { fieldValue } from './field-value.ts';
import { sheetStyles } from './intervention-sheet.styles.ts';

const lexicon = { fr: french, en: () => import('./sheet.en.ts') };

/** As many as the service takes. */
const mostReasoned = 1000;

/** `<parvis-intervention-sheet>`: a part of the list and of the portal. */
export class InterventionSheet extends CustomerElement {
  static override styles = [CustomerElement.styles, statusStyles, dialogStyles, fileStyles, courseStyles, sheetStyles];
  static override properties = {
    interventionId: { attribute: 'intervention-id' },
    titled: { type: Boolean },
    intervention: { state: true },
    error: { state: true },
    busy: { state: true },
    picking: { state: true },
    picked: { state: true },
    large: { state: true },
    cancelling: { state: true },
    wrong: { state: true },
  };
  declare interventionId: string | undefined;
  /** What stands around it says which one it is. */
  declare titled: boolean | undefined;
  declare protected intervention: Intervention | undefined;
  declare protected error: ParvisError | undefined;
  declare protected busy: boolean | undefined;
  declare protected picking: boolean | undefined;
  declare protected picked: number;
  /** Place of the photo that is opened large. */
  declare protected large: number | undefined;
  /** False once it was asked and left: what was written stays for when it is asked again. */
  declare protected cancelling: boolean | undefined;
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);
  #loading: AbortController | undefined;
  #looks: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.picked = 0;
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#looks);
  }
  protected override connected(connection: Connection) {
    super.connected(connection);
    void this.#load();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (this.hasUpdated && changed.has('interventionId')) void this.#load();
  }
  protected override onNews({ changes, missed, up }: News) {
    // A file says only which file it is; whether it is of this intervention is seen by reading it again.
    const isOfThis = changes.some(({ subject: { id, type } }) => id === this.interventionId || type === 'file');
    if (missed || (up && this.error) || isOfThis) void this.#load();
  }
  override forget() {
    this.intervention = this.error = undefined;
  }
  async #load(pause = 2000) {
    const { connection, interventionId } = this;
    if (!connection || !interventionId) return;
    clearTimeout(this.#looks);
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    if (this.intervention?.id !== interventionId) {
      this.intervention = undefined;
      this.picking = this.cancelling = undefined;
    }
    try {
      const now = await connection.client.call('GET /interventions/:interventionId', interventionId, undefined, {
        signal,
      });
      const before = this.intervention;
      this.#show(now);
      if (before && before.status !== now.status) this.#tell(now);
      // Thumbnails are made a moment after their photos have arrived.
      const unseen = now.files.some(({ width, thumbnailUrl }) => width !== null && !thumbnailUrl);
      if (unseen && pause < 30_000) this.#looks = setTimeout(() => this.#load(pause * 2), pause);
    } catch (error) {
      if (signal.aborted) return;
      this.error = error as ParvisError;
      // What is gone is not left standing; what merely could not be asked is.
      if (this.error.status === 404) this.intervention = undefined;
      this.report(error);
    }
  }
  #tell({ number, status }: Intervention) {
    this.announce(`${this.common.intervention(number)}, ${this.common.status[status]}`);
  }
  #show(intervention: Intervention) {
    this.error = undefined;
    this.intervention = intervention;
    this.dispatchEvent(new InterventionShownEvent(intervention));
  }

  protected override view(portal: Portal | undefined) {
    const { intervention: it, error } = this;
    const w = this.#words.now;
    if (portal && it) return this.#sheet(it, portal);
    if (!error) return this.waiting();
    return this.failed(error.status === 404 ? w.gone : this.sentence(error), error.retryable && (() => this.#load()));
  }
  protected override waiting() {
    return html`<div class="stack" aria-hidden="true">
      <i class="skeleton half">&nbsp;</i><i class="skeleton">&nbsp;</i><i class="skeleton tall">&nbsp;</i
      ><i class="skeleton">&nbsp;</i>
    </div>`;
  }

  #sheet(it: Intervention, { company, fields, options }: Portal) {
    const w = this.#words.now;
    const type = company.types.find(({ key }) => key === it.type)?.label[this.language];
    const own = fields.filter(({ id }) => it.fields[id] !== undefined);
    return html`<article class="stack" tabindex="-1">
      <header>
        <p class="quiet small">
          ${[!this.titled && this.common.intervention(it.number), type].filter(Boolean).join(' · ')}
        </p>
        <h2>${statusMark(it.status, this.common.status)}</h2>
      </header>
      ${this.error ? html`<p class="notice" role="status">${this.sentence(this.error)}</p>` : nothing}
      ${this.#appointment(it)}
      <section>
        <h3>${w.description}</h3>
        <p class="said" dir="auto">${unbroken(it.description)}</p>
      </section>
      ${facts(
        [
          w.place,
          [it.siteName, addressLine(it.address)]
            .filter(Boolean)
            .map((line) => html`<div dir="auto">${unbroken(line!)}</div>`),
        ],
        [w.equipment, it.equipment?.name],
        [
          w.contact,
          [it.contact.name, it.contact.phone]
            .filter(Boolean)
            .map((line) => html`<div dir="auto">${unbroken(line)}</div>`),
        ],
        ...own.map(
          (each) => [each.label[this.language], fieldValue(each, it.fields[each.id] ?? '', this.language)] as const,
        ),
      )}
      ${options.documents || it.files.length ? this.#files(it) : nothing}
      <section>
        <h3>${w.course}</h3>
        ${course(it, this.calendar, w, this.common)}
      </section>
      ${
        it.can.includes('cancel')
          ? html`<div><button class="bare" @click=${this.#askCancel}>${w.cancel}</button></div>
              ${this.cancelling === undefined ? nothing : this.#cancelDialog(it)}`
          : nothing
      }
    </article>`;
  }
  /** What is planned; once it is over, when it was done, which may be another day. */
  #appointment({ windowStart, windowEnd, date: at, assignee, status }: Intervention) {
    const w = this.#words.now;
    if (status === 'cancelled') return nothing;
    const over = isOver(status);
    const start = over ? at : windowStart;
    if (!start) {
      return status === 'requested' || status === 'to_schedule' ? html`<p class="quiet">${w.waiting}</p>` : nothing;
    }
    return html`<section class="when ${over ? '' : 'ahead'}">
      <h3>${over ? w.done : w.appointment}</h3>
      <p>
        <time datetime=${start} title=${exactly(this.calendar, start)}
          >${span(this.calendar, start, over ? null : windowEnd)}</time
        >
      </p>
      ${assignee ? html`<p class="small">${w.with(assignee.name)}</p>` : nothing}
    </section>`;
  }

  #files(it: Intervention) {
    const w = this.#words.now;
    const { client } = this.connection ?? {};
    const mayAdd = it.can.includes('add_file');
    if (!client || (!it.files.length && !mayAdd)) return nothing;
    return html`<section class="stack files">
      <h3>${w.files}</h3>
      ${fileList(it.files, client, this.common, { label: w.enlarge, open: (file) => this.#enlarge(file, it) })}
      ${
        this.large === undefined
          ? nothing
          : html`<parvis-lightbox
              .files=${it.files.filter(isPicture)}
              .at=${this.large}
              @close=${this.#shrink}
            ></parvis-lightbox>`
      }
      ${
        this.picking
          ? html`<parvis-photos @photos-changed=${this.#photosChanged}></parvis-photos> ${
                this.picked
                  ? html`<button class="primary" aria-disabled=${!!this.busy} @click=${() => this.#attach(it)}>
                      ${this.busy ? w.adding : w.add}
                    </button>`
                  : nothing
              }
              ${this.wrong && !this.cancelling ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}`
          : mayAdd
            ? html`<div><button @click=${this.#pick}>${icon(picture)}${this.common.addPhotos}</button></div>`
            : nothing
      }
    </section>`;
  }
  #enlarge(file: StoredFile, { files }: Intervention) {
    define('parvis-lightbox', Lightbox);
    this.large = files.filter(isPicture).indexOf(file);
  }
  /** Back to the photo that was seen last. */
  readonly #shrink = async ({ target }: Event) => {
    const { at } = target as Lightbox;
    this.large = undefined;
    await this.updateComplete;
    const seen = this.renderRoot.querySelectorAll<HTMLElement>('.pictures a')[at];
    (seen ?? this.renderRoot.querySelector('article'))?.focus();
  };
  readonly #pick = async () => {
    const { Photos } = await loadActing();
    define('parvis-photos', Photos);
    this.picking = true;
    await this.updateComplete;
    await this.#picker?.pick();
  };
  get #picker() {
    return this.renderRoot.querySelector<Photos>('parvis-photos');
  }
  readonly #photosChanged = () => {
    this.picked = this.#picker?.photos.length ?? 0;
  };
  async #attach({ id }: Intervention) {
    const picker = this.#picker;
    if (this.busy || !picker) return;
    this.busy = true;
    this.wrong = undefined;
    try {
      if (await picker.attachTo(id)) {
        this.picking = picker.photos.length > 0;
        await this.#load();
      }
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    } finally {
      this.busy = false;
    }
  }

  readonly #askCancel = async () => {
    this.cancelling = true;
    this.wrong = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
  };
  /** Escape closes the question, and not the sheet behind it. */
  readonly #alone = (event: Event) => event.stopPropagation();
  /** Told a moment later, when it may be open again. */
  readonly #kept = ({ target }: Event) => {
    this.cancelling = (target as HTMLDialogElement).open;
    this.wrong = undefined;
  };
  #cancelDialog(it: Intervention) {
    const w = this.#words.now;
    const options = { name: 'reason', label: w.cancelWhy, hint: w.cancelHint, wrong: this.wrong };
    return html`<dialog aria-labelledby="cancel" @close=${this.#kept} @keydown=${this.#alone}>
      <form class="stack" novalidate @submit=${(event: Event) => this.#cancel(event, it)}>
        <h2 id="cancel">${w.cancelTitle}</h2>
        ${field(
          options,
          html`<textarea
            id="reason"
            name="reason"
            dir="auto"
            rows="3"
            required
            aria-invalid=${!!this.wrong}
            aria-describedby=${describedBy(options)}
          ></textarea>`,
        )}
        <div class="row acts">
          <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${w.keep}</button>
          <button class="primary" aria-disabled=${!!this.busy}>${w.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }
  async #cancel(event: Event, { id }: Intervention) {
    event.preventDefault();
    const text = this.renderRoot.querySelector('textarea');
    const reason = text?.value.trim();
    const { client } = this.connection ?? {};
    if (this.busy || !client) return;
    this.wrong = reason ? tooLong(this.language, reason, mostReasoned) : this.#words.now.cancelRequired;
    if (!reason || this.wrong) return text?.focus();
    this.busy = true;
    try {
      const now = await client.call('POST /interventions/:interventionId/moves', id, { to: 'cancelled', reason });
      this.renderRoot.querySelector('dialog')?.close();
      this.#show(now);
      this.dispatchEvent(new InterventionChangedEvent(now));
      this.#tell(now);
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
      // Someone was quicker: what it has become shows behind the dialog.
      if ((error as ParvisError).status === 409) await this.#load();
    } finally {
      this.busy = false;
    }
  }
}
