/** How the database goes about the queries that a test makes it answer: which indexes it takes, whether it sorts. */
import Database from 'better-sqlite3';
import type { Logger } from 'drizzle-orm';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { plannedOnce } from './sqlite.ts';
import type { Reader, Store } from './store.ts';

export interface Plan {
  /** Sorts more than the rows it answers with are in order by themselves. */
  sorts: boolean;
  /** Tables read from end to end. */
  scans: string[];
  indexes: string[];
}

export interface PlannedStore {
  /** The same database; what is read through it is remembered. */
  store: Store;
  /** The plans of what was read since the last call. */
  plans(): Promise<Plan[]>;
  close(): Promise<void>;
}

interface Asked {
  text: string;
  values: unknown[];
}

/** Reads the database of a test store through a connection of its own. */
export const openPlannedStore = async (store: Store & { url: string }): Promise<PlannedStore> => {
  const asked: Asked[] = [];
  const logger: Logger = { logQuery: (text, values) => void asked.push({ text, values }) };
  const { read, explain, close } = store.url.startsWith('file:')
    ? ofSqlite(store.url.slice('file:'.length), logger)
    : await ofPostgres(store.url, logger);
  return {
    store: { ...store, read },
    close,
    async plans() {
      const plans: Plan[] = [];
      for (const query of asked.splice(0)) plans.push(await explain(query));
      return plans;
    },
  };
};

interface Connection {
  read: Reader;
  explain(asked: Asked): Promise<Plan>;
  close(): Promise<void>;
}

const ofSqlite = (file: string, logger: Logger): Connection => {
  const client = plannedOnce(new Database(file, { readonly: true }));
  return {
    read: drizzleSqlite({ client, logger }) as unknown as Reader,
    async explain({ text, values }) {
      const steps = client.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[];
      const details = steps.map(({ detail }) => detail);
      // What a subquery found is gone through, once.
      const subqueries = details.flatMap((detail) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(detail)?.[1] ?? []);
      return {
        sorts: details.some((detail) => detail.startsWith('USE TEMP B-TREE')),
        scans: details
          .flatMap((detail) => /^SCAN (\w+)/.exec(detail)?.[1] ?? [])
          .filter((name) => !subqueries.includes(name)),
        indexes: details.flatMap((detail) => /INDEX (\w+)/.exec(detail)?.[1] ?? []),
      };
    },
    async close() {
      client.close();
    },
  };
};

interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Step[];
}

const ofPostgres = async (url: string, logger: Logger): Promise<Connection> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // On the few rows of a test reading and sorting everything is the fastest: the question is whether it is necessary.
  await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
  return {
    read: drizzlePostgres({ client, logger }) as unknown as Reader,
    async explain({ text, values }) {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Step }] }>(`explain (format json) ${text}`, values);
      const steps = flat(rows[0]!['QUERY PLAN'][0].Plan);
      return {
        sorts: steps.some((step) => step['Node Type'].endsWith('Sort')),
        scans: steps.flatMap((step) => (step['Node Type'] === 'Seq Scan' ? (step['Relation Name'] ?? '') : [])),
        indexes: steps.flatMap((step) => step['Index Name'] ?? []),
      };
    },
    close: () => client.end(),
  };
};

const flat = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(flat)];
