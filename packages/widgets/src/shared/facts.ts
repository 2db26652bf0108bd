import { html, nothing } from 'lit';

/** A line of a `<dl>`, unless there is nothing to say, or a list of nothing. */
export const fact = (name: string, value: unknown) =>
  value && String(value)
    ? html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
    : nothing;
