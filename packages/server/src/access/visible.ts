/**
 * What a viewer hears of: what they may read, decided from the journal entry alone, without a query, for every open stream.
 * Never more than a read would show; less where an entry does not say whose a thing is.
 */
import { audienceOf } from './audience.ts';
import type { Readable, SubjectType } from './readable.ts';
import type { Viewer } from './viewer.ts';

/** What of an entry decides. */
export interface Heard {
  companyId: string;
  subjectType: string;
  audience: readonly string[];
}

/** Whether the viewer may hear of an entry of their company's journal: it names a key that they hold. */
export function visible(features: Readable, viewer: Viewer, { companyId, subjectType, audience }: Heard): boolean {
  if (companyId !== viewer.companyId) return false;
  const { own, keys, kinds } = audienceOf(features, viewer);
  const isReadable = kinds.has(subjectType as SubjectType);
  return audience.some((key) => key === own || (isReadable && keys.has(key)));
}
