/** What all parts of the settings have in common. */
import type { ErrorCode } from '@parvis/sdk';
import { css, type CSSResultGroup } from 'lit';
import type { Sentences } from '../../shared/sentences.ts';
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
    return (this.words.settings.refusals as Sentences)[(error as { code?: ErrorCode }).code!] ?? super.sentence(error);
  }
}
