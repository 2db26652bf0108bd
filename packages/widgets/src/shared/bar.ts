/** The bar of a sheet: what it is about, and the way to close it; in sight however far the sheet is scrolled. */
import { css, html } from 'lit';
import cross from 'lucide/dist/esm/icons/x.mjs';
import { icon } from './icon.ts';

/** Names the sheet: a dialog says `aria-labelledby="title"`. */
export const bar = (title: unknown, label: string, close: () => unknown) =>
  html`<div class="bar">
    <h2 id="title" tabindex="-1">${title}</h2>
    <button type="button" class="icon" aria-label=${label} @click=${close}>${icon(cross)}</button>
  </div>`;

export const barStyles = css`
  .bar {
    position: sticky;
    z-index: 2;
    /* Over the inset of what it stands in, which browsers leave free above what sticks. */
    top: calc(-1 * var(--block, 0px));
    margin: calc(-1 * var(--block, 0px)) calc(-1 * var(--inline, 0px)) calc(4 * var(--u));
    padding-inline: var(--inline, 0px) 4px;
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    min-height: 52px;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  .bar > h2 {
    flex: 1;
    min-width: 0;
    font-size: 1em;
    outline: none;
    overflow-wrap: anywhere;
  }
  .bar > .icon {
    flex: none;
  }
`;
