/** Members: invited, changed, deactivated. */
import { ConflictError, type Change, type Member, type Right, type Role } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { all } from '../../shared/all.ts';
import type { Text } from '../fields.ts';
import { ask } from '../ask.ts';
import { entry } from '../sheet.ts';
import type { Desk } from '../section.ts';
import { SettingsList, type SettingsOf } from './list.ts';
import { partStyles } from './part.styles.ts';
import type { OrphanedKey, OrphanedKeys } from './orphaned-keys.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from '../customers/words.ts';
import { DeskElement } from '../element.ts';
import { settingsWords } from './words.ts';

type MemberChange = Parameters<Desk['client']['members']['update']>[1];

/** `<parvis-desk-members>` */
export class MemberSettings extends DeskElement implements SettingsOf<Member> {
  static override styles = partStyles;
  readonly #words = new Words(this, settingsWords);
  readonly #customers = new Words(this, customersWords);
  readonly #list: SettingsList<Member> = new SettingsList(this, this.#words);

  protected override content(): unknown {
    return this.#list.draw();
  }
  items() {
    return all(this.desk.client.members.list({ limit: 200 }));
  }
  concerns({ subject }: Change) {
    return subject.type === 'member';
  }
  texts() {
    const w = this.#words.now;
    return { title: w.parts.members, add: w.addMember };
  }
  line(member: Member) {
    const w = this.#words.now;
    const { name, email, role, status } = member;
    return entry(
      html`<strong>${name}</strong> · ${w.roles[role]}`,
      [email, w.memberStatuses[status]].filter(Boolean).join(' · '),
      this.#mayChange(member) ? this.#acts(member) : undefined,
    );
  }
  /** Administrators are changed by administrators alone. */
  #mayChange({ role }: Member) {
    return role !== 'admin' || this.desk.viewer.role === 'admin';
  }
  #acts(member: Member) {
    const w = this.#words.now;
    const { id, name, status } = member;
    return html`${this.#list.editing.button(member, w.edit, w.editOf(name))}
    ${status === 'invited' ? html`<button class="bare" @click=${() => this.#inviteAgain(member)}>${w.inviteAgain}</button>` : nothing}
    ${
      id === this.desk.viewer.id
        ? nothing
        : status === 'deactivated'
          ? html`<button class="bare" @click=${() => this.#reactivate(member)}>${w.reactivate}</button>`
          : html`<button class="bare" @click=${() => this.#deactivate(member)}>${w.deactivate}</button>`
    }`;
  }
  itemForm(member: Member | undefined) {
    const { text, choice } = this.#list.form;
    const w = this.#words.now;
    return this.#list.editing.draw(
      html`<div class="pair">
          ${choice('civility', w.civility, Object.entries(w.civilities), { required: true, chosen: member?.civility ?? '' })}
          ${text('firstName', w.firstName, member?.firstName, { required: true })}
          ${text('lastName', w.lastName, member?.lastName, { required: true })}
        </div>
        ${text('email', w.email, member?.email, { type: 'email', required: true, hint: member ? w.emailHint : w.inviteHint })}
        <div class="pair">
          ${text('landline', w.landline, member?.landline, { type: 'tel' })}
          ${text('mobile', w.mobile, member?.mobile, { type: 'tel', hint: w.mobileHint })}
        </div>
        ${choice('role', w.role, this.#roles(), {
          required: true,
          chosen: member?.role ?? 'technician',
          hint: w.roleHint,
        })}
        ${choice('lang', w.lang, Object.entries(this.#customers.now.langs), { required: true, chosen: member?.lang ?? this.desk.company.lang })}
        ${this.#rightsForm(member)}`,
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
      ...(this.#mayGrant(member) && { rights: this.#rights(text) }),
    };
    const { members } = this.desk.client;
    const now = this.#list.items?.find(({ id }) => id === member?.id);
    if (!now) return this.#list.editing.save(() => members.create(profile, this.#list.form.once));
    // Another e-mail or role has ended what was open before: there is no way back to that.
    const hasWayBack =
      profile.email === now.email &&
      profile.role === now.role &&
      Object.entries(profile.rights ?? {}).every(([right, has]) => has === now.rights[right as Right]);
    return this.#list.editing.change(now, profile, (thing, change) => this.#update(thing, change), hasWayBack);
  }
  /** Nobody gives, or takes, rights of their own. */
  #mayGrant(member: Member | undefined) {
    return member?.id !== this.desk.viewer.id;
  }
  /** Those that may be given: nobody gives more than they hold. */
  get #held() {
    return (Object.keys(this.#words.now.rights) as Right[]).filter((right) => this.desk.viewer.rights.includes(right));
  }
  #rightsForm(member: Member | undefined) {
    const w = this.#words.now;
    if (!this.#mayGrant(member)) return nothing;
    const answers = [
      ['', w.asRole],
      ['true', w.granted],
      ['false', w.denied],
    ] as const;
    const wrong = this.#list.form.errors['rights'];
    return html`<details ?open=${Boolean(wrong) || Object.keys(member?.rights ?? {}).length > 0}>
      <summary>${w.memberRights}</summary>
      <fieldset aria-describedby="rights-hint" aria-label=${w.memberRights}>
        <p class="small quiet" id="rights-hint">${w.memberRightsHint}</p>
        ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : nothing}
        <div class="pair">
          ${this.#held.map((right) =>
            this.#list.form.choice(`rights.${right}`, w.rights[right], answers, {
              required: true,
              chosen: String(member?.rights[right] ?? ''),
            }),
          )}
        </div>
      </fieldset>
    </details>`;
  }
  /** Undefined: as the role has it; what the member has of others stays. */
  #rights(text: Text): Member['rights'] {
    const answers = { '': undefined, true: true, false: false } as Record<string, boolean | undefined>;
    return Object.fromEntries(this.#held.map((right) => [right, answers[text(`rights.${right}`)]]));
  }
  /** Those that may be given: nobody gives more than they are. */
  #roles() {
    const all = Object.entries(this.#words.now.roles);
    const reach = ['admin', 'office', 'technician'];
    return all.filter(([role]) => reach.indexOf(role) >= reach.indexOf(this.desk.viewer.role));
  }
  /** Changes a member; where keys of theirs carry more than they are left with, or were made under another e-mail, asks what becomes of these. */
  async #update(member: Member, change: MemberChange): Promise<Member> {
    const { members } = this.desk.client;
    try {
      return await members.update(member, change);
    } catch (error) {
      if (!(error instanceof ConflictError) || error.code !== 'has-keys') throw error;
      const question = document.createElement('parvis-desk-orphaned-keys') as OrphanedKeys;
      question.keys = error.problem['keys'] as OrphanedKey[];
      question.links = error.problem['links'] as number;
      question.member = member.name;
      const keys = await ask(this, question);
      if (!keys) throw error;
      return await this.#update(member, { ...change, keys });
    }
  }
  async #inviteAgain({ id }: Member) {
    await this.#list.form.act(() => this.desk.client.members.invite(id), undefined, this.#words.now.invited);
  }
  async #deactivate(member: Member) {
    const w = this.#words.now;
    if (!confirm(w.deactivateWhy(member.name))) return;
    await this.#list.form.act(() => this.#update(member, { active: false }), undefined, w.deactivated(member.name));
  }
  async #reactivate(member: Member) {
    await this.#list.form.act(() => this.#update(member, { active: true }), undefined, this.#words.now.reactivated);
  }
}
