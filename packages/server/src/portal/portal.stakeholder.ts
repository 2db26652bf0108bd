/** The head of the portal for a stakeholder: themselves and the work in their dossier, and of no customer anything. */
import { isKept } from '../work/put-away.reach.ts';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Portal } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { StakeholderViewer } from '../access/viewer.ts';
import { stakeholders } from '../dossier/dossier.reach.ts';
import { fields } from '../field/field.reach.ts';
import { shortened } from '../intervention/intervention.location.ts';
import { notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared } from '../store/store.ts';
import { companyPart, fieldColumns, inOrder, optionsOf } from './portal.rules.ts';
import { nextIn, nextOf, workIn, workValues } from './portal.work.ts';

/** What the stakeholder of this session sees first. */
export async function readPortalOfStakeholder(s: Services, viewer: StakeholderViewer): Promise<Portal> {
  const [row] = await headQuery(s, viewer)({ ...workValues(viewer), ...scopeOf(viewer, stakeholders).values });
  // Removed a moment ago: the session is about to be found ended.
  if (!row) throw notFound();
  const { name, email } = row;
  return {
    company: companyPart(viewer, row),
    scope: viewer.scope,
    customer: null,
    contact: { id: viewer.stakeholderId, name, email, phone: '' },
    options: optionsOf(viewer.parts),
    counts: { interventions: row.interventions, open: row.open, sites: 0, equipment: 0, dossiers: 1 },
    next: nextOf(s.sealer, { ...row, customerName: row['next.customerName'] }, viewer),
    fields: inOrder(row.fields),
    prefill: {
      siteId: null,
      siteName: null,
      equipmentId: null,
      address: { line1: '', line2: '', postalCode: '', city: '', country: 'FR' },
      contact: { name: shortened(name), phone: '', email },
    },
    preview: viewer.previewBy !== null,
    can: [],
  };
}

const headQuery = ({ store: { read, t, jsonAggregate } }: Services, viewer: StakeholderViewer) =>
  prepared(read, 'portal.headOfStakeholder', (ph) => {
    const { next, nextSite, columns } = nextIn(t, ph);
    const { counted, upcoming } = workIn({ read, t }, viewer, ph);
    return read
      .select({
        name: t.stakeholders.name,
        email: t.stakeholders.email,
        companyName: t.companies.name,
        companyPhone: t.companies.phone,
        companyEmail: t.companies.email,
        companyAddress: t.companies.address,
        logo: t.companies.logo,
        timeZone: t.companies.timeZone,
        branding: t.companies.branding,
        types: t.companies.types,
        fields: jsonAggregate(fieldColumns(t), sql`from ${t.fields} where ${scopeOf(viewer, fields).where(t, ph)}`).as(
          'fields',
        ),
        interventions: counted.all,
        open: counted.open,
        ...columns,
      })
      .from(t.stakeholders)
      .innerJoin(t.companies, eq(t.companies.id, ph('companyId')))
      .innerJoin(counted, sql`true`)
      .leftJoin(next, isRow(next, ph('companyId'), upcoming))
      .leftJoin(nextSite, isKept(nextSite, ph('companyId'), next.siteId))
      .leftJoin(t.members, isRow(t.members, ph('companyId'), next.assigneeId))
      .leftJoin(t.customers, isRow(t.customers, ph('companyId'), next.customerId))
      .where(and(scopeOf(viewer, stakeholders).where(t, ph), isNull(t.stakeholders.removedAt)));
  });
