/** The company's own fields on an intervention. */
import type { Change, Field } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { check, type Text } from '../fields.ts';
import { entry } from '../sheet.ts';
import { SettingsList, type SettingsOf } from './list.ts';
import { NamedLines, namedStyles } from './named.ts';
import { partStyles } from './part.styles.ts';
import { Words } from '../../shared/locale.ts';
import { settingsWords } from './words.ts';
import { DeskElement } from '../element.ts';

/** `<parvis-desk-fields>` */
export class FieldSettings extends DeskElement implements SettingsOf<Field> {
  static override styles = [partStyles, namedStyles];
  static override properties = { kind: { state: true } };
  declare protected kind: Field['kind'];
  readonly #words = new Words(this, settingsWords);
  readonly #choices = new NamedLines(this);
  readonly #list: SettingsList<Field> = new SettingsList(this, this.#words);

  turned(what: Field | 'new' | undefined) {
    const field = typeof what === 'object' ? what : undefined;
    this.kind = field?.kind ?? 'text';
    this.#choices.begin(field?.choices ?? []);
  }
  protected override content(): unknown {
    return this.#list.draw();
  }
  items() {
    return this.desk.client.fields.list();
  }
  concerns({ subject }: Change) {
    return subject.type === 'field';
  }
  texts() {
    const w = this.#words.now;
    return { title: w.parts.fields, why: w.fieldsWhy, add: w.addField, none: w.noFields };
  }
  line(field: Field) {
    const w = this.#words.now;
    const name = field.label[this.language];
    const facts = [w.kinds[field.kind], field.required && w.required, !field.active && w.notAsked].filter(Boolean);
    return entry(
      html`<strong>${name}</strong>`,
      facts.join(' · '),
      html`${this.#list.editing.button(field, w.edit, w.editOf(name))}
        <button class="bare" @click=${() => this.#setActive(field, !field.active)}>
          ${field.active ? w.stopAsking : w.askAgain}
        </button>`,
    );
  }
  /** The first place is 1 for people, 0 for programs. */
  shown(field: Field) {
    return { ...field, position: field.position + 1 };
  }
  itemForm(field: Field | undefined) {
    const { text, choice } = this.#list.form;
    const w = this.#words.now;
    return this.#list.editing.draw(
      html`<div class="pair">
          ${text('label.fr', w.labelFr, field?.label.fr, { required: true })}
          ${text('label.en', w.labelEn, field?.label.en, { required: true })}
        </div>
        ${
          field
            ? nothing
            : choice('kind', w.kind, Object.entries(w.kinds), {
                required: true,
                chosen: this.kind,
                changed: (kind) => (this.kind = kind as Field['kind']),
              })
        }
        ${
          this.kind === 'choice'
            ? this.#choices.view('choices', w.choices, w.choicesHint, w, this.#list.form.saidOf('choices'))
            : nothing
        }
        ${check('required', w.mustFill, field?.required)}
        ${text('position', w.position, String((field?.position ?? this.#list.items?.length ?? 0) + 1), { type: 'number', required: true })}`,
      field ? w.save : w.addField,
      (text) => this.#save(text, field),
    );
  }
  #save(text: Text, field: Field | undefined) {
    const definition = {
      label: { fr: text('label.fr'), en: text('label.en') },
      required: text('required') === 'true',
      position: Number(text('position')) - 1,
      ...(this.kind === 'choice' && {
        choices: this.#choices.value,
      }),
    };
    const { fields } = this.desk.client;
    return this.#list.editing.keep(
      this.#list.items?.find(({ id }) => id === field?.id),
      definition,
      { create: () => fields.create({ ...definition, kind: this.kind }, this.#list.form.once), update: fields.update },
    );
  }
  async #setActive(field: Field, active: boolean) {
    const { fields } = this.desk.client;
    await this.#list.form.act(
      () => fields.update(field, { active }),
      (after) => fields.update(after, { active: !active }),
    );
  }
}
