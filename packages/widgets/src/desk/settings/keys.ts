/** API keys: made, shown once, revoked. */
import type { Change, Key, Right } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { day } from '../../shared/dates.ts';
import { check } from '../fields.ts';
import { copy, copyable } from '../copyable.ts';
import { entry } from '../sheet.ts';
import { SettingsList, type SettingsOf } from './list.ts';
import { partStyles } from './part.styles.ts';
import { Words } from '../../shared/locale.ts';
import { settingsWords } from './words.ts';
import { DeskElement } from '../element.ts';

/** `<parvis-desk-keys>` */
export class KeySettings extends DeskElement implements SettingsOf<Key> {
  static override styles = partStyles;
  static override properties = { made: { state: true } };
  /** Of the key just made: shown this once. */
  declare protected made: { id: string; secret: string } | undefined;

  readonly #words = new Words(this, settingsWords);
  readonly #list: SettingsList<Key> = new SettingsList(this, this.#words);

  protected override content(): unknown {
    return this.#list.draw();
  }
  items() {
    return this.desk.client.keys.list();
  }
  concerns({ subject }: Change) {
    return subject.type === 'key';
  }
  texts() {
    const w = this.#words.now;
    return { title: w.parts.keys, why: w.keysWhy, add: w.makeKey, none: w.noKeys };
  }
  note() {
    const w = this.#words.now;
    const { made } = this;
    return made
      ? html`<div class="notice fine stack">
          <p>${w.secretOnce}</p>
          ${copyable(w.secret, made.secret, w.copy, () => void this.#copy(made.secret))}
        </div>`
      : nothing;
  }
  async #copy(secret: string) {
    if (await copy(this.renderRoot, secret)) this.desk.say(this.#words.now.copied);
  }
  line(key: Key) {
    const w = this.#words.now;
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
  itemForm() {
    const w = this.#words.now;
    // No more than one holds oneself; to see all is what most programs need.
    const held = Object.keys(w.rights).filter((right) => this.desk.viewer.rights.includes(right as Right)) as Right[];
    const fields = html`${this.#list.form.text('name', w.keyName, '', { required: true })}
      <fieldset aria-describedby="rights-hint">
        <legend>${w.keyRights}</legend>
        <p class="small quiet" id="rights-hint">${w.keyRightsHint}</p>
        <div>${held.map((right) => check(`right-${right}`, w.rights[right], right === 'see_all'))}</div>
      </fieldset>`;
    return this.#list.editing.draw(fields, w.makeKey, async (text) => {
      const rights = held.filter((right) => text(`right-${right}`) === 'true');
      const saved = await this.#list.editing.save(async () => {
        const { key, secret } = await this.desk.client.keys.create(
          { name: text('name'), rights },
          this.#list.form.once,
        );
        this.made = { id: key.id, secret };
      });
      await this.updateComplete;
      // There to be copied at once.
      if (saved) this.renderRoot.querySelector<HTMLElement>('#copyable')?.focus();
    });
  }
  async #revoke(key: Key) {
    const w = this.#words.now;
    // Programs that use it stop at once and for good.
    if (!confirm(w.revokeKeyWhy(key.name))) return;
    const revoked = await this.#list.form.act(
      () => this.desk.client.keys.revoke(key.id),
      undefined,
      w.keyNowRevoked(key.name),
    );
    if (revoked && this.made?.id === key.id) this.made = undefined;
  }
}
