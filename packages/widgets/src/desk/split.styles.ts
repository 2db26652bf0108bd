/** A list and, beside it, the sheet of what is open; on a narrow desk the sheet takes the list's place. */
import { css } from 'lit';

export const splitStyles = css`
  .split {
    display: grid;
    gap: calc(6 * var(--u));
    align-items: start;
  }
  .split > * {
    min-width: 0;
    /* Its rows are kept where they are by what knows them. */
    overflow-anchor: none;
  }
  .split.opened > .list {
    display: none;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--u)) calc(3 * var(--u));
    align-items: end;
    margin-bottom: calc(3 * var(--u));
  }
  /* Over the list, of which nothing moves, and in sight however far it is scrolled. */
  .fresh {
    position: sticky;
    top: calc(2 * var(--u));
    z-index: 1;
    height: 0;
    display: grid;
    justify-content: center;
  }
  .fresh > button {
    height: fit-content;
  }
  .tools h2 {
    font-size: 1.44em;
  }
  .tools .row {
    flex: 1 1 100%;
    justify-content: space-between;
  }
  .tools .search {
    flex: 1 1 14em;
  }
  .tools select {
    width: auto;
    max-width: 100%;
  }
  /* Filter and order share a line of a phone, so that the list begins higher up. */
  @container (max-width: 30em) {
    .tools > select {
      flex: 1 1 0;
      min-width: 8em;
    }
  }
  .line {
    display: grid;
    gap: 2px calc(4 * var(--u));
    padding: calc(2 * var(--u));
    border-bottom: 1px solid var(--line);
    color: inherit;
    text-decoration: none;
    cursor: pointer;
    min-height: 60px;
    align-content: center;
  }
  .line:hover {
    background: var(--wash);
  }
  .line[aria-current] {
    background: var(--tint);
  }
  /* Above the first row of its group, which leaves room for it. */
  .group {
    position: absolute;
    inset: -44px calc(2 * var(--u)) auto;
    height: 44px;
    display: flex;
    align-items: end;
    gap: calc(2 * var(--u));
    padding-bottom: var(--u);
    white-space: nowrap;
  }
  .group > :first-child::first-letter {
    text-transform: uppercase;
  }
  @media (forced-colors: active) {
    .line[aria-current],
    .line[aria-current] * {
      forced-color-adjust: none;
      background: SelectedItem;
      color: SelectedItemText;
    }
  }
  .line > * {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .line strong {
    font-weight: 600;
  }
  /* A row of a sheet: not to be opened, but with something to do at its end. */
  .entry {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(4 * var(--u));
    padding: var(--u) 0;
    min-height: 52px;
    border-bottom: 1px solid var(--line);
  }
  .entry > :first-child {
    flex: 1 1 14em;
    max-width: none;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .entry > div,
  .add {
    margin-inline: calc(-2 * var(--u));
  }
  .within {
    padding-inline-start: calc(5 * var(--u));
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--u)) calc(4 * var(--u));
  }
  summary {
    cursor: pointer;
    min-height: 44px;
    align-content: center;
  }
  summary > h3 {
    display: inline;
  }
  .copyable {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--u));
  }
  .copyable input {
    flex: 1 1 12em;
    width: auto;
    min-width: 0;
  }
  .back {
    margin: 0 0 calc(2 * var(--u)) calc(-2 * var(--u));
  }
  .empty {
    padding: calc(10 * var(--u)) 0;
    color: var(--quiet);
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: calc(2 * var(--u)) calc(4 * var(--u));
  }
  dl > div {
    display: contents;
  }
  dt {
    color: var(--quiet);
  }
  dl label {
    font-weight: inherit;
  }
  dl small,
  .whole {
    white-space: nowrap;
  }
  dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .said,
  .lines {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .moves li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(3 * var(--u));
    padding: calc(1.5 * var(--u)) 0;
    border-top: 1px solid var(--line);
  }
  /* As narrow as a phone with text of twice the size. */
  @container (max-width: 17em) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 0;
    }
    dd {
      margin-bottom: calc(2 * var(--u));
    }
  }
  @container (min-width: 58em) {
    .split.opened {
      grid-template-columns: minmax(20em, 5fr) minmax(24em, 7fr);
    }
    .split.opened > .list {
      display: block;
    }
    .sheet {
      position: sticky;
      top: calc(4 * var(--u));
      /* It scrolls by itself: its end would else come only with the end of the list. */
      max-height: calc(100dvh - 8 * var(--u));
      overflow-y: auto;
      border-inline-start: 1px solid var(--line);
      padding-inline: calc(6 * var(--u)) calc(2 * var(--u));
    }
    .sheet > .back {
      display: none;
    }
  }
`;
