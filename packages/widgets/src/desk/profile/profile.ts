/** « Mon profil »: what a member keeps of themselves. */
import type { Member } from '@parvis/sdk';
import { profileCalls } from '@parvis/sdk/profile';
import { html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from '../customers/words.ts';
import type { Text } from '../fields.ts';
import { Reading } from '../reading.ts';
import { Editing } from '../editing.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { isOffice } from '../entry.ts';
import { notifications, singleKeys } from '../device-switch.ts';
import { notify } from '../notifier.ts';
import { partStyles } from '../settings/part.styles.ts';
import { settingsWords } from '../settings/words.ts';
import { skeleton } from '../sheet.ts';
import { facts } from '../../shared/facts.ts';
import { OwnPassword } from './own-password.ts';
import { OwnSessions } from './own-sessions.ts';
import { PasswordAgain } from './password-again.ts';
import { profileWords } from './words.ts';

define('parvis-desk-own-password', OwnPassword);
define('parvis-desk-own-sessions', OwnSessions);
// Asked for by the forms of all sections, which load with this one.
define('parvis-desk-password-again', PasswordAgain);

/** `<parvis-desk-profile>` */
export class DeskProfile extends DeskElement {
  static override styles = partStyles;
  readonly #settings = new Words(this, settingsWords);
  readonly #customers = new Words(this, customersWords);
  readonly #words = new Words(this, profileWords);
  readonly #member = new Reading(this, { read: () => this.#calls.get() });
  readonly #form = new Form(this, {
    read: this.#member.load,
    refusals: () => this.#settings.now.refusals,
    changing: () => this.#editing.changing(this.#member.value ? [this.#member.value] : []),
  });
  readonly #editing = new Editing<Member>(this, this.#form);

  get #calls() {
    return profileCalls(this.desk.client.call);
  }

  protected override content(): unknown {
    const { value: member, error } = this.#member;
    const w = this.#words.now;
    return html`<div class="stack">
      <h1>${w.title}</h1>
      ${error ? this.failed(error, this.#member.load) : member ? this.#about(member) : skeleton()}
      <parvis-desk-own-password
        .desk=${this.desk}
        @password-changed=${() => this.renderRoot.querySelector<OwnSessions>('parvis-desk-own-sessions')?.read()}
      ></parvis-desk-own-password>
      <parvis-desk-own-sessions .desk=${this.desk}></parvis-desk-own-sessions>
      ${isOffice(this.desk.viewer) ? this.#device() : nothing}
    </div>`;
  }
  #device() {
    const w = this.#words.now;
    const { id } = this.desk.viewer;
    return html`<section class="stack">
      <h2>${w.thisDevice}</h2>
      ${'Notification' in globalThis ? this.#switch('notifications', w.notifications, notifications.isOn(id), this.#setNotifications, w.notificationsWhy) : nothing}
      ${this.#switch('single-keys', w.singleKeys, singleKeys.isOn(id), ({ checked }) => {
        singleKeys.set(id, checked);
        this.desk.say(this.words.saved);
      })}
    </section>`;
  }
  /** At once, as every switch. */
  #switch(name: string, label: string, isOn: boolean, set: (input: HTMLInputElement) => unknown, why = '') {
    return html`<div>
      <label class="check"
        ><input
          type="checkbox"
          name=${name}
          aria-describedby=${why ? `${name}-why` : nothing}
          .checked=${isOn}
          @change=${(event: Event) => set(event.target as HTMLInputElement)}
        />${label}</label
      >
      ${why ? html`<p class="small quiet" id="${name}-why">${why}</p>` : nothing}
    </div>`;
  }
  readonly #setNotifications = async (input: HTMLInputElement) => {
    const w = this.#words.now;
    const { company, viewer } = this.desk;
    const isOn = input.checked;
    // The first one is shown at once: how they look here, or that they do not come.
    const comes = isOn && (await Notification.requestPermission()) === 'granted' && notify(company.name, w.notified);
    input.checked = Boolean(comes);
    notifications.set(viewer.id, input.checked);
    this.desk.say(isOn && !comes ? w.notNotified : this.words.saved);
  };
  #about(member: Member) {
    const [w, s] = [this.#words.now, this.#settings.now];
    if (this.#editing.edits(member)) return this.#memberForm(this.#editing.now as Member);
    return html`<section class="stack">
      <div class="title">
        <h2>${member.name}</h2>
        ${this.#editing.button(member, s.edit, w.editOwn)}
      </div>
      ${facts(
        [s.email, member.email],
        [s.role, s.roles[member.role]],
        [s.landline, member.landline],
        [s.mobile, member.mobile],
        [w.lang, this.#customers.now.langs[member.lang]],
      )}
      ${this.#editing.now ? nothing : this.#form.problem()}
    </section>`;
  }
  #memberForm(member: Member) {
    const { text, choice } = this.#form;
    const [w, s] = [this.#words.now, this.#settings.now];
    return this.#editing.draw(
      html`<div class="pair">
          ${choice('civility', s.civility, Object.entries(s.civilities), { required: true, chosen: member.civility })}
          ${text('firstName', s.firstName, member.firstName, { required: true, autocomplete: 'given-name' })}
          ${text('lastName', s.lastName, member.lastName, { required: true, autocomplete: 'family-name' })}
        </div>
        <div class="pair">
          ${text('landline', s.landline, member.landline, { type: 'tel', autocomplete: 'tel' })}
          ${text('mobile', s.mobile, member.mobile, { type: 'tel', hint: s.mobileHint, autocomplete: 'tel' })}
        </div>
        ${choice('lang', w.lang, Object.entries(this.#customers.now.langs), { required: true, chosen: member.lang })}
        <p class="small quiet">${w.othersChange}</p>`,
      s.save,
      (text) => this.#save(text),
    );
  }
  async #save(text: Text) {
    const now = this.#member.value;
    if (!now) return;
    const given = {
      civility: text('civility') as Member['civility'],
      firstName: text('firstName'),
      lastName: text('lastName'),
      landline: text('landline'),
      mobile: text('mobile'),
      lang: text('lang') as Member['lang'],
    };
    const saved = await this.#editing.change(now, given, (member, change) => this.#calls.update(member, change));
    // The desk around speaks the language, and bears the name, that its session says.
    if (saved) await this.desk.client.session.open().catch(() => {});
  }
}

export { DeskProfile as element };
