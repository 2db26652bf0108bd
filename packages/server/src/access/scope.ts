/**
 * What a viewer may see, as the predicate that every read carries. An id out of scope is looked for by the same query as
 * one that does not exist, and found as little.
 *
 *     const scope = within(viewer, 'sites');
 *     const [site] = await prepared(store.read, `site.byId:${scope.shape}`, (ph) =>
 *       store.read.select().from(t.sites).where(and(scope.where(t, ph), eq(t.sites.id, ph('id')))))({ ...scope.values, id });
 */
import { and, eq, isNotNull, isNull, not, or, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { Schema } from '../store/store.ts';
import { isShown } from './readable.ts';
import { principalOf, type ContactViewer, type KeyViewer, type MemberViewer, type Viewer } from './viewer.ts';

export type Scoped =
  | 'customers'
  | 'contacts'
  | 'sites'
  | 'equipment'
  | 'interventions'
  | 'files'
  | 'dossiers'
  | 'fields'
  | 'members'
  | 'links'
  | 'keys'
  | 'outbox';

export type Where = (t: Schema, ph: (name: string) => Placeholder) => SQL;

export interface Within {
  /** Tells apart predicates that read differently: part of the prepared query's name. */
  shape: string;
  /** The predicate; it asks for the table of the resource in the query's `from`. */
  where: Where;
  /** What its placeholders stand for, beside the query's own. They all start with `in`. */
  values: Record<string, string>;
}

/** What `viewer` may see of `resource`. */
export function within(viewer: Viewer, resource: Scoped): Within {
  const { shape, where, values } = predicate(viewer, resource);
  return {
    shape,
    // The company comes first in every index, and in every predicate.
    where: (t, ph) => all(eq(t[resource].companyId, ph('inCompany')), where?.(t, ph)),
    values: { inCompany: viewer.companyId, ...values },
  };
}

/** All that a company has of `resource`: for its operator at the command line, whom no session stands for. */
export const wholeCompany = (companyId: string, resource: Scoped): Within => ({
  shape: 'company',
  where: (t, ph) => eq(t[resource].companyId, ph('inCompany')),
  values: { inCompany: companyId },
});

/** Beside the company: nothing, where all of it may be seen. */
interface Predicate {
  shape: string;
  where: Where | null;
  values?: Record<string, string>;
}

function predicate(viewer: Viewer, resource: Scoped): Predicate {
  if (viewer.kind === 'contact') return forContact(viewer, resource);
  if (resource === 'outbox') return forOutbox(viewer);
  if (!viewer.rights.has('see_all')) return forAssignee(viewer, resource);
  if (resource !== 'files') return { shape: 'company', where: null };
  return {
    shape: 'company',
    where: (t, ph) => any(isNotNull(t.files.claimedAt), ownUnclaimed(t, ph)),
    values: { inOwner: principalOf(viewer) },
  };
}

const assigned: Where = (t, ph) => eq(t.interventions.assigneeId, ph('inMember'));

/** Without the right to see all: their own interventions (a program: its maker's), what those are about, and what every member may read. */
function forAssignee(viewer: MemberViewer | KeyViewer, resource: Exclude<Scoped, 'outbox'>): Predicate {
  const values = { inMember: (viewer.kind === 'member' ? viewer.memberId : viewer.makerId) ?? '' };
  const shape = 'assigned';
  switch (resource) {
    case 'interventions':
      return { shape, where: assigned, values };
    case 'customers':
      return {
        shape,
        where: (t, ph) => sql`${t.customers.id} in ${ofInterventions('customerId', assigned, t, ph)}`,
        values,
      };
    case 'contacts':
      return {
        shape,
        where: (t, ph) => sql`${t.contacts.customerId} in ${ofInterventions('customerId', assigned, t, ph)}`,
        values,
      };
    case 'sites':
      return { shape, where: (t, ph) => sql`${t.sites.id} in ${ofInterventions('siteId', assigned, t, ph)}`, values };
    case 'equipment':
      return {
        shape,
        where: (t, ph) => sql`${t.equipment.id} in ${ofInterventions('equipmentId', assigned, t, ph)}`,
        values,
      };
    case 'dossiers':
      return {
        shape,
        where: (t, ph) => sql`${t.dossiers.id} in ${ofInterventions('dossierId', assigned, t, ph)}`,
        values,
      };
    case 'files':
      return {
        shape,
        where: (t, ph) =>
          any(
            sql`${t.files.interventionId} in ${ofInterventions('id', assigned, t, ph)}`,
            all(
              isNull(t.files.interventionId),
              sql`${t.files.customerId} in ${ofInterventions('customerId', assigned, t, ph)}`,
            ),
            ownUnclaimed(t, ph),
          ),
        values: { ...values, inOwner: principalOf(viewer) },
      };
    case 'links':
      return { shape, where: linksOfAssigned, values };
    case 'fields':
    case 'members':
    case 'keys':
      return { shape: 'company', where: null };
  }
}

/** Links that open one of their interventions: whatever is wider opens a colleague's too. */
function linksOfAssigned(t: Schema, ph: Placeholders): SQL {
  const { scopeKind, scopeId } = t.links;
  return all(eq(scopeKind, 'intervention'), sql`${scopeId} in ${ofInterventions('id', assigned, t, ph)}`);
}

/** Mails follow what they are about: a link, an intervention; those to a member who signs in, whoever manages users. */
function forOutbox(viewer: MemberViewer | KeyViewer): Predicate {
  if (viewer.kind === 'key') return nothing;
  const signIn: Where = (t) => isNull(t.outbox.customerId);
  const users = viewer.rights.has('manage_users');
  if (viewer.rights.has('see_all'))
    return users ? { shape: 'company', where: null } : { shape: 'no-sign-in', where: (t, ph) => not(signIn(t, ph)) };
  const own: Where = (t, ph) =>
    any(
      all(
        eq(t.outbox.kind, 'link'),
        sql`${t.outbox.subjectId} in ${linksWhere(linksOfAssigned, t, ph)}`,
        sql`${t.outbox.subjectId} not in ${companionsWhere((...at) => not(linksOfAssigned(...at)), t, ph)}`,
      ),
      all(
        eq(t.outbox.kind, 'intervention_requested'),
        // Of several requests in one mail, some may be a colleague's.
        eq(t.outbox.count, 1),
        sql`${t.outbox.subjectId} in ${ofInterventions('id', assigned, t, ph)}`,
      ),
    );
  return {
    shape: users ? 'assigned-and-sign-in' : 'assigned',
    where: users ? (t, ph) => any(signIn(t, ph), own(t, ph)) : own,
    values: { inMember: viewer.memberId },
  };
}

/** A contact: what the scope of their link or session opens. */
function forContact(viewer: ContactViewer, resource: Scoped): Predicate {
  const { kind } = viewer.scope;
  const values = { inScope: viewer.scope.id };
  const customer = { inCustomer: viewer.customerId };
  switch (resource) {
    case 'interventions':
      return { shape: kind, where: interventionsInScope(viewer), values };
    case 'sites':
      if (kind === 'customer') return { shape: kind, where: (t, ph) => eq(t.sites.customerId, ph('inScope')), values };
      if (kind === 'site') return { shape: kind, where: (t, ph) => eq(t.sites.id, ph('inScope')), values };
      return nothing;
    case 'equipment':
      if (kind === 'customer')
        return { shape: kind, where: (t, ph) => eq(t.equipment.customerId, ph('inScope')), values };
      if (kind === 'site') return { shape: kind, where: (t, ph) => eq(t.equipment.siteId, ph('inScope')), values };
      return nothing;
    case 'files':
      return filesInScope(viewer);
    case 'customers':
      return { shape: 'own', where: (t, ph) => eq(t.customers.id, ph('inCustomer')), values: customer };
    case 'contacts':
      return {
        shape: 'own',
        where: (t, ph) => eq(t.contacts.id, ph('inContact')),
        values: { inContact: viewer.contactId },
      };
    case 'fields':
      return { shape: 'company', where: null };
    case 'dossiers':
    case 'members':
    case 'links':
    case 'keys':
    case 'outbox':
      return nothing;
  }
}

function interventionsInScope({ scope }: ContactViewer): Where {
  switch (scope.kind) {
    case 'customer':
      return (t, ph) => eq(t.interventions.customerId, ph('inScope'));
    case 'site':
      return (t, ph) => eq(t.interventions.siteId, ph('inScope'));
    case 'dossier':
      return (t, ph) => eq(t.interventions.dossierId, ph('inScope'));
    case 'intervention':
      return (t, ph) => eq(t.interventions.id, ph('inScope'));
  }
}

/** Documents, where the company shows them; and what they have just sent themselves, which no preview reads. */
function filesInScope(viewer: ContactViewer): Predicate {
  const own = { inOwner: viewer.previewBy === null ? principalOf(viewer) : previewing };
  if (!isShown(viewer, 'file')) return { shape: 'own', where: ownUnclaimed, values: own };
  const { kind, id } = viewer.scope;
  const values = { ...own, inScope: id };
  const inScope = interventionsInScope(viewer);
  switch (kind) {
    case 'customer':
      return { shape: kind, where: (t, ph) => any(eq(t.files.customerId, ph('inScope')), ownUnclaimed(t, ph)), values };
    case 'intervention':
      return {
        shape: kind,
        where: (t, ph) => any(eq(t.files.interventionId, ph('inScope')), ownUnclaimed(t, ph)),
        values,
      };
    case 'site':
    case 'dossier':
      return {
        shape: kind,
        where: (t, ph) =>
          any(sql`${t.files.interventionId} in ${ofInterventions('id', inScope, t, ph)}`, ownUnclaimed(t, ph)),
        values,
      };
  }
}

type Placeholders = Parameters<Where>[1];
type InterventionColumn = 'id' | 'customerId' | 'siteId' | 'equipmentId' | 'dossierId';

/** Owns nothing. A value, so that a preview is read by the same statement as what it shows. */
const previewing = 'preview';

/** A list that stands apart (`in`, never `exists`): found once through an index, not once for each row. */
function ofInterventions(column: InterventionColumn, where: Where, t: Schema, ph: Placeholders): SQL {
  const i = t.interventions;
  return sql`(select ${i[column]} from ${i} where ${eq(i.companyId, ph('inCompany'))} and ${where(t, ph)})`;
}

function linksWhere(where: Where, t: Schema, ph: Placeholders): SQL {
  return sql`(select ${t.links.id} from ${t.links} where ${eq(t.links.companyId, ph('inCompany'))} and ${where(t, ph)})`;
}

/** The first links of those mails of which another link is so. */
function companionsWhere(where: Where, t: Schema, ph: Placeholders): SQL {
  const { mailedWith, companyId } = t.links;
  return sql`(select ${mailedWith} from ${t.links} where ${eq(companyId, ph('inCompany'))} and ${isNotNull(mailedWith)} and ${where(t, ph)})`;
}

/** A file is its sender's alone until something holds it. */
function ownUnclaimed(t: Schema, ph: Placeholders): SQL {
  return all(eq(t.files.owner, ph('inOwner')), isNull(t.files.claimedAt));
}

const nothing: Predicate = { shape: 'nothing', where: () => sql`1 = 0` };

// drizzle types both as perhaps undefined, for when they are given nothing.
const all = (...conditions: (SQL | undefined)[]): SQL => and(...conditions) ?? sql`1 = 1`;
const any = (...conditions: SQL[]): SQL => or(...conditions) ?? sql`1 = 0`;
