/** Something chosen, with the way to have it no longer. */
import { css } from 'lit';
import { DeskElement } from './element.ts';

export const chipStyles = [
  DeskElement.styles,
  css`
    .chips,
    .chips > ul {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--u));
    }
    .chip {
      display: inline-flex;
      align-items: center;
      max-width: 100%;
      border: 1px solid var(--line);
      border-radius: var(--radius);
    }
    .chip > :first-child {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      padding: calc(2 * var(--u)) calc(3 * var(--u));
      padding-inline-end: var(--u);
      color: inherit;
      text-decoration: none;
    }
    .here {
      background: var(--tint);
      border-color: var(--ink);
    }
    .chip > button {
      min-width: 44px;
      padding: 0;
    }
    input {
      width: 14em;
      max-width: 100%;
    }
  `,
];
