/** What the answering of requests is handed: of the services of the house no more than this. */
import type { Logger } from 'pino';
import type { Readable } from '../access/readable.ts';
import type { Sealer } from '../access/seal.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Config } from '../config.ts';
import type { Journal } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';
import type { Origins } from './origins.ts';

export interface HttpServices {
  store: Store;
  journal: Journal;
  config: Config;
  log: Logger;
  sealer: Sealer;
  tokens: Tokens;
  origins: Origins;
  /** What the features say of routes and kinds of things. */
  features: Readable;
}
