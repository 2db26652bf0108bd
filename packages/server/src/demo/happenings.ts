/** The journal of the demo's two years: what it would hold had everything been typed in day by day. */
import type { Cast } from './atelier.ts';
import type { Rows } from './rows.ts';

type Entry = Rows['journal'][number];
type Told = Pick<Entry, 'at' | 'kind' | 'actor' | 'subjectId'> & Partial<Entry>;

export function addJournal({ rows, company, admin }: Cast): void {
  const office = `member:${admin.id}`;
  const told: Told[] = [];
  const note = (entry: Told) => void told.push(entry);

  note({ at: company.createdAt, kind: 'company.created', actor: 'system', subjectId: company.id });
  for (const { id, createdAt: at } of rows.members)
    note({ at, kind: 'member.activated', actor: `member:${id}`, subjectId: id });
  for (const { id } of rows.fields)
    note({ at: company.createdAt, kind: 'field.created', actor: office, subjectId: id });
  for (const { id, createdAt: at } of rows.customers)
    note({ at, kind: 'customer.created', actor: office, subjectId: id, customerId: id });
  for (const { id, createdAt: at, customerId } of rows.contacts)
    note({ at, kind: 'contact.created', actor: office, subjectId: id, customerId });
  for (const { id, createdAt: at, customerId } of rows.sites)
    note({ at, kind: 'site.created', actor: office, subjectId: id, customerId, siteId: id });
  for (const { id, createdAt: at, customerId, siteId } of rows.equipment)
    note({ at, kind: 'equipment.created', actor: office, subjectId: id, customerId, siteId });

  const interventions = new Map(rows.interventions.map((row) => [row.id, row]));
  for (const { interventionId, at, by } of rows.interventionMoves) {
    const { id, customerId, siteId, dossierId, assigneeId, createdAt } = interventions.get(interventionId)!;
    const isFirst = at === createdAt;
    const kind = isFirst ? 'intervention.created' : 'intervention.moved';
    const fields = isFirst ? [] : ['status'];
    note({
      at,
      kind,
      actor: by!,
      subjectId: id,
      customerId,
      siteId,
      interventionId: id,
      dossierId,
      assigneeId,
      fields,
    });
  }
  for (const { id, createdAt: at, owner, customerId, interventionId } of rows.files) {
    const held = interventionId ? interventions.get(interventionId) : undefined;
    const { siteId = null, dossierId = null, assigneeId = null } = held ?? {};
    const whose = { customerId, siteId, interventionId, dossierId, assigneeId };
    note({ at, kind: 'file.added', actor: owner, subjectId: id, ...whose });
  }

  told.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const entry of told) {
    rows.journal.push({
      companyId: company.id,
      position: ++company.journalPosition,
      subjectType: entry.kind.split('.')[0]!,
      customerId: null,
      siteId: null,
      interventionId: null,
      dossierId: null,
      assigneeId: null,
      previousAssigneeId: null,
      fields: [],
      ...entry,
    });
  }
}
