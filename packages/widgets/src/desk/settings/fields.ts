/** The company's own fields on an intervention. */
import type { Field } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { textIn } from '../form.ts';
import { Latest } from '../latest.ts';
import { SettingsPart } from './part.ts';

const kinds: Field['kind'][] = ['text', 'number', 'date', 'choice'];

/** One choice a line: « Gaz | Gas ». The key of a choice whose French name stays is kept: values are stored under it. */
const choicesText = (choices: Field['choices']) =>
  choices.map(({ label }) => (label.fr === label.en ? label.fr : `${label.fr} | ${label.en}`)).join('\n');
const choicesOf = (text: string, before: Field['choices']) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [fr = '', en = fr] = line.split('|').map((each) => each.trim());
      return { key: before.find(({ label }) => label.fr === fr)?.key ?? fr.slice(0, 60), label: { fr, en: en || fr } };
    });

/** `<parvis-desk-fields>` */
export class FieldSettings extends SettingsPart<Field | 'new'> {
  static override properties = { items: { state: true }, failure: { state: true }, kind: { state: true } };
  declare protected items: Field[] | undefined;
  declare protected failure: unknown;
  readonly #readings = new Latest();
  declare protected kind: Field['kind'];

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('editing')) this.kind = typeof this.editing === 'object' ? this.editing.kind : 'text';
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('desk') && !this.items) void this.read();
  }
  protected override async read() {
    const isNewer = this.#readings.inTurn();
    try {
      const items = await this.desk.client.fields.list();
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
      <div class="title">
        <h2>${w.parts.fields}</h2>
        ${this.editButton('new', w.addField, w.addField, 'primary')}
      </div>
      <p class="quiet">${w.fieldsWhy}</p>
      ${this.editing === 'new' ? this.#form(undefined) : nothing} ${this.editing ? nothing : this.problem()}
      ${this.failure && !this.items ? this.failed(this.failure, () => this.read()) : nothing}
      ${this.items?.length === 0 && !this.editing ? html`<p class="empty">${w.noFields}</p>` : nothing}
      <ul>
        ${this.items?.map((field) => html`<li>${this.edits(field) ? this.#form(this.editing as Field) : this.#line(field)}</li>`)}
      </ul>
    </section>`;
  }
  #line(field: Field) {
    const w = this.words.settings;
    const facts = [w.kinds[field.kind], field.required && w.required, !field.active && w.notAsked].filter(Boolean);
    return html`<div class="entry">
      <p>
        <strong>${field.label[this.language]}</strong><br />
        <span class="small quiet">${facts.join(' · ')}</span>
      </p>
      <div>
        ${this.editButton(field, w.edit, w.editOf(field.label[this.language]))}
        <button class="bare" @click=${() => this.#setActive(field, !field.active)}>
          ${field.active ? w.stopAsking : w.askAgain}
        </button>
      </div>
    </div>`;
  }
  #form(field: Field | undefined) {
    const w = this.words.settings;
    return html`<form class="stack notice" novalidate @submit=${(event: Event) => this.#submit(event, field)}>
      <div class="pair">
        ${this.text('label.fr', w.labelFr, field?.label.fr, { required: true })}
        ${this.text('label.en', w.labelEn, field?.label.en, { required: true })}
      </div>
      ${
        field
          ? nothing
          : html`<div class="field">
              <label for="kind">${w.kind}</label>
              <select
                id="kind"
                name="kind"
                @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as Field['kind'])}
              >
                ${kinds.map((kind) => html`<option value=${kind}>${w.kinds[kind]}</option>`)}
              </select>
            </div>`
      }
      ${
        this.kind === 'choice'
          ? this.text('choices', w.choices, choicesText(field?.choices ?? []), {
              rows: 4,
              required: true,
              hint: w.choicesHint,
            })
          : nothing
      }
      <label class="check"
        ><input type="checkbox" name="required" value="true" ?checked=${field?.required} />${w.mustFill}</label
      >
      ${this.text('position', w.position, String(field?.position ?? this.items?.length ?? 0), { type: 'number', required: true })}
      ${this.formEnd(field ? w.save : w.addField)}
    </form>`;
  }
  async #submit(event: Event, field: Field | undefined) {
    event.preventDefault();
    const text = textIn(event);
    const definition = {
      label: { fr: text('label.fr'), en: text('label.en') },
      required: text('required') === 'true',
      position: Number(text('position')),
      ...(this.kind === 'choice' && { choices: choicesOf(text('choices'), field?.choices ?? []) }),
    };
    const { fields } = this.desk.client;
    const before = this.items?.find(({ id }) => id === field?.id);
    if (!before) await this.save(() => fields.create({ ...definition, kind: this.kind }, this.once));
    else await this.change(before, definition, (thing, change) => fields.update(thing, change));
  }
  async #setActive(field: Field, active: boolean) {
    const { fields } = this.desk.client;
    await this.save(
      () => fields.update(field, { active }),
      (after) => fields.update(after, { active: !active }),
    );
  }
}
