/** API keys: made, shown once, revoked. */
import type { Change, Key, Right } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { day } from '../../shared/dates.ts';
import { check } from '../fields.ts';
import { copy, copyable } from '../copyable.ts';
import { entry } from '../sheet.ts';
import { SettingsList } from './list.ts';

/** `<parvis-desk-keys>` */
export class KeySettings extends SettingsList<Key> {
  static override properties = { made: { state: true } };
  /** Of the key just made: shown this once. */
  declare protected made: { id: string; secret: string } | undefined;

  protected list() {
    return this.desk.client.keys.list();
  }
  protected override concerns({ subject }: Change) {
    return subject.type === 'key';
  }
  protected get texts() {
    const w = this.settings;
    return { title: w.parts.keys, why: w.keysWhy, add: w.makeKey, none: w.noKeys };
  }
  protected override note() {
    const w = this.settings;
    const { made } = this;
    return made
      ? html`<div class="notice fine stack">
          <p>${w.secretOnce}</p>
          ${copyable(w.secret, made.secret, w.copy, () => void this.#copy(made.secret))}
        </div>`
      : nothing;
  }
  async #copy(secret: string) {
    if (await copy(this.renderRoot, secret)) this.desk.say(this.settings.copied);
  }
  protected line(key: Key) {
    const w = this.settings;
    const used = key.lastUsedAt ? w.keyUsed(day(this.calendar, key.lastUsedAt)) : w.keyNeverUsed;
    return entry(
      html`<strong>${key.name}</strong> <span class="quiet">${key.prefix}…</span>`,
      `${key.rights.map((right) => w.rights[right]).join(', ') || w.noRights} · ${w.keyMade(day(this.calendar, key.createdAt), key.createdBy)} · ${key.revokedAt ? w.keyRevoked : used}`,
      key.revokedAt
        ? undefined
        : html`<button class="bare" aria-label=${w.revokeOf(key.name)} @click=${() => this.#revoke(key)}>
            ${w.revoke}
          </button>`,
    );
  }
  protected itemForm() {
    const w = this.settings;
    // No more than one holds oneself; to see all is what most programs need.
    const held = Object.keys(w.rights).filter((right) => this.desk.viewer.rights.includes(right as Right)) as Right[];
    const fields = html`${this.text('name', w.keyName, '', { required: true })}
      <fieldset aria-describedby="rights-hint">
        <legend>${w.keyRights}</legend>
        <p class="small quiet" id="rights-hint">${w.keyRightsHint}</p>
        <div>${held.map((right) => check(`right-${right}`, w.rights[right], right === 'see_all'))}</div>
      </fieldset>`;
    return this.form(fields, w.makeKey, async (text) => {
      const rights = held.filter((right) => text(`right-${right}`) === 'true');
      const saved = await this.save(async () => {
        const { key, secret } = await this.desk.client.keys.create({ name: text('name'), rights }, this.once);
        this.made = { id: key.id, secret };
      });
      await this.updateComplete;
      // There to be copied at once.
      if (saved) this.renderRoot.querySelector<HTMLElement>('#copyable')?.focus();
    });
  }
  async #revoke(key: Key) {
    const w = this.settings;
    // Programs that use it stop at once and for good.
    if (!confirm(w.revokeKeyWhy(key.name))) return;
    const revoked = await this.act(() => this.desk.client.keys.revoke(key.id), undefined, w.keyNowRevoked(key.name));
    if (revoked && this.made?.id === key.id) this.made = undefined;
  }
}
