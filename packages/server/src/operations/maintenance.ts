/** Commands that keep an installation well: bring it up to date, copy it, look at its health. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asc, isNull, sql } from 'drizzle-orm';
import { createSealer } from '../access/seal.ts';
import { keyPurpose, SigningKeys } from '../access/signing-keys.ts';
import { readConfig, type Config, type Environment, type Settings } from '../config.ts';
import { digestOf, type Digest } from '../files/digest.ts';
import { openStorage } from '../storage/open-storage.ts';
import { contentKey, StorageError, type FileStorage } from '../storage/storage.ts';
import { widgetsAreBuilt } from '../hosted/hosted.routes.ts';
import { renewIncarnation } from '../journal/incarnation.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store/store.ts';
import { fact, type Fact } from './facts.ts';
import { createLog } from './log.ts';

export async function migrate({ databaseUrl }: Settings): Promise<Fact[]> {
  const store = openStore(databaseUrl);
  try {
    return [fact('Migrations', await store.migrate())];
  } finally {
    await store.close();
  }
}

/** Asks of the database alone, not of the keys in it: where the secret was lost, this is how another one takes its place. */
export async function signingKeyRotate({ databaseUrl, secret }: Config): Promise<Fact[]> {
  return await withStore(databaseUrl, async (store) => {
    const keys = new SigningKeys(store, createSealer(secret), createLog('silent'));
    return [fact('Signing-key', await keys.rotate())];
  });
}

/** Of a database that was put in the place of another: what was said of that one's journal is no longer true. */
export async function restored({ databaseUrl }: Settings): Promise<Fact[]> {
  return await withStore(databaseUrl, async (store) => {
    await store.migrate();
    return [fact('Incarnation', await renewIncarnation(store))];
  });
}

/** Copies the database while it is served. Files lie in a folder or bucket of their own, which any tool can copy. */
export async function backup({ databaseUrl, filesUrl }: Settings, to: string): Promise<Fact[]> {
  const copy = resolve(to);
  return await withStore(databaseUrl, async (store) => {
    await store.backup(copy);
    const { size } = await stat(copy);
    return [
      fact('Backup', copy),
      fact('Bytes', size),
      fact('Files', `are kept apart, in ${withoutPassword(filesUrl)}`),
    ];
  });
}

/** What is well, a fact each, and each thing that is not as a `Problem`. */
export async function doctor(settings: Settings, env: Environment): Promise<Fact[]> {
  const built = widgetsAreBuilt()
    ? fact('Widgets', 'built')
    : fact('Problem', 'The widgets are not built: npm run build.');
  try {
    return await withStore(settings.databaseUrl, async (store) => {
      const facts = [fact('Node', process.version), ...(await checkDatabase(store))];
      if (facts.some(({ word }) => word === 'Problem')) return facts;
      return [
        ...facts,
        ...(await checkKeys(store, secretOf(env))),
        ...(await checkFiles(store, settings.filesUrl)),
        built,
      ];
    });
  } catch (error) {
    return [fact('Problem', `The database does not open: ${(error as Error).message}`), built];
  }
}

async function checkDatabase(store: Store): Promise<Fact[]> {
  const wrong = await store.check();
  return wrong.length === 0
    ? [fact('Database', 'well')]
    : wrong.map((sentence) => fact('Problem', `Database: ${sentence}`));
}

/** Whether the secret is the one that the signing key was sealed with: without it nothing starts. Earlier keys only verify. */
async function checkKeys(store: Store, secret: string | null): Promise<Fact[]> {
  if (secret === null) return [fact('Keys', 'not tried, PARVIS_SECRET is not set')];
  const { signingKeys } = store.t;
  const sealer = createSealer(secret);
  const known = await store.read.select().from(signingKeys).where(isNull(signingKeys.retiredAt));
  const opening = known.filter(({ kid, privateSealed }) => sealer.open(keyPurpose(kid), privateSealed) !== null);
  if (opening.length > 0 || known.length === 0) return [fact('Keys', `${opening.length}, open with PARVIS_SECRET`)];
  return [fact('Problem', 'PARVIS_SECRET is not the one that the signing key was sealed with.')];
}

function secretOf(env: Environment): string | null {
  try {
    return readConfig(env).secret;
  } catch {
    return null;
  }
}

async function checkFiles(store: Store, filesUrl: string): Promise<Fact[]> {
  const storage = await openStorage(filesUrl);
  try {
    await storage.probe();
  } catch {
    return [fact('Problem', `The files cannot be reached in ${withoutPassword(filesUrl)}.`)];
  }
  let seen = 0;
  const missing: string[] = [];
  const damaged: string[] = [];
  const { files } = store.t;
  for (let last = { companyId: '', id: '' }; ;) {
    const found = await store.read
      .select()
      .from(files)
      .where(sql`(${files.companyId}, ${files.id}) > (${last.companyId}, ${last.id})`)
      .orderBy(asc(files.companyId), asc(files.id))
      .limit(200);
    // What nobody holds may be on its way in or out.
    const held = found.filter(({ claimedAt }) => claimedAt !== null);
    for (const file of held) {
      const found = await digestIn(storage, contentKey(file));
      if (!found) missing.push(file.id);
      else if (found.size !== file.size || found.sha256 !== file.sha256) damaged.push(file.id);
    }
    seen += held.length;
    if (found.length < 200) break;
    last = found.at(-1)!;
  }
  const wrong = (ids: string[], what: string) =>
    ids.length === 0 ? [] : [fact('Problem', `${ids.length} of ${seen} files ${what}, such as ${ids[0]}.`)];
  const facts = [...wrong(missing, 'have lost their content'), ...wrong(damaged, 'differ from what was kept')];
  return facts.length === 0 ? [fact('Files', `${seen}, all there and whole`)] : facts;
}

async function digestIn(storage: FileStorage, key: string): Promise<Digest | null> {
  try {
    return await digestOf((await storage.read(key)).stream);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'missing') return null;
    throw error;
  }
}

/** Of a database that is there: a mistyped folder must not look like an installation that is well, or empty. */
async function withStore<Out>(databaseUrl: string, use: (store: Store) => Promise<Out>): Promise<Out> {
  const store = openStore(databaseUrl, { existing: true });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const withoutPassword = (address: string): string => address.replace(/\/\/[^@/]*@/, '//');
