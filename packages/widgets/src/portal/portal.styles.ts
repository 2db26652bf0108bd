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
    gap: calc(3 * var(--u));
    padding: calc(4 * var(--u)) var(--parvis-inline-padding, calc(4 * var(--u)));
    max-width: 76em;
    margin: 0 auto;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: calc(4 * var(--u));
    align-items: center;
  }
  header > .bare {
    grid-area: 1 / -2;
    margin-inline-end: calc(-1 * min(2 * var(--u), var(--parvis-inline-padding, 2 * var(--u))));
    white-space: nowrap;
  }
  .mark + .reach {
    grid-column: 1 / -1;
  }
  summary {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    min-height: 44px;
    cursor: pointer;
  }
  summary::before {
    content: '';
    flex: none;
    width: 0.5em;
    height: 0.5em;
    margin-inline: 2px;
    border: solid;
    border-width: 0 2px 2px 0;
    rotate: -45deg;
    color: var(--quiet);
  }
  details[open] > summary::before {
    rotate: 45deg;
  }
  summary::marker {
    content: '';
  }
  summary > h2 {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 1em;
    font-weight: 600;
  }
  /* What stands below the list waits out of sight until it has come, or it would jump. */
  .panel:has(+ .panel, + footer) {
    min-height: 70vh;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(4 * var(--u));
    border-bottom: 1px solid var(--line);
    margin-bottom: calc(-2 * var(--u));
  }
  .tabs > button {
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
  .thumb-bar {
    position: sticky;
    bottom: 0;
    z-index: 2;
    padding: calc(3 * var(--u)) var(--parvis-inline-padding, calc(4 * var(--u)))
      calc(3 * var(--u) + env(safe-area-inset-bottom));
    background: var(--surface);
    border-top: 1px solid var(--line);
  }
  header > .create {
    display: none;
  }
  dialog.form {
    --width: 40em;
  }
  .skeletons {
    display: grid;
    gap: calc(4 * var(--u));
  }
  .skeleton.name {
    width: 50%;
    height: 2em;
  }
  .skeleton.card {
    height: 7.5em;
  }
  /* How many there are is the first to give way. */
  @container (max-width: 22em) {
    .tabs small {
      display: none;
    }
  }
  /* Four in one line of a phone; where this is not understood, they take two. */
  @container (max-width: 26em) {
    .tabs:has(> :nth-child(4)) {
      column-gap: calc(3 * var(--u));
      font-size: 0.9375em;
    }
    .tabs:has(> :nth-child(4)) small {
      display: none;
    }
  }
  @container (min-width: 45em) {
    .page {
      gap: calc(8 * var(--u));
      padding: calc(8 * var(--u)) var(--parvis-inline-padding, calc(8 * var(--u)));
    }
    parvis-appointment {
      max-width: 44em;
    }
    .thumb-bar {
      display: none;
    }
    header {
      grid-template-columns: minmax(0, 1fr) auto auto;
    }
    header > .create {
      display: inline-flex;
      grid-area: 1 / 2;
    }
  }
  /* From here on an e-mail has room between the mark and the acts. */
  @container (min-width: 70em) {
    header {
      display: flex;
    }
    header > .reach {
      flex: 1;
    }
  }
`;
