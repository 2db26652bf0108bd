/** A field with its label, its hint and what is wrong with it, tied together for screen readers. */
import { html, nothing } from 'lit';

export interface FieldOptions {
  /** Path of the value, as the server names it in its refusals: `contact.email`. */
  name: string;
  label: string;
  /** Sentence of what is wrong, if anything is. */
  wrong?: string | undefined;
  hint?: string | undefined;
  /** Said beside the label when the field may stay empty. */
  optional?: string | undefined;
}

/** What the control itself carries. */
export const describedBy = ({ name, wrong, hint }: FieldOptions) =>
  [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ') || nothing;

export const field = (options: FieldOptions, control: unknown) =>
  html`<div class="field">
    <label for=${options.name}
      >${options.label}${
        // The space is read aloud as part of a text, and not between two.
        options.optional ? html`<span class="quiet">${` (${options.optional})`}</span>` : nothing
      }</label
    >
    ${options.hint ? html`<small class="quiet" id="${options.name}-hint">${options.hint}</small>` : nothing} ${control}
    ${options.wrong ? html`<p class="wrong" id="${options.name}-wrong">${options.wrong}</p>` : nothing}
  </div>`;
