import { html } from 'lit';

/** « n° 5419 · Dépannage · Vieux Lyon », each isolated: one that is written from right to left turns none of the others round. */
export const dotted = (...parts: (string | null | undefined)[]) =>
  parts.filter(Boolean).map((part, index) => html`${index ? ' · ' : ''}<bdi>${part}</bdi>`);
