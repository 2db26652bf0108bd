/** The first screen of the portal in one request of one statement, against the requests that it spares. */
import { companies, dataOf } from './data.ts';
import { atLeast, ratioOf, type Row } from './table.ts';
import { rounds, Variant } from './variant.ts';

const spared = ['/v1/interventions?limit=1', '/v1/sites', '/v1/equipment', '/v1/fields'];

export async function overview(): Promise<Row[]> {
  const parvis = await Variant.start('parvis', { PARVIS_DATA: dataOf(companies) });
  const asked = (paths: readonly string[]) =>
    parvis.ready.tokens.flatMap((token) =>
      paths.map((path) => ({ path, headers: { authorization: `Bearer ${token}` } })),
    );
  try {
    const measured = await rounds({
      one: () => parvis.cpuPerRequest(asked(['/v1/portal']), 2),
      several: async () => spared.length * (await parvis.cpuPerRequest(asked(spared), 2)),
    });
    const gained = ratioOf(measured.several, measured.one);
    return [
      {
        what: 'Head of the portal, one request',
        against: 'the four it spares',
        ...gained,
        ...atLeast(2, gained.ratio),
      },
    ];
  } finally {
    await parvis.stop();
  }
}
