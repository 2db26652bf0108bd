import { css } from 'lit';

/** The mark of what is to be completed. */
export const todoStyles = css`
  .todo {
    font-size: 0.85em;
    font-weight: 600;
    padding: 0 calc(2 * var(--u));
    border: 1px solid currentColor;
    border-radius: var(--radius);
    white-space: nowrap;
  }
`;
