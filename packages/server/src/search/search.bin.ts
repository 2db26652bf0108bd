/** What a feature declares of its things that go into the bin, for the list of all that is there. */
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { BinnedKind } from '@parvis/sdk/contract';
import type { PutAwayKind, PutAwayTable } from '../access/put-away.ts';
import type { Schema } from '../store/store.ts';
import type { SearchedKind } from './search.kind.ts';

export interface Binnable<Name extends PutAwayTable> extends PutAwayKind<Name> {
  searched: SearchedKind;
  /** The column that says whose it is. */
  ownerOf(t: Schema): SQLiteColumn;
  /** What tells it from others. */
  shown(row: Schema[Name]['$inferSelect']): { name: string; number: number | null };
}

interface TableOf {
  customer: 'customers';
  site: 'sites';
  equipment: 'equipment';
  intervention: 'interventions';
}
export type Binnables = { [Each in BinnedKind]: Binnable<TableOf[Each]> };
