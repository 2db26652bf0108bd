/**
 * What a viewer may see, as the predicate that every read carries. An id out of scope is looked for by the same query as
 * one that does not exist, and found as little. A feature declares what each kind of viewer reaches of its tables
 * (`<feature>.reach.ts`); a query asks for it by that declaration.
 *
 *     export const sites = reach('sites', { contact: { customer: 'customerId', site: 'id' }, assignee: ofMine(…) });
 *
 *     const scope = scopeOf(viewer, sites);
 *     const [site] = await prepared(store.read, `site.byId:${scope.shape}`, (ph) =>
 *       store.read.select().from(t.sites).where(and(scope.where(t, ph), eq(t.sites.id, ph('id')))))({ ...scope.values, id });
 */
import type { PortalPart, Scope } from '@parvis/sdk/contract';
import { and, eq, isNotNull, isNull, or, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { Schema } from '../store/store.ts';
import {
  isOutside,
  type ContactViewer,
  type InsideViewer,
  type OutsideViewer,
  type StakeholderViewer,
  type Viewer,
} from './viewer.ts';

export type { InsideViewer } from './viewer.ts';

type ScopeKind = Scope['kind'];

/** The tables whose rows are a company's. */
export type TenantTable = {
  [Name in keyof Schema]: Schema[Name] extends { companyId: unknown } ? Name : never;
}[keyof Schema];
type Column<Name extends TenantTable> = keyof Schema[Name]['$inferSelect'] & keyof Schema[Name];

export type Placeholders = (name: string) => Placeholder;
export type Where = (t: Schema, ph: Placeholders) => SQL;

/** Beside the company: no condition, where all of it may be seen. */
export interface Condition {
  shape: string;
  where: Where | null;
  values?: Record<string, string>;
}

/** Rows of a table, for viewers of a kind. */
export interface Rows<By extends Viewer> {
  /** Which, as `docs/policy.md` says it. */
  summary: string;
  of(viewer: By): Condition;
}

interface ReachOptions<Name extends TenantTable> {
  /** The part of the portal that must be on for whoever comes to it to see what is not theirs alone. */
  part?: PortalPart;
  /** By the scope of a link or session: the column that holds its id. A scope that is not named reaches nothing. */
  contact: Partial<Record<ScopeKind, Column<Name>>> | Rows<ContactViewer>;
  /** By the column that holds the id of their dossier; nothing unless said. */
  stakeholder?: Column<Name> | Rows<StakeholderViewer>;
  /** Without the right to see all. */
  assignee: Rows<InsideViewer>;
  /** With it; all unless said. */
  seeAll?: Rows<InsideViewer>;
}

/** What each kind of viewer reaches of a table. */
export interface Reach<Name extends TenantTable = TenantTable> {
  table: Name;
  part: PortalPart | undefined;
  contact: Rows<ContactViewer>;
  stakeholder: Rows<StakeholderViewer>;
  assignee: Rows<InsideViewer>;
  seeAll: Rows<InsideViewer>;
}

export const reach = <Name extends TenantTable>(
  table: Name,
  { part, contact, stakeholder = nothing, assignee, seeAll = everything }: ReachOptions<Name>,
): Reach<Name> => ({
  table,
  part,
  contact: isRows(contact) ? contact : byScope(table, contact),
  stakeholder: isRows(stakeholder) ? stakeholder : byScope(table, { dossier: stakeholder }),
  assignee,
  seeAll,
});

/** All that the company has. */
export const everything: Rows<Viewer> = { summary: 'all', of: () => ({ shape: 'company', where: null }) };

const noRow: Condition = { shape: 'nothing', where: () => sql`1 = 0` };
export const nothing: Rows<Viewer> = { summary: 'none', of: () => noRow };

const isRows = <By extends Viewer>(given: unknown | Rows<By>): given is Rows<By> =>
  typeof given === 'object' && given !== null && 'of' in given;

function byScope<Name extends TenantTable>(
  table: Name,
  columns: Partial<Record<ScopeKind, Column<Name>>>,
): Rows<OutsideViewer> {
  const conditions = new Map(
    (Object.entries(columns) as [ScopeKind, Column<Name>][]).map(([kind, column]) => {
      const where: Where = (t, ph) => eq(t[table][column] as SQL, ph('inScope'));
      return [kind, { shape: kind, where }];
    }),
  );
  return {
    summary: Object.entries(columns)
      .map(([kind, column]) => `${kind}: by \`${column as string}\``)
      .join('; '),
    of({ scope: { kind, id } }) {
      const condition = conditions.get(kind);
      return condition ? { ...condition, values: { inScope: id } } : noRow;
    },
  };
}

/** What a query carries. */
export interface RowScope {
  /** Tells apart predicates that read differently: part of the prepared query's name. */
  shape: string;
  /** The predicate; it asks for the table of the resource in the query's `from`. */
  where: Where;
  /** What its placeholders stand for, beside the query's own. They all start with `in`. */
  values: Record<string, string>;
}

/**
 * Of things that can be put into the bin: those that are not there, as every read has it; the bin alone, for the office's bin; or
 * both, for what is taken out of it.
 */
export type Shelf = 'kept' | 'bin' | 'both';

/** What `viewer` may see of a table. */
export function scopeOf(viewer: Viewer, reach: Reach, shelf: Shelf = 'kept'): RowScope {
  const { shape, where, values } = conditionOf(viewer, reach);
  return {
    shape: shelf === 'kept' ? shape : `${shape}:${shelf}`,
    // The company comes first in every index, and in every predicate.
    where: (t, ph) =>
      all(eq(t[reach.table].companyId, ph('inCompany')), where?.(t, ph), onShelf(t[reach.table], shelf)),
    values: { inCompany: viewer.companyId, ...values },
  };
}

function onShelf(table: Schema[TenantTable], shelf: Shelf): SQL | undefined {
  if (!('binnedAt' in table) || shelf === 'both') return undefined;
  return shelf === 'bin' ? isNotNull(table.binnedAt) : isNull(table.binnedAt);
}

/** The same without the company: for predicates that are made of it. */
export function conditionOf(viewer: Viewer, { contact, stakeholder, assignee, seeAll }: Reach): Condition {
  switch (viewer.kind) {
    case 'contact':
      return contact.of(viewer);
    case 'stakeholder':
      return stakeholder.of(viewer);
    case 'member':
    case 'key':
      return viewer.rights.has('see_all') ? seeAll.of(viewer) : assignee.of(viewer);
  }
}

/** All that a company has of a table: for its operator at the command line, whom no session stands for. */
export const wholeCompany = (companyId: string, { table }: Reach, shelf: Shelf = 'kept'): RowScope => ({
  shape: shelf === 'kept' ? 'company' : `company:${shelf}`,
  where: (t, ph) => all(eq(t[table].companyId, ph('inCompany')), onShelf(t[table], shelf)),
  values: { inCompany: companyId },
});

/** Whether the parts of the portal that are on show what a table holds; to the company's own people all is shown. */
export const isShown = (viewer: Viewer, reach: Reach | undefined): boolean =>
  !isOutside(viewer) || reach?.part === undefined || viewer.parts.has(reach.part);

// drizzle types both as perhaps undefined, for when they are given nothing.
export const all = (...conditions: (SQL | undefined)[]): SQL => and(...conditions) ?? sql`1 = 1`;
export const any = (...conditions: SQL[]): SQL => or(...conditions) ?? sql`1 = 0`;
