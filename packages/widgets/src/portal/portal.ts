/** `<parvis-portal>`: everything a customer sees of the company's work for them, on one screen. */
import type { News, Portal as Head } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import door from 'lucide/dist/esm/icons/log-out.mjs';
import plus from 'lucide/dist/esm/icons/plus.mjs';
import type {
  CorrectAskedEvent,
  InterventionSeenEvent,
  ParvisInterventionCreatedEvent,
} from '../intervention/events.ts';
import type { InterventionForm } from '../intervention/intervention-form.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { Interventions } from '../intervention/interventions.ts';
import { fetchAhead } from './ahead.ts';
import { lexicon } from './lexicon.ts';
import { bar, barStyles } from '../shared/bar.ts';
import { companyMark, companyReach, companyStyles } from '../shared/company.ts';
import type { Sheet, Tab } from '../routing/place.ts';
import { Routed } from '../routing/routed.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { prepareDates } from '../shared/dates.ts';
import { define } from '../shared/define.ts';
import { dialogStyles } from '../shared/dialog.ts';
import { speakTheirLanguage } from '../shared/hosted.ts';
import { icon } from '../shared/icon.ts';
import { mayHaveDrafts } from '../shared/kept.ts';
import { Words } from '../shared/locale.ts';
import { addressLine } from '../shared/naming.ts';
import { dotted } from '../shared/dotted.ts';
import { loadActing } from '../shared/load-acting.ts';
import { bringOpened } from '../shared/load-opened.ts';
import { importAgain } from '../shared/load-chunk.ts';
import { portalStyles } from './portal.styles.ts';
import type { Appointment } from './appointment.ts';
import type { Places } from './places.ts';
import type { Reschedule } from './reschedule.ts';
import { Tabs } from './tabs.ts';

const interventionForm = () => import('../define/intervention-form.ts');
const bringForm = async () => {
  await importAgain(interventionForm);
  // After the server was renewed, what came may be of another version than the page, and share nothing with it.
  if (!(customElements.get('parvis-intervention-form')?.prototype instanceof CustomerElement)) throw new TypeError();
};
const dossier = () => import('../define/dossier.ts');
const bringDossier = () => importAgain(dossier);
const bodyInEnglish = () => import('../intervention/form-body.en.ts');

/**
 * The head, what happens next, and the tabs Interventions, Sites, Équipements and Dossiers; under a link to one of these, it
 * alone. What the company switched off does not
 * show. On Parvis' own pages it carries `session="cookie"`, so that a reload stays signed in.
 *
 * @element parvis-portal
 * @attr routing - The page's address says where one is: back closes what was opened, a reload keeps the place.
 * @slot - The company's own words, between the head and the list.
 * @csspart head - The company, and how to reach it.
 * @csspart information - What the company knows of the customer.
 * @csspart next - What happens next.
 * @csspart create - The button « Demander une intervention ».
 * @fires {ParvisInterventionCreatedEvent} parvis-intervention-created - A request has arrived.
 */
export class Portal extends CustomerElement {
  static override styles = [CustomerElement.styles, dialogStyles, barStyles, companyStyles, portalStyles];
  static override properties = {
    routing: { type: Boolean },
    sheet: { state: true },
    kept: { state: true },
    leaving: { state: true },
    unfinished: { state: true },
    missing: { state: true },
  };
  declare routing: boolean | undefined;
  /** Stands before the page. */
  declare sheet: Sheet | undefined;
  /** Id of the intervention that another time is, or was last, asked for. */
  declare protected rescheduled: string | undefined;
  /** Something may be kept on this device that has not arrived. */
  declare protected kept: boolean | undefined;
  declare protected leaving: boolean | undefined;
  /** Signing out did not reach the server. */
  declare protected unfinished: boolean | undefined;
  /** What was pressed for could not be loaded: tries again. */
  declare protected missing: (() => unknown) | undefined;
  readonly #words = new Words(this, lexicon);
  readonly tabs = new Tabs(this);
  readonly #routed = new Routed(this);
  override connectedCallback() {
    super.connectedCallback();
    prepareDates();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { portal } = this;
    speakTheirLanguage(this);
    if (portal && this.session === 'cookie') document.title = portal.company.name;
    if (!this.#hasAsked && /^[id]/.test(portal?.scope.kind ?? '')) this.#bringOwn();
    if (portal && !portal.preview && !this.kept && mayHaveDrafts()) void this.#lookForKept();
    if (!this.#isAhead && portal?.can.includes('create_intervention')) {
      this.#isAhead = true;
      fetchAhead(interventionForm, loadActing, ...(this.language === 'fr' ? [] : [bodyInEnglish]));
    }
  }
  #isAhead = false;
  protected override onNews({ changes, missed }: News) {
    if (changes.length || missed) this.connection?.readPortal().catch((error: unknown) => this.report(error));
  }
  override forget() {
    this.tabs.forget();
    this.sheet = this.kept = this.rescheduled = undefined;
  }

  /** What was sent without a network leaves now, whether the form is open or not, and shows until it has arrived. */
  async #lookForKept() {
    this.kept = true;
    const { Pending } = await loadActing();
    define('parvis-pending', Pending);
  }

