import { css } from 'lit';

export const finderStyles = css`
  dialog {
    --width: 44em;
    /* As high whatever is found: nothing moves while one types. */
    height: min(40em, 100dvh - 48px);
    padding: 0;
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  .ask {
    display: flex;
    gap: calc(2 * var(--u));
    padding: calc(3 * var(--u)) calc(4 * var(--u));
    border-bottom: 1px solid var(--line);
  }
  .ask input {
    flex: 1;
    min-width: 0;
  }
  #found {
    flex: 1;
    overflow: auto;
    overscroll-behavior: contain;
    padding: calc(2 * var(--u));
  }
  dialog > :is(p, .notice) {
    margin: calc(4 * var(--u));
  }
  .kind {
    padding: calc(3 * var(--u)) calc(2 * var(--u)) var(--u);
    font-size: 0.85em;
    font-weight: 600;
  }
  [role='option'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-content: center;
    column-gap: calc(3 * var(--u));
    min-height: 44px;
    padding: calc(1.5 * var(--u)) calc(2 * var(--u));
    border-radius: var(--radius);
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  [role='option'] > .wide {
    grid-column: 1 / -1;
  }
  .what {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [aria-selected='true'] {
    background: var(--tint);
  }
  @media (forced-colors: active) {
    [aria-selected='true'] {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
  @media (max-width: 40em) {
    dialog {
      height: 92dvh;
    }
  }
`;
