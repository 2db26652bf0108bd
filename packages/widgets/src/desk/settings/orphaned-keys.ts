/** What becomes of a member's API keys when they leave, have another e-mail, or lose rights that these carry. */
import type { Right } from '@parvis/sdk';
import { html } from 'lit';
import { dialogStyles } from '../../shared/dialog.ts';
import type { Question } from '../ask.ts';
import { Dialog } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { Words } from '../../shared/locale.ts';
import { settingsWords } from './words.ts';

export interface OrphanedKey {
  id: string;
  name: string;
  rights: Right[];
}

/** `<parvis-desk-orphaned-keys>` */
export class OrphanedKeys extends DeskElement implements Question<'keep' | 'revoke'> {
  static override styles = [DeskElement.styles, dialogStyles];
  static override properties = {
    shown: { attribute: false },
    keys: { attribute: false },
    links: { attribute: false },
    member: { attribute: false },
  };
  declare shown: boolean;
  declare keys: OrphanedKey[];
  /** Secure links of theirs that still open, and are revoked one by one. */
  declare links: number;
  declare member: string;
  answer: 'keep' | 'revoke' | undefined;
  // Nothing is pressed by a key that was meant for the form.
  readonly #dialog = new Dialog(this, () => this.renderRoot.querySelector<HTMLElement>('#title')?.focus());
  readonly #words = new Words(this, settingsWords);

  protected override content(): unknown {
    const w = this.#words.now;
    return this.#dialog.draw(
      html`<div class="stack">
        <h2 id="title" tabindex="-1">${w.orphanedKeys(this.member)}</h2>
        <p>${w.orphanedKeysWhy}</p>
        <ul class="stack">
          ${this.keys.map(
            ({ name, rights }) =>
              html`<li>
                <strong>${name}</strong>
                <p class="small quiet">${rights.map((right) => w.rights[right]).join(', ') || w.noRights}</p>
              </li>`,
          )}
        </ul>
        <p>${w.copiedLinks} ${this.links}</p>
        <div class="row">
          <button class="primary" @click=${() => this.#give('revoke')}>${w.revokeKeys}</button>
          <button @click=${() => this.#give('keep')}>${w.keepKeys}</button>
          <button class="bare" @click=${this.#dialog.done}>${this.words.cancel}</button>
        </div>
      </div>`,
    );
  }
  #give(answer: 'keep' | 'revoke') {
    this.answer = answer;
    this.#dialog.done();
  }
}
