/** What every feature is handed: made once when the server starts, and for each test. */
import type { Logger } from 'pino';
import type { Sealer } from './access/seal.ts';
import type { Tokens } from './access/tokens.ts';
import type { Config } from './config.ts';
import type { FileStorage } from './files/storage.ts';
import type { Journal } from './journal/journal.ts';
import type { Store } from './store/store.ts';

export interface Services {
  store: Store;
  journal: Journal;
  sealer: Sealer;
  tokens: Tokens;
  storage: FileStorage;
  config: Config;
  log: Logger;
}
