import { css } from 'lit';

export const portalStyles = css`
  /* In place of the page: the head could not be read, or nobody is signed in and the file that says more has not come. */
  .root > .notice,
  parvis-access > .notice {
    margin: calc(4 * var(--u));
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(6 * var(--u));
    padding: calc(4 * var(--u));
    max-width: 76em;
    margin: 0 auto;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(3 * var(--u));
    min-width: 0;
  }
  .top,
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(4 * var(--u));
    min-width: 0;
  }
  .top > .bare {
    margin-inline-end: calc(-2 * var(--u));
    white-space: nowrap;
  }
  .top > .quiet {
    min-width: 0;
    font-weight: 600;
  }
  .name {
    min-width: 0;
    overflow-wrap: anywhere;
    font-size: 1.44em;
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  header dl {
    display: grid;
    gap: 2px;
  }
  header dl > div {
    display: grid;
    grid-template-columns: 5.75em minmax(0, 1fr);
    column-gap: calc(3 * var(--u));
    align-items: baseline;
  }
  dt {
    color: var(--quiet);
    font-size: 0.875em;
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(4 * var(--u));
    overflow-wrap: anywhere;
  }
  .extra {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .next {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: calc(4 * var(--u));
    justify-items: start;
    text-align: start;
    background: var(--tint);
    border-color: transparent;
    border-radius: calc(1.5 * var(--radius));
    padding: calc(4 * var(--u)) calc(5 * var(--u));
    width: 100%;
  }
  .next:hover {
    background: color-mix(in oklch, var(--accent) 14%, var(--surface));
  }
  .next > * {
    grid-column: 1;
    max-width: 100%;
  }
  .next time {
    font-size: 1.2em;
    font-weight: 650;
  }
  .next time::first-letter {
    text-transform: uppercase;
  }
  .next .about {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .next > svg {
    grid-area: 1 / 2 / span 4;
    align-self: center;
    color: var(--quiet);
  }
  .tabs {
    display: flex;
    gap: calc(4 * var(--u));
    border-bottom: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
    margin-bottom: calc(-2 * var(--u));
  }
  .tabs > button {
    flex: none;
    border: 0;
    border-radius: 0;
    padding-inline: 0;
    gap: calc(1.5 * var(--u));
    box-shadow: inset 0 0 0 var(--ink);
  }
  .tabs > button:hover {
    background: none;
    color: var(--ink);
  }
  .tabs > button:focus-visible {
    outline-offset: -2px;
  }
  .tabs > [aria-selected='true'] {
    font-weight: 650;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  .tabs .quiet {
    font-weight: 400;
    font-size: 0.875em;
  }
  .thumb-bar {
    position: sticky;
    bottom: 0;
    z-index: 2;
    padding: calc(3 * var(--u)) calc(4 * var(--u)) calc(3 * var(--u) + env(safe-area-inset-bottom));
    background: var(--surface);
    border-top: 1px solid var(--line);
  }
  .who > .create {
    display: none;
  }
  dialog.form {
    --width: 40em;
  }
  .bones {
    display: grid;
    gap: calc(4 * var(--u));
  }
  .bone.short {
    width: 30%;
  }
  .bone.half {
    width: 70%;
  }
  .bone.name {
    width: 50%;
    height: 2em;
  }
  .bone.card {
    height: 7.5em;
  }
  @media print {
    .top > button,
    .tabs,
    .page .create,
    .thumb-bar {
      display: none;
    }
  }
  @container (max-width: 18em) {
    header dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 26em) {
    .top > .bare {
      min-width: 44px;
    }
  }
  @container (min-width: 45em) {
    .page {
      gap: calc(8 * var(--u));
      padding: calc(8 * var(--u));
    }
    header dl {
      display: flex;
      flex-wrap: wrap;
      gap: calc(2 * var(--u)) calc(10 * var(--u));
    }
    header dl > div {
      display: block;
    }
    .next {
      max-width: 44em;
    }
    .thumb-bar {
      display: none;
    }
    .who > .create {
      display: inline-flex;
      flex: none;
    }
  }
`;
