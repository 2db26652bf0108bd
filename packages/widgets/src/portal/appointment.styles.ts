import { css } from 'lit';

export const appointmentStyles = css`
  .next {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    background: var(--tint);
    border-radius: calc(1.5 * var(--radius));
    padding: calc(2 * var(--u)) calc(4 * var(--u)) calc(3 * var(--u));
    overflow-wrap: anywhere;
  }
  .next h2 {
    font-weight: 400;
    line-height: 1.5;
  }
  .next .when {
    font-size: 1.2em;
    font-weight: 650;
  }
  .next time {
    display: inline-block;
  }
  .next time::first-letter {
    text-transform: uppercase;
  }
  .face {
    display: grid;
    place-items: center;
    flex: none;
    width: 2em;
    height: 2em;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 650;
  }
  .next .about {
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
  /* Side by side on a phone, so that the list begins on its first screen. */
  .next .acts {
    flex-wrap: nowrap;
    gap: calc(2 * var(--u));
  }
  .acts > * {
    padding: var(--u) calc(2 * var(--u));
    line-height: 1.25;
    text-align: center;
  }
  /* Somebody is coming: the strongest look of the page. */
  .next.en_route {
    background: var(--accent);
    color: var(--on-accent);
  }
  .en_route .when {
    font-size: 1.44em;
  }
  .en_route .face {
    background: var(--on-accent);
    color: var(--accent);
  }
  .en_route :is(button, .button) {
    border-color: currentColor;
  }
  .en_route :is(button, .button):hover {
    background: color-mix(in oklch, var(--accent) 85%, var(--on-accent));
  }
  .en_route .about {
    border-color: transparent;
  }
  .en_route :focus-visible {
    outline-color: currentColor;
  }
  @media print {
    .next .acts {
      display: none;
    }
  }
`;
