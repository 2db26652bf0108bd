/** Reading forms of the desk, and showing beside each field what the server refused. */
import { css, html, nothing, type TemplateResult } from 'lit';

/** The texts of a form by field name. */
export const textsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** Reads the fields of the form that is submitted, without the spaces around. */
export function textIn(submit: Event): (name: string) => string {
  const given = textsOf(submit.target as HTMLFormElement);
  return (name) => (given[name] ?? '').trim();
}

/** What is wrong by field; `''` is what concerns the form as a whole. */
export type Wrongs = Record<string, string>;

interface Refusal {
  errors?: { field: string; code: string }[];
}

/**
 * What an error says by field, in the reader's words: of the desk where it has some for this field (`email invalid`) or
 * code, else those of all screens. What concerns one line of a field (`types.2.key`) concerns the field.
 */
export function wrongsOf(
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
): Wrongs {
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

interface TextField {
  name: string;
  label: string;
  value?: string;
  /** Id of a datalist to choose from. */
  list?: string;
  type?: 'text' | 'email' | 'tel' | 'number' | 'url' | 'date' | 'time';
  autocomplete?: string;
  required?: boolean;
  /** Rows of a longer text. */
  rows?: number;
  hint?: string;
}

/** One text field with its label, its hint and what is wrong with it. Ids are names: forms stand in shadow trees of their own. */
export function textField(field: TextField, wrongs: Wrongs, optional: string): TemplateResult {
  const { name, label, value = '', type = 'text', required = false, rows, hint } = field;
  const wrong = wrongs[name];
  const described = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ') || nothing;
  const input = rows
    ? html`<textarea
        id=${name}
        name=${name}
        rows=${rows}
        aria-invalid=${Boolean(wrong)}
        aria-describedby=${described}
        .value=${value}
      ></textarea>`
    : html`<input
        id=${name}
        name=${name}
        type=${type}
        list=${field.list ?? nothing}
        autocomplete=${field.autocomplete ?? 'off'}
        ?required=${required}
        aria-invalid=${Boolean(wrong)}
        aria-describedby=${described}
        .value=${value}
      />`;
  return html`<div class="field">
    <label for=${name}>${label} ${required ? nothing : html`<span class="optional">${optional}</span>`}</label>
    ${input}${hint ? html`<p class="small quiet" id="${name}-hint">${hint}</p>` : nothing}
    ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : nothing}
  </div>`;
}

/** The names of the fields that are there. */
export const namesIn = (root: HTMLElement | DocumentFragment): string[] =>
  [...root.querySelectorAll<HTMLInputElement>('[name]')].map(({ name }) => name);

/** Puts the keyboard on the first field that is wrong; answers whether there is one. */
export function focusWrong(root: HTMLElement | DocumentFragment): boolean {
  const field = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  return !!field;
}

export const formStyles = css`
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
  fieldset {
    display: grid;
    gap: calc(3 * var(--u));
  }
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
