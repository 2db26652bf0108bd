/** The site that a customer means who names none: their only one; of several, the only one at their main address. */
import { and, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Address } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { Viewer } from '../access/viewer.ts';
import { prepared, rows, type Tx, type Work } from '../store/store.ts';
import { sites } from './site.reach.ts';
import type { SiteRow } from './site.rules.ts';

/** Whether two addresses are written alike. Both databases keep the text as the app writes it, its fields in one order. */
export const isSameAddress = (one: SQLWrapper, other: SQLWrapper): SQL =>
  sql`cast(${one} as text) = cast(${other} as text)`;

/** Of those that the viewer sees. */
export function* usualSite(tx: Tx, viewer: Viewer, customer: { id: string; address: Address }): Work<SiteRow | null> {
  const scope = scopeOf(viewer, sites);
  const firstTwo = (name: string, atMainAddress: boolean) =>
    rows(
      prepared(tx, `site.${name}:${scope.shape}`, (ph) =>
        tx
          .select()
          .from(tx.t.sites)
          .where(
            and(
              scope.where(tx.t, ph),
              eq(tx.t.sites.customerId, ph('customerId')),
              atMainAddress ? isSameAddress(tx.t.sites.address, sql`${ph('address')}`) : undefined,
            ),
          )
          .limit(2),
      )({
        ...scope.values,
        customerId: customer.id,
        ...(atMainAddress && { address: JSON.stringify(customer.address) }),
      }),
    );
  const [only, another] = yield* firstTwo('firstTwo', false);
  if (!only || !another) return only ?? null;
  const [here, alsoHere] = yield* firstTwo('firstTwoHere', true);
  return here && !alsoHere ? here : null;
}
