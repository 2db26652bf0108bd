/** What all parts of the settings look like. */
import { css } from 'lit';
import { sheetStyles } from '../sheet.ts';

export const partStyles = [
  sheetStyles,
  css`
    section,
    form {
      max-width: 46em;
    }
  `,
];
