/** The small parts that every screen is made of: headings, buttons, fields, messages, waiting. */
import { css } from './css-text.ts';

export const parts = css`
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  legend,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    list-style: none;
  }
  h2,
  h3,
  legend {
    font-size: 1em;
    font-weight: 650;
  }
  h2 {
    font-size: 1.2em;
    line-height: 1.3;
  }
  p {
    max-width: 70ch;
  }
  a {
    color: var(--ink);
    text-underline-offset: 0.2em;
  }
  small,
  .small,
  .wrong {
    font-size: 0.875em;
  }
  .quiet {
    color: var(--quiet);
    font-weight: 400;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    vertical-align: -0.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }

  button,
  .button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    min-height: 44px;
    padding: calc(2 * var(--u)) calc(4 * var(--u));
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(2 * var(--u));
    cursor: pointer;
    text-decoration: none;
    touch-action: manipulation;
  }
  .primary {
    background: var(--fill);
    color: var(--on-accent);
    font-weight: 600;
  }
  /* Where a finger has pressed, nothing stays lit. */
  @media (hover) {
    button:hover,
    .button:hover {
      background: var(--wash);
    }
    .primary:hover {
      background: color-mix(in oklab, var(--fill) 90%, var(--on-accent));
    }
  }
  .bare {
    color: var(--ink);
    padding-inline: calc(2 * var(--u));
  }
  .icon {
    min-width: 44px;
    padding: 0;
  }
  .primary,
  .bare,
  .icon {
    border-color: transparent;
  }
  .wide {
    width: 100%;
  }
  button[aria-disabled='true'],
  button:disabled {
    cursor: default;
    opacity: 0.6;
  }

  label {
    font-weight: 600;
  }
  input:not([type='checkbox'], [type='radio'], [type='file']),
  select,
  textarea {
    font: inherit;
    color: inherit;
    background: var(--surface);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    min-height: 44px;
    width: 100%;
    padding: calc(2 * var(--u)) calc(3 * var(--u));
    margin: 0;
  }
  textarea {
    resize: vertical;
    min-height: 7.5em;
    field-sizing: content;
    max-height: 60vh;
  }
  [aria-invalid='true'] {
    border-color: var(--danger) !important;
  }
  .field {
    display: grid;
    gap: var(--u);
    min-width: 0;
  }
  .wrong {
    color: var(--danger);
  }
  .notice {
    border-inline-start: 3px solid var(--edge);
    padding: calc(2 * var(--u)) calc(4 * var(--u));
    background: var(--wash);
    border-radius: 0 var(--radius) var(--radius) 0;
  }
  .notice.bad {
    border-color: var(--danger);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--u)) calc(3 * var(--u));
    align-items: center;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(4 * var(--u));
    min-width: 0;
  }

  .skeleton {
    display: block;
    border-radius: 4px;
    background: var(--line);
    color: transparent;
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.6s infinite;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.3;
    }
  }
`;
