import { css } from 'lit';

export const sheetStyles = css`
  article {
    outline: none;
    gap: calc(6 * var(--u));
    max-width: 44em;
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
  /* On the tint of the dark the quiet one falls below 4.5:1. */
  .when.ahead > h3 {
    color: inherit;
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
  /* From edge to edge of what holds the sheet. */
  .files > .pictures {
    margin-inline: calc(-1 * var(--bleed, 0px));
    grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
    gap: 2px;
  }
  .files > .pictures a {
    border: 0;
    border-radius: 0;
  }
  .files > .pictures > :only-child {
    grid-column: 1 / -1;
  }
  .files > .pictures > :only-child a {
    aspect-ratio: 3 / 2;
  }
  .acts {
    justify-content: end;
  }
  .skeleton.half {
    width: 50%;
  }
  .skeleton.tall {
    height: 6em;
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