  /** The list of all interventions, or what has it in it. */
  get #interventions() {
    return this.renderRoot.querySelector<Interventions | Dossier>('parvis-interventions, parvis-dossier');
  }

  protected override view(portal: Head | undefined) {
    if (!portal || this.#routed.isAwaited) return this.waiting();
    const w = this.#words.now;
    const mayCreate = portal.can.includes('create_intervention');
    return html`<div class="page">
        ${portal.preview ? html`<p class="notice" role="status">${w.preview(portal.contact.name)}</p>` : nothing}
        ${this.#head(portal)} ${this.#next(portal)} ${this.#information(portal)}
        ${this.unfinished ? this.failed(w.notSignedOut, this.#signOut) : nothing}
        ${this.missing ? this.#missing(this.missing) : nothing}
        ${
          this.kept
            ? html`<parvis-pending
                @correct-asked=${this.#correct}
                @parvis-intervention-created=${this.#created}
              ></parvis-pending>`
            : nothing
        }
        <slot></slot>
        ${this.#work(portal)}
        ${
          this.session
            ? html`<footer class="quiet small">
                ${[portal.company.name, addressLine(portal.company.address)].filter(Boolean).join(' · ')}
              </footer>`
            : nothing
        }
      </div>
      ${
        mayCreate && (portal.counts.interventions || this.tabs.now !== 'interventions')
          ? html`<div class="thumb-bar">
              <button class="primary wide" part="create" @click=${this.create}>${icon(plus)}${w.create}</button>
            </div>`
          : nothing
      }
      ${this.sheet === 'new' ? this.#form() : nothing}
      ${
        this.rescheduled
          ? html`<parvis-reschedule
              .interventionId=${this.rescheduled}
              @close=${this.#rescheduleClosed}
            ></parvis-reschedule>`
          : nothing
      }`;
  }
  protected override waiting() {
    return html`<div class="page" aria-hidden="true">
      <div class="skeletons">
        <i class="skeleton name">&nbsp;</i><i class="skeleton">&nbsp;</i><i class="skeleton card">&nbsp;</i>
        <i class="skeleton">&nbsp;</i><i class="skeleton">&nbsp;</i><i class="skeleton">&nbsp;</i
        ><i class="skeleton">&nbsp;</i>
      </div>
    </div>`;
  }

  #head({ company, can, preview }: Head) {
    const w = this.#words.now;
    // A page that signs its visitors in also signs them out.
    const own = !this.getSession && !this.sessionUrl && !preview;
    return html`<header part="head">
      ${
        // Inside the company's own site one knows where one is.
        this.session ? companyMark(company, this.connection!.client) : nothing
      }
      ${companyReach(company)}
      ${
        can.includes('create_intervention')
          ? html`<button class="primary create" part="create" @click=${this.create}>${icon(plus)}${w.create}</button>`
          : nothing
      }
      ${
        own
          ? html`<button class="bare small" aria-disabled=${!!this.leaving} @click=${this.#signOut}>
              ${icon(door)}<span>${w.signOut}</span>
            </button>`
          : nothing
      }
    </header>`;
  }

  /** What the company knows of who is here: folded, for it is seldom looked at. */
  #information({ customer, contact }: Head) {
    return html`<details part="information" @toggle=${this.#unfold}>
      <summary>
        <h2>
          ${this.#words.now.information}
          <span class="name quiet">${dotted(...new Set([customer?.name, contact.name]))}</span>
        </h2>
      </summary>
      <parvis-information></parvis-information>
    </details>`;
  }
  readonly #unfold = () => this.#arrived(bringOpened, this.#unfold);

  #next({ next, counts, scope }: Head) {
    const w = this.#words.now;
    if (scope.kind === 'intervention') return nothing;
    if (!next?.windowStart) return html`<p class="quiet">${counts.open ? w.open(counts.open) : w.allDone}</p>`;
    return html`<parvis-appointment
      part="next"
      @intervention-seen=${(event: InterventionSeenEvent) => this.#open(event.id)}
      @reschedule-asked=${this.reschedule}
    ></parvis-appointment>`;
  }
  /** Of the one that is shown as it is pressed, whatever comes next meanwhile. */
  readonly reschedule = async () => {
    const id = this.portal?.next?.id;
    const came = await this.#arrived(bringOpened, this.reschedule);
    if (!came || !id) return;
    this.rescheduled = id;
    this.sheet = 'reschedule';
    await this.updateComplete;
    this.renderRoot.querySelector<Reschedule>('parvis-reschedule')?.open();
  };
  /** Told a moment later, when another may be open. */
  readonly #rescheduleClosed = () => {
    if (this.sheet === 'new') return;
    this.sheet = undefined;
    this.renderRoot.querySelector<Appointment>('parvis-appointment')?.focus();
  };
  async #open(id: string) {
    await this.choose('interventions');
    this.#interventions?.open(id);
  }

  /** A link to one thing shows that one. */
  #work(portal: Head) {
    const { kind, id } = portal.scope;
    if (kind === 'intervention')
      return html`<parvis-intervention-sheet intervention-id=${id}>${this.#skeleton}</parvis-intervention-sheet>`;
    return kind === 'dossier' ? html`<parvis-dossier>${this.#skeleton}</parvis-dossier>` : this.#list(portal);
  }
  #hasAsked = false;
  /** What a link of this kind alone shows. */
  readonly #bringOwn = () => {
    this.#hasAsked = true;
    void this.#arrived(this.portal?.scope.kind === 'dossier' ? bringDossier : bringOpened, this.#bringOwn);
  };
  /** In what is loaded when it is asked for, until its file has come, or did not. */
  get #skeleton() {
    return this.missing ? nothing : html`<i class="skeleton">&nbsp;</i>`;
  }
  #list(portal: Head) {
    const w = this.#words.now;
    const { counts } = portal;
    const all: Tab[] = ['interventions'];
    // Of what the company has switched off, none is counted.
    for (const tab of ['sites', 'equipment', 'dossiers'] as const) if (counts[tab]) all.push(tab);
    return this.tabs.draw({
      all,
      title: (tab) => (all[1] ? html`${w[tab]} <small class="quiet">${counts[tab]}</small>` : w[tab]),
      panel: (tab) =>
        tab === 'interventions'
          ? html`<parvis-interventions
              .mayCreate=${portal.can.includes('create_intervention')}
              @create-asked=${this.create}
            ></parvis-interventions>`
          : html`<parvis-places .kind=${tab} .bring=${bringDossier}>${this.#skeleton}</parvis-places>`,
      choose: (tab) => this.choose(tab),
    });
  }
  /** Goes to a tab; resolves once what it shows has come, or has not. */
  async choose(tab: Tab): Promise<void> {
    const there = this.tabs.choose(tab);
    if (tab !== 'interventions') await this.#arrived(bringOpened, () => this.choose(tab));
    await there;
    this.requestUpdate();
  }

  #missed: unknown;
  /** Loads what is first used when it is pressed for; says so where it does not come, for want of a network or because the server was renewed. */
  async #arrived(bring: () => Promise<unknown>, retry: () => unknown): Promise<boolean> {
    try {
      await bring();
      // What else is missing still is.
      if (bring === this.#missed) this.missing = undefined;
      return true;
    } catch (error) {
      this.#missed = bring;
      this.missing = retry;
      addEventListener('online', () => (this.missing = undefined), { once: true });
      this.report(error);
      return false;
    }
  }
  /** Nothing is of use after the server was renewed but the page of now. */
  #missing(retry: () => unknown) {
    const { onLine } = navigator;
    return this.failed(this.sentence({ code: onLine ? 'other' : 'offline' }), onLine ? () => location.reload() : retry);
  }
  /** Opens the form, once its file has come. */
  readonly create = async () => {
    if (!(await this.#arrived(bringForm, this.create))) return;
    this.sheet = 'new';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.form')?.showModal();
    const form = this.renderRoot.querySelector<InterventionForm>('parvis-intervention-form');
    await form?.updateComplete;
    form?.focusFirst();
  };
  #form() {
    const places = this.renderRoot.querySelector<Places>('.panel:not([hidden]) > parvis-places');
    return html`<dialog class="form" aria-labelledby="title" @close=${this.#formClosed}>
      ${bar(this.#words.now.create, this.common.close, this.closeSheet)}
      <parvis-intervention-form
        .siteId=${places?.siteId}
        .equipmentId=${places?.equipmentId}
        .mayFollow=${true}
        @parvis-intervention-created=${this.#created}
        @intervention-seen=${(event: InterventionSeenEvent) => {
          this.closeSheet();
          void this.#open(event.id);
        }}
        >${
          // The bar says it.
          html`<i slot="intro" hidden></i>`
        }</parvis-intervention-form
      >
    </dialog>`;
  }
  /** At once: a dialog tells that it has closed in a task of its own, when the address may have been written again. */
  readonly closeSheet = () => {
    this.renderRoot.querySelector<HTMLDialogElement | Reschedule>('dialog.form, parvis-reschedule')?.close();
    this.sheet = undefined;
  };
  readonly #created = ({ intervention }: ParvisInterventionCreatedEvent) => this.#interventions?.put(intervention);
  readonly #correct = async ({ id }: CorrectAskedEvent) => {
    await this.create();
    await this.renderRoot.querySelector<InterventionForm>('parvis-intervention-form')?.correct(id);
  };
  readonly #formClosed = (event: Event) => {
    // The confirmation inside closes too, and its event does not bubble; a dialog of another element's would.
    if (event.target !== event.currentTarget) return;
    // Told a moment later, when another may stand in its place.
    if ((event.target as Element).isConnected) this.sheet = undefined;
    void this.#lookForKept();
  };

  readonly #signOut = async () => {
    if (this.leaving) return;
    this.leaving = true;
    try {
      this.unfinished = false;
      await this.signOut();
    } catch (error) {
      this.unfinished = true;
      this.report(error);
    } finally {
      this.leaving = false;
    }
  };
}
