/** API keys: made, shown once, revoked. */
import type { Key } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { day } from '../../shared/dates.ts';
import { textsOf } from '../form.ts';
import { Latest } from '../latest.ts';
import { SettingsPart } from './part.ts';

/** `<parvis-desk-keys>` */
export class KeySettings extends SettingsPart {
  static override styles = [
    SettingsPart.styles,
    css`
      form .field {
        flex: 0 1 20em;
      }
      form .primary {
        align-self: end;
      }
    `,
  ];
  static override properties = { items: { state: true }, failure: { state: true }, made: { state: true } };
  declare protected items: Key[] | undefined;
  declare protected failure: unknown;
  readonly #readings = new Latest();
  /** Of the key just made: shown this once. */
  declare protected made: { id: string; secret: string } | undefined;

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('desk') && !this.items) void this.read();
  }
  protected override async read() {
    const isNewer = this.#readings.inTurn();
    try {
      const items = await this.desk.client.keys.list();
      if (!isNewer()) return;
      this.items = items;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  protected override content() {
    const w = this.words.settings;
    return html`<section class="stack">
      <h2>${w.parts.keys}</h2>
      <p class="quiet">${w.keysWhy}</p>
      <form class="row" novalidate @submit=${this.#make}>
        ${this.text('name', w.keyName, '', { required: true })}
        <button class="primary" aria-disabled=${this.busy}>${w.makeKey}</button>
      </form>
      ${
        this.made
          ? html`<div class="notice fine stack">
              <p>${w.secretOnce}</p>
              <input
                id="secret"
                readonly
                aria-label=${w.secret}
                .value=${this.made.secret}
                @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
              />
            </div>`
          : nothing
      }
      ${this.problem()} ${this.failure && !this.items ? this.failed(this.failure, () => this.read()) : nothing}
      ${this.items?.length === 0 ? html`<p class="empty">${w.noKeys}</p>` : nothing}
      <ul>
        ${this.items?.map((key) => this.#line(key))}
      </ul>
    </section>`;
  }
  #line(key: Key) {
    const w = this.words.settings;
    const used = key.lastUsedAt ? w.keyUsed(day(this.calendar, key.lastUsedAt)) : w.keyNeverUsed;
    return html`<li class="entry">
      <p>
        <strong>${key.name}</strong> <span class="quiet">${key.prefix}…</span><br />
        <span class="small quiet"
          >${w.keyMade(day(this.calendar, key.createdAt), key.createdBy)} · ${key.revokedAt ? w.keyRevoked : used}</span
        >
      </p>
      ${
        key.revokedAt
          ? nothing
          : html`<div>
              <button class="bare" aria-label=${w.revokeOf(key.name)} @click=${() => this.#revoke(key)}>
                ${w.revoke}
              </button>
            </div>`
      }
    </li>`;
  }
  readonly #make = async (event: Event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { name = '' } = textsOf(form);
    const saved = await this.save(async () => {
      const { key, secret } = await this.desk.client.keys.create(name.trim(), this.once);
      this.made = { id: key.id, secret };
      form.reset();
    });
    // There to be copied at once.
    if (saved) this.renderRoot.querySelector<HTMLElement>('#secret')?.focus();
  };
  async #revoke(key: Key) {
    // Programs that use it stop at once and for good.
    if (!confirm(this.words.settings.revokeKeyWhy(key.name))) return;
    const { keys } = this.desk.client;
    const revoked = await this.save(() => keys.revoke(key.id), undefined, this.words.settings.keyNowRevoked(key.name));
    if (revoked && this.made?.id === key.id) this.made = undefined;
  }
}
