import { css } from 'lit';

export const appointmentStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    background: var(--tint);
    border-radius: calc(1.5 * var(--radius));
    padding: calc(2 * var(--u)) calc(4 * var(--u)) calc(3 * var(--u));
    overflow-wrap: anywhere;
  }
  h2 {
    font-weight: 400;
    line-height: 1.5;
  }
  h2.small {
    font-size: 0.875em;
  }
  .large {
    font-size: 1.2em;
    font-weight: 650;
  }
  time {
    display: inline-block;
  }
  time::first-letter {
    text-transform: uppercase;
  }
  .face {
    display: grid;
    place-items: center;
    flex: none;
    width: 2em;
    height: 2em;
    border-radius: 50%;
    background: var(--fill);
    color: var(--on-accent);
    font-weight: 650;
  }
  .about {
    color: inherit;
    text-align: start;
    margin-inline: calc(-2 * var(--u));
  }
  .lines {
    display: grid;
    flex: 1;
    min-width: 0;
    line-height: 1.3;
  }
  .lines > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [role='status']:not(:empty) {
    padding-bottom: calc(2 * var(--u));
  }
  /* Side by side on a phone, so that the list begins on its first screen; one below the other where text is large. */
  .acts {
    gap: calc(2 * var(--u));
  }
  .acts > * {
    font-size: 0.875em;
    padding: var(--u) calc(3 * var(--u));
    line-height: 1.25;
    text-align: center;
  }
  @container (max-width: 26em) {
    .acts > * {
      flex: 1 1 8em;
      padding-inline: var(--u);
    }
  }
  @media (forced-colors: active) {
    /* There it has an edge, which would touch theirs. */
    .about {
      margin-bottom: calc(2 * var(--u));
    }
  }
  /* Somebody is coming: the strongest look of the page. */
  section.en_route {
    background: var(--fill);
    color: var(--on-accent);
    --ink: currentColor;
    --edge: currentColor;
    --wash: color-mix(in oklab, var(--fill) 85%, var(--on-accent));
  }
  .en_route .large {
    font-size: 1.44em;
  }
  .en_route .face {
    background: var(--on-accent);
    color: var(--fill);
  }
`;
