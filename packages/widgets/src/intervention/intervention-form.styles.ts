import { css } from '../shared/css-text.ts';

export const formStyles = css`
  form,
  fieldset {
    gap: calc(5 * var(--u));
    max-width: 44em;
  }
  fieldset:disabled {
    opacity: 0.65;
  }
  .skeleton.area {
    height: 10em;
  }
`;
