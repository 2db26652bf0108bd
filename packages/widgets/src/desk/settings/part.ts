/** What all parts of the settings do: save, say so, show what was refused beside its field. */
import { css, type CSSResultGroup, type PropertyDeclarations } from 'lit';
import { words as french } from '../../locales/fr/desk-settings.ts';
import { Words } from '../../shared/locale.ts';
import { focusWrong, formStyles, textField, wrongsOf, type Wrongs } from '../form.ts';
import { DeskSection } from '../section.ts';

const lexicon = { fr: french, en: () => import('../../locales/en/desk-settings.ts') };

export abstract class SettingsPart extends DeskSection {
  static override styles: CSSResultGroup = [
    DeskSection.styles,
    formStyles,
    css`
      section,
      form {
        max-width: 46em;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { wrongs: { state: true }, busy: { state: true } };
  declare protected wrongs: Wrongs;
  declare protected busy: boolean;
  readonly #settingsWords = new Words(this, lexicon);

  constructor() {
    super();
    this.wrongs = {};
    this.busy = false;
  }
  protected get say(): typeof french {
    return this.#settingsWords.now;
  }
  protected text(name: string, label: string, value = '', more: Partial<Parameters<typeof textField>[0]> = {}) {
    return textField({ name, label, value, ...more }, this.wrongs, this.common.optional);
  }
  /** Runs what saves; answers whether it was taken. What was typed stays in the form when it was not. */
  protected async save(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.wrongs = {};
    try {
      await work();
      this.announce(this.say.saved);
      return true;
    } catch (error) {
      const { code = '' } = error as { code?: string };
      this.wrongs = this.say.refusals[code]
        ? { '': this.say.refusals[code] }
        : wrongsOf(error, this.common, (each) => this.sentence(each));
      this.report(error);
      await this.updateComplete;
      focusWrong(this.renderRoot);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
