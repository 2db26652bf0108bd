/** What all parts of the settings have in common. */
import { css, type CSSResultGroup } from 'lit';
import { Editing } from '../editing.ts';
import { splitStyles } from '../split.styles.ts';

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
  override sentence(error: unknown): string {
    return this.words.settings.refusals[(error as { code?: string }).code ?? ''] ?? super.sentence(error);
  }
}
