/** How other rules come by a customer. */
import type { Viewer } from '../access/viewer.ts';
import { byExternalId, findRow } from '../edit.ts';
import type { Schema, Tx, Work } from '../store/store.ts';
import { customers } from './customer.reach.ts';

export type CustomerRow = Schema['customers']['$inferSelect'];

/** The customer, if the viewer may see it. Raises 404 `not-found`. */
export const findCustomer = (tx: Tx, viewer: Viewer, id: string): Work<CustomerRow> =>
  findRow(tx, viewer, customers, id);

/** The company's customer with its own identifier for it, if the viewer may see it. */
export const customerByExternalId = (
  tx: Tx,
  viewer: Viewer,
  externalId: string,
  field?: string,
): Work<CustomerRow | undefined> => byExternalId(tx, viewer, customers, externalId, field);
