/**
 * Sessions that were signed out of while the server could not be reached: remembered on the device, each by its id, until
 * the server has ended them. Until then their cookie opens nothing here.
 */
import type { ParvisError, SessionSource } from '@parvis/sdk';
import { createPortalClient, type PortalClient } from '@parvis/sdk/portal';
import { left } from './kept.ts';

/** Of a connection, what its sessions are named and ended by. */
interface Left {
  readonly api: string;
  readonly source: SessionSource;
  readonly client: PortalClient;
}
type Fetch = typeof fetch | undefined;

const named = ({ api, source }: Left) => `${left}${api} ${source.cookie} `;

/** Throws where this device can keep nothing. */
export const rememberLeft = (connection: Left) =>
  localStorage.setItem(named(connection) + connection.client.session.current!.id, '');

/** Ends them, and forgets each that has ended. Rejects while one has not that renewing `asked` could open again. */
export async function endLeft(connection: Left, fetch: Fetch, asked?: string | null): Promise<void> {
  for (const name of Object.keys(localStorage)) {
    const [, id] = name.split(named(connection));
    if (!id) continue;
    try {
      await end(connection, fetch, id);
      localStorage.removeItem(name);
    } catch (cause) {
      // Without a name the newest is renewed, which it may be.
      if (!asked || asked === id) throw cause;
    }
  }
}

async function end({ api, source, client }: Left, fetch: Fetch, session: string): Promise<void> {
  const asked = { audience: source.cookie!, session };
  try {
    // Its own token may have ended meanwhile; its cookie gives another, which is used for nothing but this.
    const { accessToken } = await client.call('POST /session/renewals', null, asked, { open: true });
    await createPortalClient({ api, fetch, apiKey: accessToken }).call('DELETE /session', null);
  } catch (cause) {
    const { status, problem } = cause as ParvisError;
    // Said by the server itself, it has ended.
    if (status !== 401 || !problem.type?.startsWith('urn:parvis:')) throw cause;
  }
}
