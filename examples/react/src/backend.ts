/** The app's own server (`server.mjs`): who is signed in, and a Parvis session for them. */
import type { Session } from '@parvis/sdk';

export interface Account {
  name: string;
  /** Good until the next one is asked for. */
  token: string;
}

/** Rejects unless the server takes it; what it rejects with has the `status`, by which Parvis tells « no » from what may pass. */
export async function ask<Answer>(path: string, token?: string, body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw Object.assign(new Error(`${path} answers ${response.status}`), { status: response.status });
  return (await response.json()) as Answer;
}

export const sessionOf = ({ token }: Account) => ask<Session>('/parvis-session', token);
