/** The parts of the form that stay folded until asked for. */
import type { Equipment, Field, Portal, Site } from '@parvis/sdk';
import { html, nothing } from 'lit';
import type { words as french } from './form-body.fr.ts';
import { allOf } from '../shared/all.ts';
import { describedBy, field, type FieldOptions } from '../shared/field.ts';
import { equipmentName } from '../shared/naming.ts';
import { asked } from './asked.ts';
import { wrong } from './field-errors.ts';
import type { Part } from './form-state.ts';
import type { Writing } from './writing.ts';

/** Fetches what a part offers to choose from, before it is shown. */
export async function prepare(part: Part, { host, state }: Writing) {
  const { connection } = host;
  const { portal } = state;
  if (part !== 'place' || state.choices || !portal || !connection) return;
  // A link to a dossier or an intervention opens neither list.
  const open = portal.scope.kind === 'customer' || portal.scope.kind === 'site';
  const [sites, equipment] = await Promise.all([
    open && portal.options.sites ? allOf(connection.client.call, 'GET /sites') : [],
    open && portal.options.equipment ? allOf(connection.client.call, 'GET /equipment') : [],
  ]).catch((): [Site[], Equipment[]] => [[], []]);
  state.choices = { sites, equipment };
}

export function editor(part: Part, writing: Writing, portal: Portal) {
  const w = writing.words.now.details;
  const own = part !== 'type';
  const shown = { type: typeEditor, place: placeEditor, contact: contactEditor, fields: fieldsEditor }[part](
    writing,
    portal,
    w,
  );
  return html`<div class="editor ${part} stack">
    ${shown}${own && part !== 'fields' ? html`<small class="quiet">${w.onlyHere}</small>` : nothing}
  </div>`;
}

type W = typeof french.details;

const offered = <T extends { retired?: true | undefined }>(all: readonly T[]) => all.filter(({ retired }) => !retired);

function typeEditor(writing: Writing, { company }: Portal, w: W) {
  const { host, state } = writing;
  return select(
    writing,
    { name: 'type', label: w.type },
    state.values.type ?? '',
    w.noType,
    offered(company.types).map(({ key, label }) => [key, label[host.language]]),
    (type) => state.edit({ type: type || null }, 'type'),
  );
}

function placeEditor(writing: Writing, portal: Portal, w: W) {
  const { host, state } = writing;
  const { sites, equipment } = state.choices ?? { sites: [], equipment: [] };
  const { siteId, equipmentId } = state.values;
  const address = state.address ?? portal.prefill.address;
  const bound = portal.scope.kind === 'site';
  const here = equipment.filter(({ site }) => !siteId || !site || site.id === siteId);
  const line = (name: 'line1' | 'line2' | 'postalCode' | 'city', autocomplete: string, optional = false) =>
    input(
      writing,
      {
        name: `address.${name}`,
        label: w[name],
        ...(optional && { optional: host.common.optional, hint: w.line2Hint }),
      },
      'text',
      address[name],
      (value) => state.edit({ address: { ...address, [name]: value } }, `address.${name}`),
      autocomplete,
    );
  return html`${
      sites.length > 0 && !bound
        ? select(
            writing,
            { name: 'siteId', label: w.site },
            siteId ?? '',
            w.noSite,
            sites.map(({ id, name }) => [id, name]),
            (id) => {
              state.site = sites.find((site) => site.id === id);
              // The address follows the site, unless it is written anew afterwards.
              state.edit({ siteId: id || null, equipmentId: null, address: undefined }, 'siteId');
              state.equipment = undefined;
            },
          )
        : nothing
    }${
      here.length
        ? select(
            writing,
            { name: 'equipmentId', label: w.equipment },
            equipmentId ?? '',
            w.noEquipment,
            here.map((each) => [each.id, equipmentName(each)]),
            (id) => {
              const chosen = (state.equipment = equipment.find((each) => each.id === id));
              state.site = sites.find((site) => site.id === chosen?.site?.id) ?? state.site;
              state.edit({ equipmentId: id || null, ...(chosen?.site && { siteId: chosen.site.id }) }, 'equipmentId');
            },
          )
        : nothing
    }
    ${line('line1', 'address-line1')}${line('line2', 'address-line2', true)}
    <div class="pair">${line('postalCode', 'postal-code')}${line('city', 'address-level2')}</div>`;
}

function contactEditor(writing: Writing, portal: Portal, w: W) {
  const { host, state } = writing;
  const contact = state.contact || portal.prefill.contact;
  const line = (name: 'name' | 'phone' | 'email', type: string, autocomplete: string) =>
    input(
      writing,
      { name: `contact.${name}`, label: w[name], ...(name !== 'name' && { optional: host.common.optional }) },
      type,
      contact[name] ?? '',
      (value) => state.edit({ contact: { ...contact, [name]: value } }, `contact.${name}`),
      autocomplete,
    );
  return html`${line('name', 'text', 'name')}
    <div class="pair">${line('phone', 'tel', 'tel')}${line('email', 'email', 'email')}</div>`;
}

const fieldsEditor = (writing: Writing, portal: Portal, w: W) =>
  asked(portal.fields).folded.map((each) => ownField(writing, each, w));

/** What is asked in sight. */
export const choicesInSight = (writing: Writing, portal: Portal) =>
  asked(portal.fields).inSight.map((each) => ownField(writing, each, writing.words.now.details));

function ownField(writing: Writing, { id, kind, label, required, choices }: Field, w: W) {
  const { host, state } = writing;
  const { fields } = state.values;
  const name = `fields.${id}`;
  const options = { name, label: label[host.language], ...(!required && { optional: host.common.optional }) };
  const value = fields[id] ?? '';
  const change = (text: string) => {
    const { [id]: _, ...others } = fields;
    state.edit({ fields: text === '' ? others : { ...others, [id]: text } }, name);
  };
  return kind === 'choice'
    ? select(
        writing,
        options,
        String(value),
        w.choose,
        offered(choices).map((choice) => [choice.key, choice.label[host.language]]),
        change,
      )
    : input(
        writing,
        options,
        kind === 'date' ? 'date' : 'text',
        String(value),
        change,
        'off',
        kind === 'number' ? 'decimal' : undefined,
      );
}

function input(
  writing: Writing,
  options: FieldOptions,
  type: string,
  value: string,
  change: (value: string) => void,
  autocomplete: string,
  inputmode?: string,
) {
  const full = { ...options, wrong: wrong(writing, options.name) };
  return field(
    full,
    html`<input
      id=${full.name}
      name=${full.name}
      type=${type}
      autocomplete=${autocomplete}
      inputmode=${inputmode ?? nothing}
      aria-invalid=${!!full.wrong}
      aria-describedby=${describedBy(full)}
      .value=${value}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />`,
  );
}

function select(
  writing: Writing,
  options: FieldOptions,
  value: string,
  none: string,
  choices: (readonly [string, string])[],
  change: (value: string) => void,
) {
  const full = { ...options, wrong: wrong(writing, options.name) };
  return field(
    full,
    html`<select
      id=${full.name}
      name=${full.name}
      aria-invalid=${!!full.wrong}
      aria-describedby=${describedBy(full)}
      @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${!value}>${none}</option>
      ${choices.map(([key, label]) => html`<option value=${key} ?selected=${key === value}>${label}</option>`)}
    </select>`,
  );
}
