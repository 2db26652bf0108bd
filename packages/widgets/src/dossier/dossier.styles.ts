import { css } from 'lit';

export const dossierStyles = css`
  .root > .stack {
    gap: calc(6 * var(--u));
  }
  h2,
  h3,
  dd {
    overflow-wrap: anywhere;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--u)) calc(8 * var(--u));
  }
  dt {
    color: var(--quiet);
    font-size: 0.875em;
  }
  form {
    max-width: 30em;
  }
`;
