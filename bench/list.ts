/** The authenticated list of interventions, and the same when nothing changed. */
import { companies, dataOf } from './data.ts';
import { atLeast, ratioOf, type Row } from './table.ts';
import { rounds, Variant } from './variant.ts';

const seconds = 2;

export async function list(): Promise<Row[]> {
  const env = { PARVIS_DATA: dataOf(companies) };
  const [limit, parvis, fastify] = await Promise.all([
    Variant.start('limit', env),
    Variant.start('parvis', env),
    Variant.start('fastify', env),
  ]);
  try {
    const path = '/v1/interventions?limit=20';
    const signedIn = (tokens: string[]) =>
      tokens.map((token) => ({ path, headers: { authorization: `Bearer ${token}` } }));
    const bare = limit.ready.customers.map(({ companyId, customerId }) => ({
      path: `/list/${companyId}/${customerId}`,
    }));
    // Anew for each round: no answer stays unchanged for more than half an hour.
    const known = () =>
      Promise.all(
        parvis.ready.tokens.map(async (token) => {
          const answer = await fetch(parvis.ready.url + path, { headers: { authorization: `Bearer ${token}` } });
          await answer.arrayBuffer();
          const headers = { authorization: `Bearer ${token}`, 'if-none-match': answer.headers.get('etag') ?? '' };
          return { path, headers };
        }),
      );
    const measured = await rounds({
      limit: () => limit.cpuPerRequest(bare, seconds),
      parvis: () => parvis.cpuPerRequest(signedIn(parvis.ready.tokens), seconds),
      unchanged: async () => parvis.cpuPerRequest(await known(), seconds, 304),
      fastify: () => fastify.cpuPerRequest(signedIn(fastify.ready.tokens), seconds),
    });
    const own = ratioOf(measured.limit, measured.parvis);
    const same = ratioOf(measured.limit, measured.unchanged);
    const peer = ratioOf(measured.fastify, measured.parvis);
    return [
      { what: 'Authenticated list', against: 'the limit', ...own, ...atLeast(0.95, own.ratio) },
      { what: 'Authenticated list', against: 'Fastify, jose, better-sqlite3', ...peer, ...atLeast(1.25, peer.ratio) },
      { what: 'Unchanged list (304)', against: 'the limit', ...same, ...atLeast(6, same.ratio) },
    ];
  } finally {
    await Promise.all([limit.stop(), parvis.stop(), fastify.stop()]);
  }
}
