/** A list costs the same among many interventions as among few. */
import { companies, dataOf } from './data.ts';
import { atMost, ratioOf, type Row } from './table.ts';
import { rounds, Variant } from './variant.ts';

export async function growth(): Promise<Row[]> {
  const [few, many] = await Promise.all([
    Variant.start('parvis', { PARVIS_DATA: dataOf(10) }),
    Variant.start('parvis', { PARVIS_DATA: dataOf(companies) }),
  ]);
  const requests = ({ ready }: Variant) =>
    ready.tokens.map((token) => ({
      path: '/v1/interventions?limit=20',
      headers: { authorization: `Bearer ${token}` },
    }));
  try {
    const measured = await rounds({
      few: () => few.cpuPerRequest(requests(few).slice(0, 10), 2),
      many: () => many.cpuPerRequest(requests(many), 2),
    });
    const grown = ratioOf(measured.many, measured.few);
    const what = `List among ${(companies * 1000).toLocaleString('en')} interventions`;
    return [{ what, against: 'among 10,000', ...grown, ...atMost(1.3, grown.ratio) }];
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}
