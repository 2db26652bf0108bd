import { html, nothing } from 'lit';

/** A line of a `<dl>`, unless there is nothing to say. */
export const fact = (name: string, value: unknown) =>
  value
    ? html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
    : nothing;
