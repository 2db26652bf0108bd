/** The journal of the demo's two years: what it would hold had everything been typed in day by day. */
import { everybody, type AudienceKey } from '../access/audience.ts';
import { contactAudience, customerAudience } from '../customer/customer.audience.ts';
import { stakeholderAudience } from '../dossier/dossier.audience.ts';
import { equipmentAudience } from '../equipment/equipment.audience.ts';
import { fileAudience } from '../files/files.audience.ts';
import { dossierAudience } from '../work/dossier.audience.ts';
import { interventionAudience } from '../work/intervention.audience.ts';
import { memberAudience } from '../member/member.audience.ts';
import { siteAudience } from '../site/site.audience.ts';
import type { Cast } from './atelier.ts';
import type { Rows } from './rows.ts';

type Entry = Rows['journal'][number];
type Told = Pick<Entry, 'at' | 'kind' | 'actor' | 'subjectId'> & {
  audience: readonly AudienceKey[];
  fields?: string[];
};

export function addJournal({ rows, company, admin }: Cast): void {
  const office = `member:${admin.id}`;
  const told: Told[] = [];
  const note = (entry: Told) => void told.push(entry);

  const begun = { at: company.createdAt, audience: everybody };
  note({ ...begun, kind: 'company.created', actor: 'system', subjectId: company.id });
  for (const { id, createdAt: at } of rows.members)
    note({ at, kind: 'member.activated', actor: `member:${id}`, subjectId: id, audience: memberAudience({ id }) });
  for (const { id } of rows.fields) note({ ...begun, kind: 'field.created', actor: office, subjectId: id });
  const created = (
    kind: 'customer' | 'contact' | 'site' | 'equipment',
    { id, createdAt: at }: { id: string; createdAt: string },
    audience: AudienceKey[],
  ) => note({ at, kind: `${kind}.created`, actor: office, subjectId: id, audience });
  for (const row of rows.customers) created('customer', row, customerAudience(row));
  for (const row of rows.contacts) created('contact', row, contactAudience(row));
  for (const row of rows.sites) created('site', row, siteAudience(row));
  for (const row of rows.equipment) created('equipment', row, equipmentAudience(row));

  const interventions = new Map(rows.interventions.map((row) => [row.id, row]));
  for (const { interventionId, at, by } of rows.interventionMoves) {
    const row = interventions.get(interventionId)!;
    const isFirst = at === row.createdAt;
    const kind = isFirst ? 'intervention.created' : 'intervention.moved';
    const fields = isFirst ? [] : ['status'];
    note({ at, kind, actor: by!, subjectId: row.id, audience: interventionAudience(row), fields });
  }
  const participants = Map.groupBy(rows.dossierParticipants, ({ dossierId }) => dossierId);
  const ofDossier = (id: string) =>
    dossierAudience({ id, customerIds: participants.get(id)!.map(({ customerId }) => customerId) });
  for (const file of rows.files) {
    const held = file.interventionId === null ? undefined : interventions.get(file.interventionId);
    const { id: subjectId, createdAt: at, owner: actor, dossierId } = file;
    const audience = dossierId === null ? fileAudience(file, held) : ofDossier(dossierId);
    note({ at, kind: 'file.added', actor, subjectId, audience });
  }

  for (const { id, createdAt: at } of rows.stakeholders)
    note({ at, kind: 'stakeholder.created', actor: office, subjectId: id, audience: stakeholderAudience({ id }) });
  for (const { id: subjectId, dossierId, createdAt: at, ...by } of rows.messages) {
    const actor =
      by.contactId !== null
        ? `contact:${by.contactId}`
        : by.stakeholderId !== null
          ? `stakeholder:${by.stakeholderId}`
          : `member:${by.memberId}`;
    note({ at, kind: 'message.created', actor, subjectId, audience: ofDossier(dossierId) });
  }
  for (const { id, createdAt, status } of rows.dossiers) {
    const about = { actor: office, subjectId: id, audience: ofDossier(id) };
    note({ ...about, at: createdAt, kind: 'dossier.created' });
    // With the last of its work.
    const at = rows.interventions
      .flatMap(({ dossierId, date }) => (dossierId === id ? [date] : []))
      .toSorted()
      .at(-1)!;
    if (status === 'closed') note({ ...about, at, kind: 'dossier.closed' });
  }

  told.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const { audience, ...entry } of told) {
    rows.journal.push({
      companyId: company.id,
      position: ++company.journalPosition,
      subjectType: entry.kind.split('.')[0]!,
      audience: [...audience],
      fields: [],
      ...entry,
    });
  }
}
