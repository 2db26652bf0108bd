/** What all parts of the settings have in common. */
import type { ErrorCode } from '@parvis/sdk';
import { css, type CSSResultGroup } from 'lit';
import { Words } from '../../shared/locale.ts';
import type { Sentences } from '../../shared/sentences.ts';
import { Editing } from '../editing.ts';
import { splitStyles } from '../split.styles.ts';
import { settingsWords } from './words.ts';

export abstract class SettingsPart<What = unknown> extends Editing<What> {
  static override styles: CSSResultGroup = [
    Editing.styles,
    splitStyles,
    css`
      section,
      form {
        max-width: 46em;
      }
    `,
  ];
  readonly #words = new Words(this, settingsWords);

  /** The words of the settings. */
  protected get settings() {
    return this.#words.now;
  }
  override sentence(error: unknown): string {
    return (this.settings.refusals as Sentences)[(error as { code?: ErrorCode }).code!] ?? super.sentence(error);
  }
}
