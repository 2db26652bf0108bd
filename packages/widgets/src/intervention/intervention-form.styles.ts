import { css } from 'lit';

export const formStyles = css`
  form {
    max-width: 44em;
    gap: calc(5 * var(--u));
  }
  fieldset {
    gap: calc(5 * var(--u));
    min-width: 0;
  }
  fieldset:disabled {
    opacity: 0.65;
  }
  .skeleton.area {
    height: 10em;
  }
`;
