import type { Api, BodyIn, Session } from '../contract/index.ts';
import { createSend } from '../request.ts';

type Asked = Extract<BodyIn<Api['POST /session']>, { contactId: string }>;

export interface SessionRequest extends Asked {
  /** Address of the Parvis server. */
  api: string;
  /** The company's own key; it stays on the company's server. */
  apiKey: string;
  fetch?: typeof fetch;
}

/**
 * For a company's backend: opens a session for its own signed-in customer, to hand to the elements in the page
 * (`session-url`, `getSession`). Without a scope it opens the whole customer.
 */
export const createSession = ({ api, apiKey, fetch = globalThis.fetch, ...asked }: SessionRequest): Promise<Session> =>
  createSend(fetch)(`${api.replace(/\/$/, '')}/v1/session`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    // Opening one session more does no harm.
    repeatable: true,
  });
