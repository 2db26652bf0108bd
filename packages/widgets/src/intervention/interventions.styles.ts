import { css } from 'lit';

export const listStyles = css`
  .halves {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .list {
    container-type: inline-size;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(2 * var(--u));
    align-items: center;
    padding-bottom: calc(2 * var(--u));
  }
  .search {
    position: relative;
  }
  .search svg {
    position: absolute;
    inset: 0 auto 0 12px;
    margin: auto 0;
    color: var(--quiet);
    pointer-events: none;
  }
  .search input {
    padding-inline-start: calc(12px + 1.75em) !important;
  }
  .filters {
    grid-column: 1 / -1;
    display: none;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    gap: calc(3 * var(--u));
  }
  [aria-expanded='true'] + .filters {
    display: grid;
  }
  .filters label {
    font-weight: 400;
    color: var(--quiet);
  }
  .filters select {
    font-size: 1.1429em;
    color: var(--text);
    margin-top: var(--u);
  }
  [aria-expanded='true'] {
    color: var(--ink);
    background: var(--tint);
  }
  .count {
    padding-block: var(--u);
  }
  /* Above the first row of its group, which leaves room for it. */
  .group {
    position: absolute;
    inset: -32px calc(3 * var(--u)) auto;
    line-height: 32px;
  }
  .windowed {
    margin-inline: calc(-1 * min(3 * var(--u), var(--parvis-inline-padding, 3 * var(--u))));
  }
  /* What still stands is read until what was asked for has come: it is not dimmed. */
  .windowed.busy::before {
    content: '';
    position: absolute;
    inset: 0 0 auto;
    border-top: 2px solid var(--ink);
  }
  @media (prefers-reduced-motion: no-preference) {
    .windowed.busy::before {
      animation: breathe 1.6s infinite;
    }
  }
  .line,
  .row-skeleton {
    display: grid;
    width: 100%;
    min-height: 68px;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px calc(4 * var(--u));
    align-items: center;
    align-content: center;
    padding: calc(2.5 * var(--u)) calc(3 * var(--u));
    border: 0;
    border-radius: 0;
    text-align: start;
  }
  .line::after {
    content: '';
    position: absolute;
    inset: auto calc(3 * var(--u)) 0;
    border-bottom: 1px solid var(--line);
  }
  .row-skeleton {
    padding-inline: 0;
    grid-template-columns: minmax(0, 1fr);
  }
  .row-skeleton > * {
    width: 50%;
  }
  .line:focus-visible {
    outline-offset: -2px;
    border-radius: var(--radius);
  }
  .line[aria-current='true'] {
    background: var(--tint);
    border-radius: var(--radius);
  }
  .what,
  .more,
  .when {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .what {
    font-weight: 600;
  }
  .more,
  .when {
    color: var(--quiet);
    font-size: 0.875em;
  }
  .line .status {
    font-size: 0.875em;
    grid-area: 2 / 2;
    justify-self: end;
  }
  .when {
    grid-area: 1 / 2;
    text-align: end;
  }
  .empty {
    display: grid;
    justify-items: start;
    gap: calc(4 * var(--u));
    padding-block: calc(8 * var(--u));
  }
  dialog.sheet {
    --width: 44em;
    --bleed: var(--inline);
  }
  @container (max-width: 34em) {
    .line {
      grid-template-columns: auto minmax(0, 1fr);
      /* Rows are equally high: what is said in one line stands in the middle of its own. */
      min-height: calc(5.325em + 4px + 5 * var(--u));
    }
    .what,
    .more {
      grid-column: 1 / -1;
    }
    .what {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-height: 1.35;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .line .status {
      grid-area: 1 / 1;
    }
  }
  @container (min-width: 45em) {
    .halves.open {
      grid-template-columns: minmax(20em, 5fr) minmax(0, 6fr);
      column-gap: calc(8 * var(--u));
      align-items: start;
    }
    aside {
      --inline: calc(8 * var(--u));
      position: sticky;
      top: var(--parvis-top, 0px);
      max-height: calc(100dvh - var(--parvis-top, 0px));
      overflow: auto;
      padding-inline-start: var(--inline);
      border-inline-start: 1px solid var(--line);
    }
    aside > .bar {
      margin-inline-end: 0;
    }
    /* Above the filters until there is room for all of them beside it. */
    .list .tools {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
    }
    .search {
      flex: 3 14em;
    }
    .tools > .icon {
      display: none;
    }
    .list .filters {
      display: grid;
      flex: 5 35em;
    }
  }
`;
