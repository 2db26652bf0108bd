/** Where the journals of all companies stand in the database. */
import { and, eq, sql } from 'drizzle-orm';
import { prepared, type Store } from '../store/store.ts';

/** The last entry of a company's journal. */
export interface Head {
  /** 0 where there is none. */
  position: number;
  /** Tells it from another entry under the same number; null where there is none. */
  mark: string | null;
}

export const markOf = ({ at, subjectId }: { at: string; subjectId: string }): string => `${at} ${subjectId}`;

/** By company. */
export async function readHeads({ read, t }: Store): Promise<Map<string, Head>> {
  const { companies, journal } = t;
  const found = await prepared(read, 'journal.heads', () =>
    read
      .select({
        id: companies.id,
        position: companies.journalPosition,
        at: journal.at,
        subjectId: journal.subjectId,
      })
      .from(companies)
      .leftJoin(journal, and(eq(journal.companyId, companies.id), eq(journal.position, companies.journalPosition))),
  )();
  return new Map(
    found.map(({ id, position, at, subjectId }) => [
      id,
      { position, mark: at === null || subjectId === null ? null : markOf({ at, subjectId }) },
    ]),
  );
}

/** Of all companies, in one row: what is cheap enough to be compared each second. Which incarnation that is, too. */
export async function readSum({ read, t }: Store): Promise<{ sum: number; incarnation: string | null }> {
  const [found] = await prepared(read, 'journal.sum', () =>
    read
      .select({
        sum: sql<number>`coalesce(sum(${t.companies.journalPosition}), 0)`.mapWith(Number),
        incarnation: sql<string | null>`(select ${t.installation.incarnation} from ${t.installation})`,
      })
      .from(t.companies),
  )();
  return found ?? { sum: 0, incarnation: null };
}
