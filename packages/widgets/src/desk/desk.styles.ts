import { css } from 'lit';

export const deskStyles = css`
  .frame {
    display: grid;
    grid-template: auto auto 1fr / minmax(0, 1fr);
    min-height: var(--parvis-desk-height, 100dvh);
  }
  .top {
    display: flex;
    align-items: center;
    gap: calc(4 * var(--u));
    padding: calc(2 * var(--u)) calc(4 * var(--u));
    border-bottom: 1px solid var(--line);
  }
  .frame[aria-hidden] > .top {
    min-height: 61px;
  }
  /* Where the keyboard starts from, and nothing to press. */
  .main:focus-visible {
    outline: none;
  }
  .main.stack {
    align-content: start;
  }
  .main > .skeleton {
    height: 44px;
  }
  .top strong {
    flex: 1 1 6em;
    font-weight: 650;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .top .who {
    min-width: 0;
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    gap: calc(2 * var(--u));
  }
  .own {
    display: flex;
    align-items: center;
    min-height: 44px;
    padding: 0 calc(2 * var(--u));
    color: inherit;
  }
  .own[aria-current] {
    font-weight: 600;
  }
  .own .short {
    display: none;
  }
  /* One line of a phone: what is pressed says itself by its icon. */
  @container (max-width: 40em) {
    .top,
    .top .who {
      gap: var(--u);
    }
    .top button {
      min-width: 44px;
      padding-inline: 0;
    }
    .top .name {
      display: none;
    }
    .top .own .short {
      display: inline;
    }
  }
  nav ul {
    display: flex;
    overflow-x: auto;
    scrollbar-width: none;
    padding-inline: calc(2 * var(--u));
    border-bottom: 1px solid var(--line);
  }
  nav a {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--u));
    min-height: 44px;
    padding: 0 calc(3 * var(--u));
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
  }
  nav a:hover {
    background: var(--wash);
  }
  nav a[aria-current] {
    box-shadow: inset 0 -2px var(--ink);
    font-weight: 600;
  }
  .count {
    min-width: 1.6em;
    padding: 0 0.45em;
    border-radius: 1em;
    background: var(--fill);
    color: var(--on-accent);
    font-size: 0.8em;
    font-weight: 600;
    text-align: center;
  }
  .main {
    min-width: 0;
    padding: calc(4 * var(--u));
  }
  /* Over the desk, of which nothing moves. */
  .offline {
    position: fixed;
    inset: auto 0 0;
    z-index: 1;
    max-width: none;
    padding: calc(1.5 * var(--u)) calc(4 * var(--u));
    border-top: 1px solid var(--line);
    background: color-mix(in oklch, var(--wait) 14%, var(--surface));
    text-align: center;
    pointer-events: none;
  }
  .toast {
    position: fixed;
    inset: auto 0 calc(12 * var(--u));
    z-index: 1;
    margin-inline: auto;
    width: fit-content;
    max-width: calc(100% - 32px);
    display: flex;
    align-items: center;
    gap: calc(3 * var(--u));
    padding: var(--u) calc(4 * var(--u));
    min-height: 44px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--text);
    color: var(--surface);
  }
  .toast button {
    margin-inline-end: calc(-2 * var(--u));
    border-color: transparent;
    color: inherit;
    text-decoration: underline;
  }
  .toast button:hover {
    background: none;
  }
  dialog.again {
    width: 100%;
    max-width: none;
    height: 100%;
    max-height: none;
    border: 0;
    border-radius: 0;
  }
  kbd {
    font: inherit;
    display: inline-block;
    min-width: 1.8em;
    padding: 0 0.4em;
    border: 1px solid var(--edge);
    border-radius: 4px;
    text-align: center;
  }
  .keys {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(2 * var(--u)) calc(4 * var(--u));
    margin-block: calc(4 * var(--u));
  }
  @container (min-width: 62em) {
    .frame {
      grid-template: auto 1fr / 13.5em minmax(0, 1fr);
    }
    .top {
      grid-column: 1 / -1;
    }
    nav {
      border-inline-end: 1px solid var(--line);
    }
    nav ul {
      flex-direction: column;
      position: sticky;
      top: 0;
      border: 0;
      padding: calc(3 * var(--u)) calc(2 * var(--u));
      gap: 2px;
    }
    nav a {
      border-radius: var(--radius);
      min-height: 40px;
    }
    nav a[aria-current] {
      box-shadow: none;
      background: var(--tint);
      color: var(--ink);
    }
    nav .count {
      margin-inline-start: auto;
    }
    .main {
      padding: calc(6 * var(--u)) calc(8 * var(--u));
    }
  }
  @media (forced-colors: active) {
    nav a[aria-current] {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
`;
