/** `<parvis-appointment>`: who comes next, where and when, and what can be done about it. */
import type { Portal } from '@parvis/sdk';
import { html, nothing } from 'lit';
import arrow from 'lucide/dist/esm/icons/chevron-right.mjs';
import { InterventionSeenEvent, RescheduleAskedEvent } from '../intervention/events.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { span } from '../shared/dates.ts';
import { icon } from '../shared/icon.ts';
import { Words } from '../shared/locale.ts';
import { addressLine } from '../shared/naming.ts';
import { dotted } from '../shared/dotted.ts';
import { bringOpened } from '../shared/load-opened.ts';
import { appointmentStyles } from './appointment.styles.ts';
import { lexicon } from './lexicon.ts';

type Next = NonNullable<Portal['next']>;

/**
 * A part of the portal, in its first file: nothing below it moves when it comes. Tells `intervention-seen` of the one that
 * is to be opened, and `reschedule-asked`.
 */
export class Appointment extends CustomerElement {
  static override styles = [CustomerElement.styles, appointmentStyles];
  static override properties = { wrong: { state: true } };
  /** Why it did not come for the calendar. */
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);

  /** Where who uses the keyboard goes on: at what they pressed; where that has gone meanwhile, at the appointment. */
  override focus() {
    const { renderRoot } = this;
    (renderRoot.querySelector<HTMLElement>('.cannot') ?? renderRoot.querySelector<HTMLElement>('.about'))?.focus();
  }

  protected override view(portal: Portal | undefined) {
    const next = portal?.next;
    return next?.windowStart ? this.#card(next, next.windowStart) : nothing;
  }
  #card(next: Next, windowStart: string) {
    const w = this.#words.now;
    const { status, windowEnd, assignee, siteName, rescheduleOutcome } = next;
    const isLate = windowEnd !== null && Date.parse(windowEnd) < Date.now();
    const name = assignee?.name ?? '';
    const when = html`<time datetime=${windowStart}>${span(this.calendar, windowStart, windowEnd)}</time>`;
    const answer = w.answers[rescheduleOutcome ?? 'lapsed'];
    return html`<section class=${status} aria-labelledby="title">
      ${
        // The larger of the two lines is what one looks for: when, or that somebody comes.
        status === 'scheduled'
          ? html`<h2 id="title" class="small">${isLate ? w.past(name) : w.next(name)}</h2>
              <p class="large">${when}</p>`
          : html`<p class="small">${when}</p>
              <h2 id="title" class="large">${status === 'en_route' ? w.enRoute(name) : w.atWork(name)}</h2>`
      }
      <button class="bare about" @click=${() => this.dispatchEvent(new InterventionSeenEvent(next.id))}>
        ${name ? html`<span class="face" aria-hidden="true">${[...name][0]}</span>` : nothing}
        <span class="lines">
          <span dir="auto">${next.description}</span>
          <span class="small">${dotted(siteName, addressLine(next.address))}</span>
        </span>
        ${icon(arrow)}
      </button>
      <p class="small" role="status">${next.rescheduleRequested ? w.asked : answer}</p>
      ${this.#acts(next)}
    </section>`;
  }
  #acts({ id, calendarUrl, can }: Next) {
    const w = this.#words.now;
    const { client } = this.connection ?? {};
    return html`<div class="row acts">
        ${
          calendarUrl && client
            ? html`<a
                class="button"
                href=${client.url(calendarUrl)}
                @click=${(event: Event) => this.#toCalendar(event, id)}
                >${w.toCalendar}</a
              >`
            : nothing
        }
        ${
          can.includes('request_reschedule')
            ? html`<button class="cannot" @click=${() => this.dispatchEvent(new RescheduleAskedEvent())}>
                ${w.cannot}
              </button>`
            : nothing
        }
      </div>
      ${calendarUrl && this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}`;
  }
  protected override waiting() {
    return nothing;
  }
  async #toCalendar(event: Event, id: string) {
    event.preventDefault();
    this.wrong = undefined;
    try {
      const { openCalendar } = await bringOpened();
      await openCalendar(id, this.connection!.client);
    } catch (error) {
      this.wrong = this.sentence(error);
      this.report(error);
    }
  }
}
