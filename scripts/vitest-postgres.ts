import { startPostgres } from './postgres.mjs';

/** One PostgreSQL for the whole run; each test makes its own database on it. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  process.env.PARVIS_TEST_POSTGRES_URL = server.url;
  return () => server.stop();
}
