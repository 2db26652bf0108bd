import { css } from 'lit';

export const formBodyStyles = css`
  .part {
    display: grid;
    grid-template-columns: minmax(6em, 1fr) minmax(0, 3.2fr) auto;
    align-items: baseline;
    column-gap: calc(3 * var(--u));
    padding-block: var(--u);
    border-top: 1px solid var(--line);
  }
  .part:last-child,
  .editor:last-child {
    border-bottom: 1px solid var(--line);
  }
  .part > h3 {
    font-weight: 400;
    color: var(--quiet);
  }
  .part > .bare {
    margin-inline-end: calc(-2 * var(--u));
  }
  .place > div {
    min-height: 3em;
  }
  .editor {
    padding-block: calc(4 * var(--u));
    border-top: 1px solid var(--line);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    gap: calc(4 * var(--u));
  }
  .notice ul {
    padding-top: var(--u);
  }
  .created {
    justify-items: center;
    text-align: center;
    padding-block: calc(4 * var(--u));
  }
  .created > svg {
    width: 48px;
    height: 48px;
    color: var(--good);
  }
  @container (max-width: 30em) {
    .part {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .part > h3 {
      grid-column: 1;
      font-size: 0.875em;
    }
    .part > div {
      grid-row: 2;
    }
    .part > .bare {
      grid-row: 1 / span 2;
      grid-column: 2;
      align-self: center;
    }
  }
`;
