/** « Mon profil »: what a member keeps of themselves. */
import type { Member } from '@parvis/sdk';
import { profileCalls } from '@parvis/sdk/profile';
import { html, nothing, type PropertyValues } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from '../customers/words.ts';
import type { Text } from '../fields.ts';
import { Reading } from '../reading.ts';
import { SettingsPart } from '../settings/part.ts';
import { facts, skeleton } from '../sheet.ts';
import { OwnPassword } from './own-password.ts';
import { OwnSessions } from './own-sessions.ts';
import { PasswordAgain } from './password-again.ts';
import { profileWords } from './words.ts';

define('parvis-desk-own-password', OwnPassword);
define('parvis-desk-own-sessions', OwnSessions);
// Asked for by the forms of all sections, which load with this one.
define('parvis-desk-password-again', PasswordAgain);

/** `<parvis-desk-profile>` */
export class DeskProfile extends SettingsPart<Member> {
  readonly #customers = new Words(this, customersWords);
  readonly #words = new Words(this, profileWords);
  readonly #member = new Reading(this, () => this.#calls.get());

  get #calls() {
    return profileCalls(this.desk.client.call);
  }
  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    void this.read();
  }
  protected override read() {
    return this.#member.load();
  }

  protected override content() {
    const { value: member, error } = this.#member;
    const w = this.#words.now;
    return html`<div class="stack">
      <h1>${w.title}</h1>
      ${error ? this.failed(error, () => this.read()) : member ? this.#about(member) : skeleton()}
      <parvis-desk-own-password
        .desk=${this.desk}
        @password-changed=${() => this.renderRoot.querySelector<OwnSessions>('parvis-desk-own-sessions')?.read()}
      ></parvis-desk-own-password>
      <parvis-desk-own-sessions .desk=${this.desk}></parvis-desk-own-sessions>
    </div>`;
  }
  #about(member: Member) {
    const [w, s] = [this.#words.now, this.settings];
    if (this.edits(member)) return this.#form(this.editing as Member);
    return html`<section class="stack">
      <div class="title">
        <h2>${member.name}</h2>
        ${this.editButton(member, s.edit, w.editOwn)}
      </div>
      ${facts(
        [s.email, member.email],
        [s.role, s.roles[member.role]],
        [s.landline, member.landline],
        [s.mobile, member.mobile],
        [w.lang, this.#customers.now.langs[member.lang]],
      )}
      ${this.editing ? nothing : this.problem()}
    </section>`;
  }
  #form(member: Member) {
    const [w, s] = [this.#words.now, this.settings];
    return this.form(
      html`<div class="pair">
          ${this.choice('civility', s.civility, Object.entries(s.civilities), { required: true, chosen: member.civility })}
          ${this.text('firstName', s.firstName, member.firstName, { required: true, autocomplete: 'given-name' })}
          ${this.text('lastName', s.lastName, member.lastName, { required: true, autocomplete: 'family-name' })}
        </div>
        <div class="pair">
          ${this.text('landline', s.landline, member.landline, { type: 'tel', autocomplete: 'tel' })}
          ${this.text('mobile', s.mobile, member.mobile, { type: 'tel', hint: s.mobileHint, autocomplete: 'tel' })}
        </div>
        ${this.choice('lang', w.lang, Object.entries(this.#customers.now.langs), { required: true, chosen: member.lang })}
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
    const saved = await this.change(now, given, (member, change) => this.#calls.update(member, change));
    // The desk around speaks the language, and bears the name, that its session says.
    if (saved) await this.desk.client.session.open().catch(() => {});
  }
}

export { DeskProfile as element };
