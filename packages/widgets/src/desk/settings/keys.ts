/** API keys: made, shown once, revoked. */
import type { Key } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { day } from '../../shared/dates.ts';
import { textsOf } from '../form.ts';
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
  static override properties = { items: { state: true }, failure: { state: true }, secret: { state: true } };
  declare protected items: Key[] | undefined;
  declare protected failure: unknown;
  /** Of the key just made: shown this once. */
  declare protected secret: string | undefined;

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('desk') && !this.items) void this.read();
  }
  protected override async read() {
    try {
      this.items = await this.desk.client.keys.list();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  protected override content() {
    const w = this.say;
    return html`<section class="stack">
      <h2>${w.parts.keys}</h2>
      <p class="quiet">${w.keysWhy}</p>
      <form class="row" novalidate @submit=${this.#make}>
        ${this.text('name', w.keyName, '', { required: true })}
        <button class="primary" aria-disabled=${this.busy}>${w.makeKey}</button>
      </form>
      ${
        this.secret
          ? html`<div class="notice fine stack">
              <p>${w.secretOnce}</p>
              <input
                readonly
                aria-label=${w.secret}
                .value=${this.secret}
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
    const w = this.say;
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
    await this.save(async () => {
      const { secret } = await this.desk.client.keys.create(name.trim());
      this.secret = secret;
      form.reset();
    });
  };
  async #revoke(key: Key) {
    // Programs that use it stop at once and for good.
    if (!confirm(this.say.revokeKeyWhy(key.name))) return;
    await this.save(() => this.desk.client.keys.revoke(key.id));
  }
}
