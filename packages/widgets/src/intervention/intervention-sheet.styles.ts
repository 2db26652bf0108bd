import { css } from 'lit';

export const sheetStyles = css`
  article {
    gap: calc(6 * var(--u));
    max-width: 44em;
  }
  header,
  .notice.bad {
    /* Where what holds the sheet has its button to close. */
    margin-inline-end: 48px;
  }
  h2 .status {
    gap: 8px;
  }
  h3 {
    font-size: 0.875em;
    font-weight: 400;
    color: var(--quiet);
    padding-bottom: 2px;
  }
  .when.ahead {
    background: var(--tint);
    border-radius: var(--radius);
    padding: calc(4 * var(--u));
  }
  .when time {
    display: block;
    font-weight: 650;
    font-size: 1.2em;
  }
  .when time::first-letter {
    text-transform: uppercase;
  }
  .said {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    gap: calc(3 * var(--u));
  }
  dl > div {
    display: grid;
    grid-template-columns: minmax(7em, 1fr) minmax(0, 3fr);
    column-gap: calc(3 * var(--u));
  }
  dt {
    color: var(--quiet);
    font-size: 0.875em;
    line-height: 1.7143;
  }
  dd {
    overflow-wrap: anywhere;
  }
  .files.stack {
    gap: calc(3 * var(--u));
  }
  .course li {
    position: relative;
    padding: 0 0 calc(4 * var(--u)) 24px;
  }
  .course li:last-child {
    padding-bottom: 0;
  }
  .course li::before {
    content: '';
    position: absolute;
    inset: 20px auto 0 7px;
    border-inline-start: 1px solid var(--line);
  }
  .course li:last-child::before {
    content: none;
  }
  .course .status {
    gap: 8px;
    margin-inline-start: -24px;
  }
  .course time {
    display: block;
    color: var(--quiet);
    font-size: 0.875em;
  }
  .acts {
    justify-content: end;
  }
  .bone.half {
    width: 50%;
  }
  .bone.tall {
    height: 6em;
  }
  @media print {
    button {
      display: none;
    }
  }
  @container (max-width: 26em) {
    dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
    .acts button {
      width: 100%;
    }
  }
`;
