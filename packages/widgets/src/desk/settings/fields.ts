/** The company's own fields on an intervention. */
import type { Field } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { textsOf } from '../form.ts';
import { splitStyles } from '../split.styles.ts';
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
export class FieldSettings extends SettingsPart {
  static override styles = [SettingsPart.styles, splitStyles];
  static override properties = { items: { state: true }, editing: { state: true }, kind: { state: true } };
  declare protected items: Field[] | undefined;
  declare protected editing: Field | 'new' | undefined;
  declare protected kind: Field['kind'];

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    if (changed.has('desk') && !this.items) void this.#read();
  }
  async #read() {
    try {
      this.items = await this.desk.client.fields.list();
    } catch (error) {
      this.wrongs = { '': this.sentence(error) };
    }
  }

  protected override content() {
    const w = this.say;
    return html`<section class="stack">
      <div class="row">
        <h2>${w.parts.fields}</h2>
        ${this.editing ? nothing : html`<button class="primary" @click=${() => this.#edit('new')}>${w.addField}</button>`}
      </div>
      <p class="quiet">${w.fieldsWhy}</p>
      ${this.editing === 'new' ? this.#form(undefined) : nothing}
      ${this.wrongs[''] && !this.editing ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      ${this.items?.length === 0 && !this.editing ? html`<p class="empty">${w.noFields}</p>` : nothing}
      <ul>
        ${this.items?.map((field) => html`<li>${this.editing === field ? this.#form(field) : this.#line(field)}</li>`)}
      </ul>
    </section>`;
  }
  #edit(what: typeof this.editing) {
    this.wrongs = {};
    this.editing = what;
    this.kind = typeof what === 'object' ? what.kind : 'text';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('form input')?.focus());
  }
  #line(field: Field) {
    const w = this.say;
    const facts = [w.kinds[field.kind], field.required && w.required, !field.active && w.notAsked].filter(Boolean);
    return html`<div class="line">
      <strong>${field.label[this.language]}</strong>
      <span class="small quiet">${facts.join(' · ')}</span>
      <div class="row">
        <button class="bare" aria-label=${w.editOf(field.label[this.language])} @click=${() => this.#edit(field)}>
          ${w.edit}
        </button>
        <button class="bare" @click=${() => this.#setActive(field, !field.active)}>
          ${field.active ? w.stopAsking : w.askAgain}
        </button>
      </div>
    </div>`;
  }
  #form(field: Field | undefined) {
    const w = this.say;
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
      ${this.wrongs[''] ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      <div class="row">
        <button class="primary" aria-disabled=${this.busy}>${field ? w.save : w.addField}</button>
        <button type="button" @click=${() => (this.editing = undefined)}>${this.common.cancel}</button>
      </div>
    </form>`;
  }
  async #submit(event: Event, field: Field | undefined) {
    event.preventDefault();
    const given = textsOf(event.target as HTMLFormElement);
    const text = (name: string) => (given[name] ?? '').trim();
    const definition = {
      label: { fr: text('label.fr'), en: text('label.en') },
      required: given['required'] === 'true',
      position: Number(text('position')),
      ...(this.kind === 'choice' && { choices: choicesOf(text('choices'), field?.choices ?? []) }),
    };
    const { fields } = this.desk.client;
    const saved = await this.save(() =>
      field ? fields.update(field, definition) : fields.create({ ...definition, kind: this.kind }),
    );
    if (!saved) return;
    this.editing = undefined;
    await this.#read();
  }
  async #setActive(field: Field, active: boolean) {
    if (await this.save(() => this.desk.client.fields.update(field, { active }))) await this.#read();
  }
}
