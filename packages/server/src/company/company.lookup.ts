/** By which origins a company is found: a preflight names no company. Everything that writes `allowed_origins` tells it here. */
import { changeLookup } from '../access/lookups.ts';
import type { Schema, Tx, Work } from '../store/store.ts';

type Known = Pick<Schema['companies']['$inferSelect'], 'id' | 'allowedOrigins'>;

export function* lookUpCompany(tx: Tx, before: Known | null, after: Known): Work<void> {
  const subject = { kind: 'origin', companyId: after.id, subjectId: after.id } as const;
  const [were, are] = [new Set(before?.allowedOrigins), new Set(after.allowedOrigins)];
  for (const origin of were) if (!are.has(origin)) yield* changeLookup(tx, { ...subject, before: origin, after: null });
  for (const origin of are) if (!were.has(origin)) yield* changeLookup(tx, { ...subject, before: null, after: origin });
}
