/** Members: invited, changed, deactivated. */
import type { Member, Role } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { textsOf } from '../form.ts';
import { Listing } from '../listing.ts';
import { splitStyles } from '../split.styles.ts';
import { SettingsPart } from './part.ts';

const roles: Role[] = ['admin', 'office', 'technician'];

/** `<parvis-desk-members>` */
export class MemberSettings extends SettingsPart {
  static override styles = [SettingsPart.styles, splitStyles];
  static override properties = { editing: { state: true } };
  declare protected editing: Member | 'new' | undefined;
  readonly #list = new Listing<Member>(this, () => this.desk.client.members.list({ limit: 200 }));

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (!this.#list.state) void this.#list.load();
  }

  protected override content() {
    const w = this.say;
    const list = this.#list;
    return html`<section class="stack">
      <div class="row">
        <h2>${w.parts.members}</h2>
        ${this.editing ? nothing : html`<button class="primary" @click=${() => this.#edit('new')}>${w.addMember}</button>`}
      </div>
      ${this.editing === 'new' ? this.#form(undefined) : nothing}
      ${list.state === 'failed' ? html`<p class="notice bad" role="alert">${this.sentence(list.error)}</p>` : nothing}
      ${this.wrongs[''] && !this.editing ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      <ul>
        ${list.items.map((member) => html`<li>${this.editing === member ? this.#form(member) : this.#line(member)}</li>`)}
      </ul>
    </section>`;
  }
  #edit(what: typeof this.editing) {
    this.wrongs = {};
    this.editing = what;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('form select, form input')?.focus());
  }
  #line(member: Member) {
    const w = this.say;
    return html`<div class="line">
      <span><strong>${member.name}</strong> · ${w.roles[member.role]}</span>
      <span class="small quiet"
        >${member.email}${member.status === 'active' ? '' : ` · ${w.memberStatuses[member.status]}`}</span
      >
      <div class="row">
        <button class="bare" aria-label=${w.editOf(member.name)} @click=${() => this.#edit(member)}>${w.edit}</button>
        ${member.status === 'invited' ? html`<button class="bare" @click=${() => this.#inviteAgain(member)}>${w.inviteAgain}</button>` : nothing}
        ${
          member.status === 'deactivated'
            ? html`<button class="bare" @click=${() => this.#setActive(member, true)}>${w.reactivate}</button>`
            : html`<button class="bare" @click=${() => this.#setActive(member, false)}>${w.deactivate}</button>`
        }
      </div>
    </div>`;
  }
  #form(member: Member | undefined) {
    const w = this.say;
    return html`<form class="stack notice" novalidate @submit=${(event: Event) => this.#submit(event, member)}>
      <div class="pair">
        <div class="field">
          <label for="civility">${w.civility}</label>
          <select id="civility" name="civility">
            ${(['mme', 'm', ''] as const).map((each) => html`<option value=${each} ?selected=${each === (member?.civility ?? 'mme')}>${w.civilities[each]}</option>`)}
          </select>
        </div>
        ${this.text('firstName', w.firstName, member?.firstName, { required: true })}
        ${this.text('lastName', w.lastName, member?.lastName, { required: true })}
      </div>
      ${this.text('email', w.email, member?.email, { type: 'email', required: true, hint: member ? undefined : w.inviteHint })}
      <div class="pair">
        ${this.text('landline', w.landline, member?.landline, { type: 'tel' })}
        ${this.text('mobile', w.mobile, member?.mobile, { type: 'tel', hint: w.mobileHint })}
      </div>
      <div class="field">
        <label for="role">${w.role}</label>
        <select id="role" name="role" aria-describedby="role-hint">
          ${roles.map((role) => html`<option value=${role} ?selected=${role === (member?.role ?? 'technician')}>${w.roles[role]}</option>`)}
        </select>
        <p class="small quiet" id="role-hint">${w.roleHint}</p>
      </div>
      ${this.wrongs[''] ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${member ? w.save : w.invite}</button>
        <button type="button" @click=${() => (this.editing = undefined)}>${this.common.cancel}</button>
      </div>
    </form>`;
  }
  async #submit(event: Event, member: Member | undefined) {
    event.preventDefault();
    const given = textsOf(event.target as HTMLFormElement);
    const text = (name: string) => (given[name] ?? '').trim();
    const profile = {
      civility: given['civility'] as Member['civility'],
      firstName: text('firstName'),
      lastName: text('lastName'),
      email: text('email'),
      landline: text('landline'),
      mobile: text('mobile'),
      role: given['role'] as Role,
    };
    const { members } = this.desk.client;
    if (await this.save(() => (member ? members.update(member, profile) : members.create(profile)))) {
      this.editing = undefined;
      await this.#list.load();
    }
  }
  async #inviteAgain({ id }: Member) {
    await this.save(() => this.desk.client.members.invite(id));
  }
  async #setActive(member: Member, active: boolean) {
    const { members } = this.desk.client;
    let changed: Member | undefined;
    if (!(await this.save(async () => (changed = await members.update(member, { active }))))) return;
    await this.#list.load();
    if (active || !changed) return;
    const deactivated = changed;
    this.desk.offerUndo(this.say.deactivated(member.name), async () => {
      await members.update(deactivated, { active: true });
      await this.#list.load();
    });
  }
}
