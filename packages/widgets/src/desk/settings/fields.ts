/** The company's own fields on an intervention. */
import type { Change, Field } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { check, type Text } from '../fields.ts';
import { entry } from '../sheet.ts';
import { SettingsList } from './list.ts';
import { NamedLines, namedStyles } from './named.ts';

/** `<parvis-desk-fields>` */
export class FieldSettings extends SettingsList<Field> {
  static override styles = [SettingsList.styles, namedStyles];
  static override properties = { kind: { state: true } };
  declare protected kind: Field['kind'];
  readonly #choices = new NamedLines(this);

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('editing')) this.#opened(typeof this.editing === 'object' ? this.editing : undefined);
  }
  #opened(field: Field | undefined) {
    this.kind = field?.kind ?? 'text';
    this.#choices.begin(field?.choices ?? []);
  }
  protected list() {
    return this.desk.client.fields.list();
  }
  protected override concerns({ subject }: Change) {
    return subject.type === 'field';
  }
  protected get texts() {
    const w = this.settings;
    return { title: w.parts.fields, why: w.fieldsWhy, add: w.addField, none: w.noFields };
  }
  protected line(field: Field) {
    const w = this.settings;
    const name = field.label[this.language];
    const facts = [w.kinds[field.kind], field.required && w.required, !field.active && w.notAsked].filter(Boolean);
    return entry(
      html`<strong>${name}</strong>`,
      facts.join(' · '),
      html`${this.editButton(field, w.edit, w.editOf(name))}
        <button class="bare" @click=${() => this.#setActive(field, !field.active)}>
          ${field.active ? w.stopAsking : w.askAgain}
        </button>`,
    );
  }
  protected itemForm(field: Field | undefined) {
    const w = this.settings;
    return this.form(
      html`<div class="pair">
          ${this.text('label.fr', w.labelFr, field?.label.fr, { required: true })}
          ${this.text('label.en', w.labelEn, field?.label.en, { required: true })}
        </div>
        ${
          field
            ? nothing
            : this.choice('kind', w.kind, Object.entries(w.kinds), {
                required: true,
                chosen: this.kind,
                changed: (kind) => (this.kind = kind as Field['kind']),
              })
        }
        ${
          this.kind === 'choice'
            ? this.#choices.view('choices', w.choices, w.choicesHint, w, this.fieldErrors['choices'])
            : nothing
        }
        ${check('required', w.mustFill, field?.required)}
        ${this.text('position', w.position, String((field?.position ?? this.items?.length ?? 0) + 1), { type: 'number', required: true })}`,
      field ? w.save : w.addField,
      (text) => this.#save(text, field),
    );
  }
  #save(text: Text, field: Field | undefined) {
    const definition = {
      label: { fr: text('label.fr'), en: text('label.en') },
      required: text('required') === 'true',
      // The first place is 1 for people, 0 for programs.
      position: Number(text('position')) - 1,
      ...(this.kind === 'choice' && {
        choices: this.#choices.value,
      }),
    };
    const { fields } = this.desk.client;
    return this.keep(
      this.items?.find(({ id }) => id === field?.id),
      definition,
      { create: () => fields.create({ ...definition, kind: this.kind }, this.once), update: fields.update },
    );
  }
  async #setActive(field: Field, active: boolean) {
    const { fields } = this.desk.client;
    await this.act(
      () => fields.update(field, { active }),
      (after) => fields.update(after, { active: !active }),
    );
  }
}
