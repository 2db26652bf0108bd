/**
 * What of the looks no first screen needs: paper, and the colours that a reader has chosen for all pages. Adopted by
 * elements of customers, behind their own styles.
 */
import { css } from 'lit';

const print = css`
  @media print {
    .root {
      color-scheme: light !important;
      background: none;
    }
    /* What is pressed; what also says something stays. */
    button:not(.line, .about, .place),
    .button,
    .tools,
    .tabs,
    .thumb-bar,
    .bar > .icon,
    summary::before,
    .about svg,
    progress,
    fieldset {
      display: none !important;
    }
    button,
    li,
    section,
    .entry {
      break-inside: avoid;
    }
    /* Rows stand one below the other, wherever the screen had them; and no more paper than they need. */
    .windowed {
      height: auto !important;
    }
    .windowed > li {
      position: static;
      transform: none !important;
    }
    #panel {
      min-height: 0 !important;
    }
    aside,
    .sheet {
      position: static !important;
      max-height: none !important;
      overflow: visible !important;
    }
    /* One that is open is what is printed: once, not on each page, and as long as it is. */
    .open > .list,
    .opened > .list,
    .printed ~ *,
    :has(~ .printed) {
      display: none;
    }
    dialog {
      position: absolute !important;
      inset: 0 auto auto 0;
      width: 100%;
      max-width: none;
      max-height: none;
      overflow: visible;
      border: 0;
    }
  }
`;
const forced = css`
  @media (forced-colors: active) {
    [aria-current='true'],
    [aria-selected='true'] {
      forced-color-adjust: none;
      background: SelectedItem;
      color: SelectedItemText;
    }
    [aria-current='true'] *,
    [aria-selected='true'] * {
      color: inherit;
    }
    .primary {
      border: 2px solid;
    }
    .face,
    .mark img {
      border: 1px solid;
    }
    .status svg {
      stroke: currentColor;
    }
  }
`;

export const media = [print, forced];
