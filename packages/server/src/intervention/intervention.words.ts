/** What an intervention is found by: number, description, type, site, customer, city. */
import { and, eq } from 'drizzle-orm';
import { rememberWords } from '../search/search.rules.ts';
import { rows, type Tx, type Work } from '../store/store.ts';

/** Interventions to write down anew: one, or those whose customer or site has another name now. */
export type Renamed = { id: string } | { customerId: string } | { siteId: string };

export function* rememberInterventionsOf(tx: Tx, companyId: string, renamed: Renamed): Work<void> {
  const { companies, customers, interventions, sites } = tx.t;
  const [[column, value]] = Object.entries(renamed) as [['id' | 'customerId' | 'siteId', string]];
  const found = yield* rows(
    tx
      .select({
        id: interventions.id,
        number: interventions.number,
        description: interventions.description,
        type: interventions.type,
        address: interventions.address,
        customerName: customers.name,
        siteName: sites.name,
        types: companies.types,
      })
      .from(interventions)
      .innerJoin(companies, eq(companies.id, interventions.companyId))
      .innerJoin(customers, eq(customers.id, interventions.customerId))
      .leftJoin(sites, eq(sites.id, interventions.siteId))
      .where(and(eq(interventions.companyId, companyId), eq(interventions[column], value))),
  );
  yield* rememberWords(
    tx,
    companyId,
    'intervention',
    found.map(({ id, number, description, type, types, address, customerName, siteName }) => {
      const label = types.find(({ key }) => key === type)?.label;
      const labels = label ? [label.fr, label.en] : [];
      return { id, texts: [number, description, ...labels, siteName, customerName, address.city] };
    }),
  );
}
