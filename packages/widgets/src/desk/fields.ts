/** The fields of the desk's forms: drawing and reading them, and showing beside each what the server refused. */
import type { Ref } from '@parvis/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { describedBy, field, type FieldOptions } from '../shared/field.ts';
import type { Meanwhile } from './meanwhile.ts';

/** The texts of a form by field name. */
const textsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** What a field of the form that is submitted says, without the spaces around. */
export type Text = (name: string) => string;

/** For `@submit` on a form: hands over what its fields say. */
export const submitted =
  (work: (text: Text, event: SubmitEvent) => unknown) =>
  (event: SubmitEvent): void => {
    event.preventDefault();
    const given = textsOf(event.target as HTMLFormElement);
    void work((name) => (given[name] ?? '').trim(), event);
  };

/** What is wrong by field; `''` is what concerns the form as a whole. */
export type FieldErrors = Record<string, string>;

interface Refusal {
  errors?: { field: string; code: string }[];
}

/**
 * What an error says by field, in the reader's words: of the desk where it has some for this field (`email invalid`) or
 * code, else those of all screens. What concerns one line of a field (`types.2.key`) concerns the field.
 */
export function fieldErrorsOf(
  error: unknown,
  {
    names,
    own,
    common,
    sentence,
  }: {
    names: readonly string[];
    own: Record<string, string>;
    common: Record<string, string>;
    sentence: (error: unknown) => string;
  },
): FieldErrors {
  const { errors = [] } = error as Refusal;
  if (!errors.length) return { '': sentence(error) };
  return Object.fromEntries(
    errors.map(({ field, code }) => {
      const name = names.includes(field) ? field : (names.find((each) => field.startsWith(`${each}.`)) ?? field);
      const last = name.split('.').at(-1) ?? '';
      return [name, own[`${last} ${code}`] ?? own[code] ?? common[code] ?? common['invalid'] ?? ''];
    }),
  );
}

interface Field {
  name: string;
  label: string;
  required?: boolean | undefined;
  hint?: string | undefined;
}
export interface TextField extends Field {
  value?: string;
  /** Id of a datalist to choose from. */
  list?: string;
  type?: 'text' | 'password' | 'email' | 'tel' | 'number' | 'url' | 'date' | 'time';
  /** What the browser may fill in by itself; nothing unless told. */
  autocomplete?: AutoFill;
  /** Of times, in seconds: what the arrow keys and the browser's own choice go by; others can be typed. */
  step?: number;
  /** Rows of a longer text. */
  rows?: number;
}
export interface ChoiceField extends Field {
  options: readonly (readonly [value: string, text: string])[];
  chosen?: string | null | undefined;
  changed?: (value: string) => void;
  disabled?: boolean;
}
/** How the forms of an element say what is wrong, what may stay empty, and that something is to be chosen. */
export interface Saying {
  fieldErrors: FieldErrors;
  optional: string;
  choose: string;
  /** What somebody else wrote meanwhile, by field, and how that is said. */
  theirs: Meanwhile;
  meanwhile: (value: string) => string;
}

/** A control with all that is said of it. Ids are names: forms stand in shadow trees of their own. */
function drawn(
  { name, label, required, hint }: Field,
  { fieldErrors, optional, theirs, meanwhile }: Saying,
  control: (isWrong: boolean, describedBy: unknown) => unknown,
): TemplateResult {
  const options: FieldOptions = { name, label, hint, wrong: fieldErrors[name], optional: required ? '' : optional };
  const other = theirs[name];
  const isOther = other !== undefined;
  const described = describedBy(options);
  const by = isOther ? `${described === nothing ? '' : described} ${name}-theirs`.trim() : described;
  return field(
    options,
    html`${control(Boolean(options.wrong), by)}${isOther ? html`<p class="theirs" id="${name}-theirs">${meanwhile(other)}</p>` : nothing}`,
  );
}

export const textField = (given: TextField, saying: Saying): TemplateResult =>
  drawn(given, saying, (isWrong, by) => {
    const {
      name,
      value = '',
      rows,
      type = 'text',
      list = nothing,
      step = nothing,
      required,
      autocomplete = 'off',
    } = given;
    return rows
      ? html`<textarea
          id=${name}
          name=${name}
          rows=${rows}
          aria-invalid=${isWrong}
          aria-describedby=${by}
          .value=${value}
        ></textarea>`
      : html`<input
          id=${name}
          name=${name}
          type=${type}
          list=${list}
          step=${step}
          autocomplete=${autocomplete}
          ?required=${required}
          aria-invalid=${isWrong}
          aria-describedby=${by}
          .value=${value}
        />`;
  });

/** One of several; none of them where nothing need be chosen, nor, before somebody did, where something must be. */
export const choiceField = (given: ChoiceField, saying: Saying): TemplateResult =>
  drawn(given, saying, (isWrong, by) => {
    const { name, required, options, chosen, changed, disabled } = given;
    return html`<select
      id=${name}
      name=${name}
      ?disabled=${disabled}
      aria-invalid=${isWrong}
      aria-describedby=${by}
      @change=${(event: Event) => changed?.((event.target as HTMLSelectElement).value)}
    >
      ${optionsOf(required && chosen !== undefined ? options : [['', required ? saying.choose : ''], ...options], chosen ?? '')}
    </select>`;
  });

/** Things by their names, to choose one of. */
export const namesOf = (things: readonly Ref[]): ChoiceField['options'] => things.map(({ id, name }) => [id, name]);

export const optionsOf = (options: ChoiceField['options'], chosen: string) =>
  options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`);

export const check = (name: string, label: string, checked = false) =>
  html`<label class="check"><input type="checkbox" name=${name} value="true" ?checked=${checked} />${label}</label>`;

/** What speaks against what is typed, and refuses nothing. */
export const doubtStyles = css`
  .doubts:empty {
    display: none;
  }
  .doubts > * {
    padding-inline-start: calc(2 * var(--u));
    border-inline-start: 3px solid var(--wait);
  }
  .doubts ul {
    margin: 0;
    padding-inline-start: calc(4 * var(--u));
  }
`;

/** The names of the fields that are there. */
export const namesIn = (root: HTMLElement | DocumentFragment): string[] =>
  [...root.querySelectorAll<HTMLInputElement>('[name]')].map(({ name }) => name);

/** Puts the keyboard on the first field that is wrong; answers whether there is one. */
export function focusWrong(root: HTMLElement | DocumentFragment): boolean {
  const field = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  return !!field;
}

export const checkStyles = css`
  .check {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    min-height: 44px;
    font-weight: 400;
  }
  .check input {
    width: 1.2em;
    height: 1.2em;
    flex: none;
    margin: 0;
  }
`;

export const formStyles = [
  checkStyles,
  css`
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
      gap: calc(3 * var(--u));
      align-items: start;
    }
    .pair input {
      min-width: 0;
    }
    /* With the label, when it is scrolled to. */
    :is(input, select, textarea) {
      scroll-margin-block: calc(10 * var(--u));
    }
    .theirs {
      padding-inline-start: calc(2 * var(--u));
      border-inline-start: 2px solid var(--ink);
      white-space: pre-line;
      overflow-wrap: anywhere;
      order: 3;
    }
    /* Below what is asked: fields that stand side by side are in one line. */
    .field > small {
      order: 1;
    }
    .field > .wrong {
      order: 2;
    }
    fieldset {
      display: grid;
      gap: calc(3 * var(--u));
    }
  `,
];
