/** `<parvis-appointment>`: who comes next, where and when, and what can be done about it. Comes beside the list of the portal. */
import type { Portal } from '@parvis/sdk';
import { html, nothing } from 'lit';
import arrow from 'lucide/dist/esm/icons/chevron-right.mjs';
import { InterventionSeenEvent } from '../intervention/events.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { span } from '../shared/dates.ts';
import { define } from '../shared/define.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { addressLine } from '../shared/naming.ts';
import { words as french } from './appointment.fr.ts';
import { appointmentStyles } from './appointment.styles.ts';
import { openCalendar } from './calendar-file.ts';
import { Reschedule } from './reschedule.ts';

define('parvis-reschedule', Reschedule);

const lexicon = { fr: french, en: () => import('./appointment.en.ts') };

type Next = NonNullable<Portal['next']>;

/** A part of the portal. Tells `intervention-seen` of the one that is to be opened. */
export class Appointment extends CustomerElement {
  static override styles = [CustomerElement.styles, appointmentStyles];
  static override properties = { wrong: { state: true } };
  /** Why it did not come for the calendar. */
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);

  protected override view(portal: Portal | undefined) {
    const next = portal?.next;
    return next?.windowStart ? this.#card(next, next.windowStart) : nothing;
  }
  #card(next: Next, windowStart: string) {
    const w = this.#words.now;
    const { id, status, windowEnd, assignee, siteName, calendarUrl } = next;
    const { client } = this.connection ?? {};
    const isPlanned = status === 'scheduled';
    const isLate = isPlanned && windowEnd !== null && Date.parse(windowEnd) < Date.now();
    const name = assignee?.name || undefined;
    const when = html`<time datetime=${windowStart}>${span(this.calendar, windowStart, windowEnd)}</time>`;
    return html`<section class="next ${status}" aria-labelledby="next">
        <h2 class="small" id="next">${isPlanned ? (isLate ? w.past : w.next)(name) : when}</h2>
        <p class="when">${isPlanned ? when : status === 'en_route' ? w.enRoute(name) : w.atWork(name)}</p>
        <button class="bare about" @click=${() => this.dispatchEvent(new InterventionSeenEvent(id))}>
          ${name ? html`<span class="face" aria-hidden="true">${[...name][0]}</span>` : nothing}
          <span class="lines">
            <span>${next.description}</span>
            <span class="small">${[siteName, addressLine(next.address)].filter(Boolean).join(' · ')}</span>
          </span>
          ${icon(arrow)}
        </button>
        ${next.rescheduleRequested ? html`<p class="small" role="status">${w.asked}</p>` : nothing}
        <div class="row acts">
          ${
            calendarUrl && client
              ? html`<a
                  class="button small"
                  href=${client.url(calendarUrl)}
                  @click=${(event: Event) => this.#toCalendar(event, id)}
                  >${w.toCalendar}</a
                >`
              : nothing
          }
          ${
            next.can.includes('request_reschedule')
              ? html`<button class="small" @click=${this.#cannot}>${w.cannot}</button>`
              : nothing
          }
        </div>
        ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      </section>
      <parvis-reschedule .interventionId=${id}></parvis-reschedule>`;
  }
  protected override waiting() {
    return nothing;
  }
  async #toCalendar(event: Event, id: string) {
    event.preventDefault();
    this.wrong = undefined;
    try {
      await openCalendar(id, this.connection!.client);
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    }
  }
  readonly #cannot = () => this.renderRoot.querySelector<Reschedule>('parvis-reschedule')?.open();
}
