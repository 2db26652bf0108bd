/** What a feature declares of its things that can be put away: archived, or put into the bin (`work/put-away.ts`). */
import type { Schema } from '../store/store.ts';
import type { AudienceKey } from './audience.ts';
import type { Reach } from './scope.ts';

export type PutAwayTable = 'customers' | 'sites' | 'equipment' | 'interventions';
type RowIn<Name extends PutAwayTable> = Schema[Name]['$inferSelect'];

/** A kind of thing that can be put away. */
export interface PutAwayKind<Name extends PutAwayTable> {
  subject: 'customer' | 'site' | 'equipment' | 'intervention';
  reach: Reach<Name>;
  audience(row: RowIn<Name>): AudienceKey[];
  /** Whose it is. */
  customerId(row: RowIn<Name>): string;
  /** What goes into the bin with it, and comes back with it: by the column that names it. */
  along?: Partial<Record<Exclude<PutAwayTable, 'customers'>, 'customerId' | 'siteId'>>;
}
