/** Members: invited, changed, deactivated. */
import type { Member, Role } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { textIn } from '../form.ts';
import { Listing } from '../listing.ts';
import { SettingsPart } from './part.ts';

const roles: Role[] = ['admin', 'office', 'technician'];

/** `<parvis-desk-members>` */
export class MemberSettings extends SettingsPart<Member | 'new'> {
  readonly #list = new Listing<Member>(this, () => this.desk.client.members.list({ limit: 200 }));

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (!this.#list.state) void this.#list.load();
  }

  protected override content() {
    const w = this.words.settings;
    const list = this.#list;
    return html`<section class="stack">
      <div class="title">
        <h2>${w.parts.members}</h2>
        ${this.editButton('new', w.addMember, w.addMember, 'primary')}
      </div>
      ${this.editing === 'new' ? this.#form(undefined) : nothing}
      ${list.state === 'failed' && !list.items.length ? this.failed(list.error, () => list.load()) : nothing}
      ${this.editing ? nothing : this.problem()}
      <ul>
        ${list.items.map((member) => html`<li>${this.edits(member) ? this.#form(this.editing as Member) : this.#line(member)}</li>`)}
      </ul>
    </section>`;
  }
  protected override read() {
    return this.#list.load();
  }
  #line(member: Member) {
    const w = this.words.settings;
    return html`<div class="entry">
      <p>
        <strong>${member.name}</strong> · ${w.roles[member.role]}<br />
        <span class="small quiet"
          >${member.email}${member.status === 'active' ? '' : ` · ${w.memberStatuses[member.status]}`}</span
        >
      </p>
      <div>
        ${this.editButton(member, w.edit, w.editOf(member.name))}
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
    const w = this.words.settings;
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
      ${this.formEnd(member ? w.save : w.invite)}
    </form>`;
  }
  async #submit(event: Event, member: Member | undefined) {
    event.preventDefault();
    const text = textIn(event);
    const profile = {
      civility: text('civility') as Member['civility'],
      firstName: text('firstName'),
      lastName: text('lastName'),
      email: text('email'),
      landline: text('landline'),
      mobile: text('mobile'),
      role: text('role') as Role,
    };
    const { members } = this.desk.client;
    const before = this.#list.items.find(({ id }) => id === member?.id);
    if (!before) await this.save(() => members.create(profile, this.once));
    else await this.change(before, profile, (thing, change) => members.update(thing, change));
  }
  async #inviteAgain({ id }: Member) {
    await this.save(() => this.desk.client.members.invite(id), undefined, this.words.settings.invited);
  }
  async #setActive(member: Member, active: boolean) {
    const { members } = this.desk.client;
    await this.save(
      () => members.update(member, { active }),
      (after) => members.update(after, { active: !active }),
      active ? undefined : this.words.settings.deactivated(member.name),
    );
  }
}
