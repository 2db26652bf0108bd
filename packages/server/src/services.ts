/** What every feature is handed: made once when the server starts, and for each test. */
import type { Logger } from 'pino';
import { createSealer } from './access/seal.ts';
import { createThrottle, type Throttle } from './access/throttle.ts';
import { openTokens } from './access/tokens.ts';
import type { Config } from './config.ts';
import type { Binnables } from './search/search.bin.ts';
import type { Finders } from './search/search.finder.ts';
import type { FileStorage } from './storage/storage.ts';
import type { DeliveryServices } from './delivery/mail.ts';
import type { HttpServices } from './http/http.services.ts';
import { openOrigins } from './http/origins.ts';
import { openJournal } from './journal/journal.ts';
import type { Store } from './store/store.ts';

/** What the outside gives. */
export interface Given {
  /** Migrated. */
  store: Store;
  storage: FileStorage;
  config: Config;
  log: Logger;
  /** What the features declare that others ask for. */
  features: DeliveryServices['features'] & HttpServices['features'] & { finders: Finders; binnables: Binnables };
}

export interface Services extends Given, DeliveryServices, HttpServices {
  features: Given['features'];
  throttle: Throttle;
}

/** Stands everything on the store. To be closed: the journal, then the store. */
export async function openServices({ store, storage, config, log, features }: Given): Promise<Services> {
  const journal = await openJournal(store, log);
  const sealer = createSealer(config.secret);
  const [tokens, origins] = await Promise.all([
    openTokens({ store, journal, sealer, log }, config.url),
    openOrigins(store, journal, config.url, log),
  ]);
  return { store, storage, config, log, features, journal, sealer, tokens, origins, throttle: createThrottle() };
}
