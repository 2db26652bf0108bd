/** A company in the shapes of the wire (`@parvis/sdk/samples`) as the rows that it is kept in. */
import type { File, Intervention } from '@parvis/sdk/contract';
import type { World } from '@parvis/sdk/samples';
import { hashSecret, keyPrefix, newSecret } from '../access/secret.ts';
import { noRows, type Rows } from '../demo/rows.ts';
import { noLogo } from '../company/company.logo.ts';
import { fold, sortKey } from '../fold.ts';
import { notPutAway } from '../work/put-away.columns.ts';

type Row<Table extends keyof Rows> = Rows[Table][number];

/** What was uploaded is drawn anew: of these sizes. */
export type Contents = Record<'picture' | 'paper', { size: number; sha256: string }>;

export function rowsOf(world: World, passwordHash: string, contents: Contents): Rows {
  const { company, members, customers, sites, equipment, interventions, fields, links, keys, outbox } = world;
  const rows = noRows();
  const companyId = company.id;
  const createdAt = members[0]!.createdAt;
  const contacts = customers.flatMap((customer) => customer.contacts);
  const principals = new Map([
    ...contacts.map(({ id, name }) => [name, `contact:${id}`] as const),
    ...members.map(({ id, name }) => [name, `member:${id}`] as const),
  ]);
  const recipients = new Map([
    ...contacts.map(({ id, email }) => [email, `contact:${id}`] as const),
    ...members.map(({ id, email }) => [email, `member:${id}`] as const),
  ]);
  const file = (
    { id, name, mediaType, createdAt: at, width, height, thumbnailUrl }: File,
    holder: Pick<Row<'files'>, 'customerId' | 'interventionId'>,
  ): Row<'files'> => ({
    ...contents[mediaType === 'application/pdf' ? 'paper' : 'picture'],
    ...holder,
    dossierId: null,
    messageId: null,
    id,
    companyId,
    owner: [...principals.values()][0]!,
    name,
    mediaType,
    width,
    height,
    thumbnail: thumbnailUrl === null ? 'none' : 'ready',
    claimedAt: at,
    createdAt: at,
  });

  rows.companies.push({
    ...company,
    branding: { ...company.branding },
    // Its bytes are no part of what is given.
    logo: noLogo,
    customerNumber: Math.max(1000, ...customers.map(({ number }) => number)),
    interventionNumber: Math.max(5000, ...interventions.map(({ number }) => number)),
    dossierNumber: 0,
    journalPosition: 0,
    createdAt,
  });
  rows.members = members.map((member) => ({
    ...member,
    companyId,
    nameFolded: fold(`${member.lastName} ${member.firstName}`),
    emailFolded: fold(member.email),
    passwordHash: member.status === 'active' ? passwordHash : null,
  }));
  rows.customers = customers.map(({ contacts: _, attachments: __, ...customer }) => ({
    ...notPutAway,
    ...customer,
    companyId,
    nameFolded: sortKey(`${customer.lastName} ${customer.firstName}`.trim()),
  }));
  rows.contacts = contacts.map((contact) => ({
    ...contact,
    companyId,
    emailFolded: fold(contact.email),
    createdAt,
    removedAt: null,
  }));
  rows.sites = sites.map((site) => ({ ...notPutAway, ...site, companyId, nameFolded: sortKey(site.name), createdAt }));
  rows.equipment = equipment.map(({ site, ...thing }) => ({
    ...notPutAway,
    ...thing,
    companyId,
    siteId: site?.id ?? null,
    kindFolded: sortKey(thing.kind),
    createdAt,
  }));
  rows.fields = fields.map((field) => ({ ...field, companyId }));
  for (const job of interventions) {
    rows.interventions.push(interventionRow(job, companyId));
    rows.interventionMoves.push(
      ...job.moves.map(({ to, act, at, by, reason }, step) => ({
        id: job.id.replace(/-7000-/, `-7${(step + 1).toString(16).padStart(3, '0')}-`),
        companyId,
        interventionId: job.id,
        to,
        act,
        at,
        by: principals.get(by ?? '') ?? null,
        reason,
      })),
    );
    if (job.reschedule) {
      const { by, ...request } = job.reschedule;
      const { id } = job;
      const asked = principals.get(by ?? '') ?? principals.values().next().value!;
      rows.rescheduleRequests.push({ ...request, id, companyId, interventionId: id, by: asked, answeredAt: null });
    }
    rows.files.push(...job.files.map((each) => file(each, { customerId: job.customerId, interventionId: job.id })));
  }
  for (const { id, attachments } of customers)
    rows.files.push(...attachments.map((each) => file(each, { customerId: id, interventionId: null })));
  rows.links = links.map((link) => ({
    id: link.id,
    companyId,
    customerId: link.customer?.id ?? null,
    contactId: link.contact?.id ?? null,
    stakeholderId: null,
    scopeKind: link.scope.kind,
    scopeId: link.scope.id,
    delivery: link.delivery,
    mailedWith: null,
    createdAt: link.createdAt,
    createdBy: principals.get(link.createdBy ?? '') ?? null,
    expiresAt: link.expiresAt,
    lastUsedAt: link.lastUsedAt,
    revokedAt: link.revokedAt,
  }));
  rows.keys = keys.map(({ createdBy, ...key }) => ({
    ...key,
    companyId,
    secretHash: hashSecret(newSecret(companyId, keyPrefix)),
    role: 'office',
    createdBy: principals.get(createdBy ?? '') ?? null,
  }));
  const subjects = { link: links[0]?.id, intervention_requested: interventions[1]?.id };
  rows.outbox = outbox.map(({ to, subject: _, text: __, ...mail }, index) => ({
    ...mail,
    companyId,
    position: index + 1,
    recipient: recipients.get(to)!,
    address: null,
    subjectId: subjects[mail.kind as keyof typeof subjects] ?? recipients.get(to)!.split(':')[1]!,
    customerId: mail.kind in subjects ? customers[0]!.id : null,
    dossierId: null,
    gathered: [],
    count: 1,
    claimedUntil: null,
  }));
  return rows;
}

const interventionRow = (
  {
    customerName: _customerName,
    siteName: _siteName,
    assignee: _assignee,
    equipment: _equipment,
    moves: _moves,
    files: _files,
    missing: _missing,
    can: _can,
    ...job
  }: Intervention,
  companyId: string,
): Row<'interventions'> => ({
  ...notPutAway,
  ...job,
  companyId,
  inbox: job.status === 'requested' || job.status === 'to_schedule',
});
