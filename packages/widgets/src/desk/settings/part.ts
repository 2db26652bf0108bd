/** What all parts of the settings have in common. */
import { css, type CSSResultGroup } from 'lit';
import { words as french } from '../../locales/fr/desk-settings.ts';
import { Words } from '../../shared/locale.ts';
import { Editing } from '../editing.ts';
import { splitStyles } from '../split.styles.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-settings.ts') };

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
  readonly #settingsWords = new Words(this, lexicon);

  protected get say(): typeof french {
    return this.#settingsWords.now;
  }
  override sentence(error: unknown): string {
    return this.say.refusals[(error as { code?: string }).code ?? ''] ?? super.sentence(error);
  }
}
