/** What is archived, in the lists of the company's own people; customers see of theirs what they saw, and are not told. */
import { isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { AnyColumn } from 'drizzle-orm';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { forbidden } from '../problem.ts';

interface Listed {
  /** In the name of the prepared query. */
  shape: 'kept' | 'archived';
  where(table: { archivedAt: AnyColumn }): SQL;
}

const kept: Listed = { shape: 'kept', where: ({ archivedAt }) => isNull(archivedAt) };
const archivedOnes: Listed = { shape: 'archived', where: ({ archivedAt }) => isNotNull(archivedAt) };

/** Which rows a list has; null: whether they are archived makes no difference. Raises 403 `forbidden` for a customer who asks for archived ones. */
export function isListed(
  viewer: Viewer,
  { archived, externalId }: { archived?: boolean | undefined; externalId?: string | undefined },
): Listed | null {
  if (isOutside(viewer)) {
    if (archived !== undefined) throw forbidden();
    return null;
  }
  if (archived) return archivedOnes;
  // One at most, which is asked for by name.
  return externalId === undefined ? kept : null;
}

export const archivedFor = (viewer: Viewer, at: string | null): string | null => (isOutside(viewer) ? null : at);
