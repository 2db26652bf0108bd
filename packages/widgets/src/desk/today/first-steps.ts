/** What a company made from nothing still has to do: each leads to where it is done, and is ticked by what the server has. */
import { html, nothing } from 'lit';
import { keeps } from '../../shared/kept.ts';
import { Words } from '../../shared/locale.ts';
import type { DeskElement } from '../element.ts';
import { concernsMail } from '../outbox/mail-sheet.ts';
import { Reading } from '../reading.ts';
import type { Place } from '../section.ts';
import { todayWords } from './words.ts';

/** The types of intervention that every company begins with (`company.create.ts`), by their words. */
const typesAtFirst = 'Dépannage,Entretien,Installation,Autre';

const company: Place = { section: 'settings', id: 'company' };
const customers: Place = { section: 'customers', id: null };
const places = {
  logo: company,
  reach: company,
  types: company,
  mail: { section: 'outbox', id: null } as Place,
  customer: customers,
  link: customers,
};
type Step = keyof typeof places;
const steps = Object.keys(places) as Step[];

/** What was done of what the company itself does not say; null for who is past all that. */
type Done = Partial<Record<Step, boolean>> | null;

export class FirstSteps {
  readonly #host: DeskElement;
  readonly #words: Words<(typeof todayWords)['fr']>;
  readonly #done: Reading<Done>;

  constructor(host: DeskElement) {
    this.#host = host;
    this.#words = new Words(host, todayWords);
    this.#done = new Reading<Done>(host, {
      read: () => this.#read(),
      concerns: (change) => change.subject.type === 'customer' || concernsMail(change),
    });
  }
  /** Of what this device keeps once they were put away, or all were done. */
  get #name() {
    const { company: of, viewer } = this.#host.desk;
    return `parvis-desk ${of.id} ${viewer.id} first-steps`;
  }
  #keepAway() {
    try {
      localStorage.setItem(this.#name, '');
    } catch {
      // Where nothing may be kept they are there again tomorrow.
    }
  }
  readonly #putAway = () => {
    this.#keepAway();
    this.#done.value = null;
    this.#host.requestUpdate();
  };
  async #read(): Promise<Done> {
    const { client, viewer } = this.#host.desk;
    // Who was past all that stays so, whatever changes.
    if (this.#done.value === null || keeps(this.#name) || !viewer.rights.includes('manage_settings')) return null;
    const one = { limit: 1 };
    const [work, customer, link, mail] = await Promise.all(
      [
        client.interventions.list({ status: 'done,signed', ...one }),
        client.customers.list(one),
        client.links.list(one),
        client.outbox.list({ status: 'sent', ...one }),
      ].map(async (list) => (await list.page()).items.length > 0),
    );
    // Whoever has finished work here began long ago.
    return work ? null : { customer: customer!, link: link!, mail: mail! };
  }

  /** Nothing for who has nothing of it to do; what cannot be read is no work for anybody. */
  draw() {
    const read = this.#done.value;
    if (!read) return nothing;
    const host = this.#host;
    const { logo, phone, email, types } = host.desk.company;
    const done: Done = {
      ...read,
      logo: logo.light !== null,
      reach: Boolean(phone && email),
      types: types.map(({ label, retired }) => (retired ? '' : label.fr)).join() !== typesAtFirst,
    };
    const count = steps.filter((step) => done[step]).length;
    if (count === steps.length) {
      this.#keepAway();
      return nothing;
    }
    const w = this.#words.now;
    return html`<section class="block unprinted notice" aria-labelledby="steps">
      <h3 id="steps">${w.firstSteps} <span class="number">${count} / ${steps.length}</span></h3>
      <ul class="steps">
        ${steps.map((step) => {
          const place = places[step];
          return html`<li>
            ${host.linkTo(w.steps[step], place)}
            ${done[step] ? html`<span role="img" aria-label=${w.stepDone}>✓</span>` : nothing}
          </li>`;
        })}
      </ul>
      <div class="add"><button class="bare" @click=${this.#putAway}>${w.dismiss}</button></div>
    </section>`;
  }
}
