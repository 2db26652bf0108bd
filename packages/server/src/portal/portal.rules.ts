/** The head of the portal: its first screen, from one statement. */
import { aliasedTable, and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { portalPart, type Address, type Portal, type PortalOptions } from '@parvis/sdk/contract';
import { refusal } from '../access/policy.ts';
import { isShown, scopeOf, type Reach } from '../access/scope.ts';
import type { ContactViewer, OutsideViewer } from '../access/viewer.ts';
import { cardView } from '../company/company.card.ts';
import { fileView } from '../files/files.rules.ts';
import { shortened } from '../intervention/intervention.location.ts';
import { notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, whenKnown, type Schema } from '../store/store.ts';
import { contacts } from '../customer/customer.reach.ts';
import { equipment } from '../equipment/equipment.reach.ts';
import { fields } from '../field/field.reach.ts';
import { files } from '../files/files.reach.ts';
import { sites } from '../site/site.reach.ts';
import { isSameAddress } from '../site/site.usual.ts';
import { dossiers } from '../work/dossier.reach.ts';
import { isKept } from '../work/put-away.reach.ts';
import { nextIn, nextOf, workIn, workValues } from './portal.work.ts';

/** What the contact of this session sees first. */
export const readPortal = (s: Services, viewer: ContactViewer): Portal | Promise<Portal> => {
  const ask = headQuery(
    s,
    viewer,
  )({
    ...workValues(viewer),
    ...scopeOf(viewer, files).values,
    ...scopeOf(viewer, contacts).values,
    ...scopeOf(viewer, dossiers).values,
    scopeId: viewer.scope.id,
  });
  return whenKnown(ask.found(), ([row]) => {
    // Removed a moment ago: the session is about to be found ended.
    if (!row) throw notFound();
    return view(s, viewer, row);
  });
};

const headQuery = ({ store: { read, t, jsonAggregate } }: Services, viewer: ContactViewer) => {
  const { kind } = viewer.scope;
  const shape = [kind, scopeOf(viewer, files).shape, scopeOf(viewer, dossiers).shape].join(':');
  return prepared(read, `portal.head:${shape}`, (ph) => {
    const inScope = (reach: Reach) => scopeOf(viewer, reach).where(t, ph);
    const place = aliasedTable(t.sites, 'place');
    const { next, nextSite, columns } = nextIn(t, ph);
    const { counted, upcoming } = workIn({ read, t }, viewer, ph);
    // Each a value of its own: joined, they would be laid into tables first.
    const countOf = (counted: typeof sites | typeof equipment | typeof dossiers) =>
      sql<number>`(select count(*) from ${t[counted.table]} where ${inScope(counted)})`.mapWith(Number);
    const onlyOneOf = (counted: typeof sites | typeof equipment, here = sql`true`) =>
      sql<
        string | null
      >`(select case when count(*) = 1 and ${here} then min(${t[counted.table].id}) end from ${t[counted.table]} where ${inScope(counted)})`;
    // Of several, the one at the customer's main address, where there is one such: asked only of those who have several.
    const usualSite = sql`coalesce(${onlyOneOf(sites)}, (select case when count(*) = 1 then min(${t.sites.id}) end from ${t.sites} where ${and(inScope(sites), isSameAddress(t.sites.address, t.customers.address))}))`;
    const opened = sql`(select ${t.interventions.address} from ${t.interventions} where ${isRow(t.interventions, ph('companyId'), ph('scopeId'))})`;
    const attachments = and(
      inScope(files),
      // Finds nothing when the link opens something else than the customer: an id is never given twice.
      eq(t.files.customerId, ph('scopeId')),
      isNull(t.files.interventionId),
    );
    return read
      .select({
        companyName: t.companies.name,
        companyPhone: t.companies.phone,
        companyEmail: t.companies.email,
        companyAddress: t.companies.address,
        logo: t.companies.logo,
        timeZone: t.companies.timeZone,
        branding: t.companies.branding,
        types: t.companies.types,
        number: t.customers.number,
        customerName: t.customers.name,
        customerAddress: t.customers.address,
        extra: t.customers.extra,
        contactName: t.contacts.name,
        email: t.contacts.email,
        phone: t.contacts.phone,
        siteId: place.id,
        siteName: place.name,
        siteAddress: place.address,
        siteContact: place.contact,
        interventionAddress: sql<Address | null>`${kind === 'intervention' ? opened : sql`null`}`.mapWith(
          t.interventions.address,
        ),
        attachments: jsonAggregate(getTableColumns(t.files), sql`from ${t.files} where ${attachments}`).as(
          'attachments',
        ),
        fields: jsonAggregate(fieldColumns(t), sql`from ${t.fields} where ${inScope(fields)}`).as('fields'),
        interventions: counted.all,
        open: counted.open,
        sites: countOf(sites),
        equipment: countOf(equipment),
        dossiers: countOf(dossiers),
        // Not with another site than its own: the two together would be refused.
        equipmentId: onlyOneOf(
          equipment,
          sql`(min(${t.equipment.siteId}) is null or min(${t.equipment.siteId}) = ${place.id})`,
        ),
        ...columns,
      })
      .from(t.contacts)
      .innerJoin(t.companies, eq(t.companies.id, ph('companyId')))
      .innerJoin(t.customers, isRow(t.customers, ph('companyId'), t.contacts.customerId))
      .innerJoin(counted, sql`true`)
      .leftJoin(place, isRow(place, ph('companyId'), kind === 'customer' ? usualSite : ph('scopeId')))
      .leftJoin(next, isRow(next, ph('companyId'), upcoming))
      .leftJoin(nextSite, isKept(nextSite, ph('companyId'), next.siteId))
      .leftJoin(t.members, isRow(t.members, ph('companyId'), next.assigneeId))
      .where(and(inScope(contacts), isNull(t.contacts.removedAt)));
  });
};
type Head = Awaited<ReturnType<ReturnType<typeof headQuery>>>[number];

export const optionsOf = (parts: OutsideViewer['parts']): PortalOptions => {
  const options = {} as PortalOptions;
  for (const part of portalPart.options) options[part] = parts.has(part);
  return options;
};

export const fieldColumns = ({ fields }: Schema) => {
  const { companyId: _, ...columns } = getTableColumns(fields);
  return columns;
};

const view = (s: Services, viewer: ContactViewer, row: Head): Portal => {
  const { scope, parts } = viewer;
  const whole = scope.kind === 'customer';
  const nowhere = { line1: '', line2: '', postalCode: '', city: '', country: row.customerAddress.country };
  // The usual site is told of where sites are shown; the one that a link stands for, to its holder in any case.
  const site = whole && !isShown(viewer, sites) ? null : row;
  const address = site?.siteAddress ?? row.interventionAddress ?? (whole ? row.customerAddress : nowhere);
  return {
    company: companyPart(viewer, row),
    scope,
    customer: {
      id: viewer.customerId,
      number: whole ? row.number : null,
      name: row.customerName,
      address: whole ? row.customerAddress : address,
      extra: whole ? row.extra : '',
      attachments: row.attachments.toSorted(byId).map((file) => fileView(s, viewer, file)),
    },
    contact: { id: viewer.contactId, name: row.contactName, email: row.email, phone: row.phone },
    options: optionsOf(parts),
    counts: {
      interventions: row.interventions,
      open: row.open,
      sites: isShown(viewer, sites) ? row.sites : 0,
      equipment: isShown(viewer, equipment) ? row.equipment : 0,
      dossiers: row.dossiers,
    },
    next: nextOf(s.sealer, row, viewer),
    fields: inOrder(row.fields),
    prefill: {
      siteId: isShown(viewer, sites) ? row.siteId : null,
      siteName: isShown(viewer, sites) ? row.siteName : null,
      equipmentId: isShown(viewer, equipment) ? row.equipmentId : null,
      address,
      contact: site?.siteContact ?? { name: shortened(row.contactName), phone: row.phone, email: row.email },
    },
    preview: viewer.previewBy !== null,
    can: refusal(s.features.policy['POST /interventions'], viewer, false) ? [] : ['create_intervention'],
  };
};

type CompanyRow = Pick<
  Head,
  'companyName' | 'companyPhone' | 'companyEmail' | 'companyAddress' | 'logo' | 'timeZone' | 'branding' | 'types'
>;
export const companyPart = ({ companyId }: OutsideViewer, row: CompanyRow): Portal['company'] => ({
  ...cardView({
    id: companyId,
    name: row.companyName,
    phone: row.companyPhone,
    email: row.companyEmail,
    address: row.companyAddress,
    branding: row.branding,
    logo: row.logo,
  }),
  timeZone: row.timeZone,
  types: row.types,
});

export const inOrder = (fields: Portal['fields']): Portal['fields'] =>
  fields.toSorted((a, b) => a.position - b.position || byId(a, b));

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
