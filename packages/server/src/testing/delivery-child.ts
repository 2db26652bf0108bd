/** A server that does nothing but deliver, as a process of its own: to be killed at the worst moment. */
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { features } from '../feature-set.ts';
import { openStorage } from '../storage/open-storage.ts';
import { openServices } from '../services.ts';
import { openStore } from '../open-store.ts';
import { startDelivery } from '../delivery/delivery.ts';

const config = readConfig(process.env);
startDelivery(
  await openServices({
    store: openStore(config.databaseUrl),
    storage: await openStorage(config.filesUrl),
    config,
    features,
    log: pino({ level: 'silent' }),
  }),
);
// Lives as long as the test does, whatever becomes of that.
process.stdin.on('end', () => process.exit()).resume();
