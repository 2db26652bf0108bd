import type { Lang } from '@parvis/sdk/contract';
import { eq } from 'drizzle-orm';
import { one, prepared, type Tx, type Work } from '../store/store.ts';

/** The language of whom nothing else is said of: the company's. */
export function* langOf(tx: Tx, companyId: string): Work<Lang> {
  const { companies } = tx.t;
  const company = yield* one(
    prepared(tx, 'company.lang', (ph) =>
      tx
        .select({ lang: companies.lang })
        .from(companies)
        .where(eq(companies.id, ph('companyId'))),
    )({ companyId }),
  );
  return company!.lang;
}
