/** The app with everything below it, on a database and a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { features } from '../feature-set.ts';
import { openStorage } from '../storage/open-storage.ts';
import { rowsIn, type SignedIn, type TestRows } from '../rows.testing.ts';
import { openServices, type Services } from '../services.ts';
import { recordSession, type NewSession } from '../session/session.rules.ts';
import type { Store } from '../store/store.ts';
import { onOwnClock } from './clock.ts';

export interface OpenApp extends TestRows {
  s: Services;
  app: Hono;
  /** Lines that were logged, as JSON. */
  logged: string[];
  /** A session as it is recorded, whatever opened it. */
  session(asked: NewSession): Promise<SignedIn & { sessionId: string }>;
  close(): Promise<void>;
}

export const testUrl = 'https://parvis.example';

/** `open`: a migrated database, which ends with the app. */
export async function openApp(environment: Record<string, string>, open: () => Promise<Store>): Promise<OpenApp> {
  const data = mkdtempSync(join(tmpdir(), 'parvis-app-'));
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const config = readConfig({
    PARVIS_SECRET: 'a secret of tests, long enough for them',
    PARVIS_DATA: data,
    PARVIS_URL: testUrl,
    ...environment,
  });
  const opened = await open();
  const transaction: Store['transaction'] = (body) => opened.transaction(onOwnClock(body));
  // Getters stay getters: of a test store whose address nobody has read another test goes on.
  const store = Object.defineProperties({} as Store, {
    ...Object.getOwnPropertyDescriptors(opened),
    transaction: { value: transaction, enumerable: true, writable: true },
  });
  const s = await openServices({ store, storage: await openStorage(config.filesUrl), config, log, features });

  const session: OpenApp['session'] = async (asked) => {
    const row = await store.transaction((tx) => recordSession(tx, asked, null));
    const access = await s.tokens.issueAccessToken(row);
    if (!access) throw new Error('the session does not open');
    return { token: access.accessToken, sessionId: row.id };
  };

  return {
    ...rowsIn(s, session),
    s,
    app: createApp(s),
    logged,
    session,
    async close() {
      await s.journal.close();
      await store.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
