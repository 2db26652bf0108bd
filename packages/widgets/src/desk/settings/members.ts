/** Members: invited, changed, deactivated. */
import type { Change, Member, Role } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { all } from '../../shared/all.ts';
import type { Text } from '../form.ts';
import { entry } from '../sheet.ts';
import { SettingsList } from './list.ts';

/** `<parvis-desk-members>` */
export class MemberSettings extends SettingsList<Member> {
  protected list() {
    return all(this.desk.client.members.list({ limit: 200 }));
  }
  protected override concerns({ subject }: Change) {
    return subject.type === 'member';
  }
  protected get texts() {
    const w = this.words.settings;
    return { title: w.parts.members, add: w.addMember };
  }
  protected line(member: Member) {
    const w = this.words.settings;
    const { name, email, role, status } = member;
    return entry(
      html`<strong>${name}</strong> · ${w.roles[role]}`,
      [email, w.memberStatuses[status]].filter(Boolean).join(' · '),
      html`${this.editButton(member, w.edit, w.editOf(name))}
        ${status === 'invited' ? html`<button class="bare" @click=${() => this.#inviteAgain(member)}>${w.inviteAgain}</button>` : nothing}
        <button class="bare" @click=${() => this.#setActive(member, status === 'deactivated')}>
          ${status === 'deactivated' ? w.reactivate : w.deactivate}
        </button>`,
    );
  }
  protected itemForm(member: Member | undefined) {
    const w = this.words.settings;
    return this.form(
      html`<div class="pair">
          ${this.choice('civility', w.civility, Object.entries(w.civilities), { required: true, chosen: member?.civility ?? 'mme' })}
          ${this.text('firstName', w.firstName, member?.firstName, { required: true })}
          ${this.text('lastName', w.lastName, member?.lastName, { required: true })}
        </div>
        ${this.text('email', w.email, member?.email, { type: 'email', required: true, hint: member ? undefined : w.inviteHint })}
        <div class="pair">
          ${this.text('landline', w.landline, member?.landline, { type: 'tel' })}
          ${this.text('mobile', w.mobile, member?.mobile, { type: 'tel', hint: w.mobileHint })}
        </div>
        ${this.choice('role', w.role, Object.entries(w.roles), {
          required: true,
          chosen: member?.role ?? 'technician',
          hint: w.roleHint,
        })}
        ${this.choice('lang', w.lang, Object.entries(this.words.customers.langs), { required: true, chosen: member?.lang ?? this.desk.company.lang })}`,
      member ? w.save : w.invite,
      (text) => this.#save(text, member),
    );
  }
  #save(text: Text, member: Member | undefined) {
    const profile = {
      civility: text('civility') as Member['civility'],
      firstName: text('firstName'),
      lastName: text('lastName'),
      email: text('email'),
      landline: text('landline'),
      mobile: text('mobile'),
      role: text('role') as Role,
      lang: text('lang') as Member['lang'],
    };
    const { members } = this.desk.client;
    return this.keep(
      this.items?.find(({ id }) => id === member?.id),
      profile,
      { create: () => members.create(profile, this.once), update: members.update },
    );
  }
  async #inviteAgain({ id }: Member) {
    await this.act(() => this.desk.client.members.invite(id), undefined, this.words.settings.invited);
  }
  async #setActive(member: Member, active: boolean) {
    const { members } = this.desk.client;
    await this.act(
      () => members.update(member, { active }),
      (after) => members.update(after, { active: !active }),
      active ? undefined : this.words.settings.deactivated(member.name),
    );
  }
}
