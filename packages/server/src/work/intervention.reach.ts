import { eq, isNull, sql, type SQL } from 'drizzle-orm';
import { reach, type InsideViewer, type Placeholders, type Rows, type Where } from '../access/scope.ts';
import type { Schema } from '../store/store.ts';

/** Given to the member who asks; of a program, to its maker. */
const isMine: Where = (t, ph) => eq(t.interventions.assigneeId, ph('inMember'));

/** What `isMine` asks for. */
export const mine = (viewer: InsideViewer): Record<string, string> => ({
  inMember: (viewer.kind === 'member' ? viewer.memberId : viewer.makerId) ?? '',
});

export const interventions = reach('interventions', {
  contact: { customer: 'customerId', site: 'siteId', dossier: 'dossierId', intervention: 'id' },
  stakeholder: 'dossierId',
  assignee: {
    summary: 'those given to them',
    of: (viewer) => ({ shape: 'assigned', where: isMine, values: mine(viewer) }),
  },
});

type Column = 'id' | 'customerId' | 'siteId' | 'equipmentId' | 'dossierId';

/** A list that stands apart (`in`, never `exists`): found once through an index, not once for each row. */
export function ofInterventions(column: Column, where: Where, t: Schema, ph: Placeholders): SQL {
  const i = t.interventions;
  return sql`(select ${i[column]} from ${i} where ${eq(i.companyId, ph('inCompany'))} and ${isNull(i.binnedAt)} and ${where(t, ph)})`;
}

/** What one's own interventions say in a column. */
export const ofMine = (column: Column, t: Schema, ph: Placeholders): SQL => ofInterventions(column, isMine, t, ph);

/** Rows that one's own interventions name: `named((t) => t.sites.id, 'siteId')`. */
export const namedByMine = (id: (t: Schema) => unknown, column: Column): Rows<InsideViewer> => ({
  summary: 'those of the interventions given to them',
  of: (viewer) => ({
    shape: 'assigned',
    where: (t, ph) => sql`${id(t)} in ${ofMine(column, t, ph)}`,
    values: mine(viewer),
  }),
});
