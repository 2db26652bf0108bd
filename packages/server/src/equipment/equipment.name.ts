import type { Schema } from '../store/store.ts';

/** What a piece of equipment is called where only its name is shown. */
export const equipmentName = ({
  kind,
  brand,
  model,
}: Pick<Schema['equipment']['$inferSelect'], 'kind' | 'brand' | 'model'>): string =>
  [kind, brand, model].filter((part) => part.trim() !== '').join(' ');
