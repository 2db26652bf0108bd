/**
 * What an intervention is found by: number, description, type, site, customer, city, and the telephone numbers of whom to
 * ask for: its own contact, the site's, the customer's main one. One transaction at a time writes it in
 * a company, and reads first what the one before has written: an intervention and its customer may change in the same instant.
 */
import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Address, ContactDetails, InterventionType } from '@parvis/sdk/contract';
import { lockRow } from '../edit.ts';
import { conflict } from '../problem.ts';
import type { KindBy, IndexedRow } from '../search/search.kind.ts';
import { indexForSearch } from '../search/search.index.ts';
import { isRow, one, prepared, rows, touch, type CompanyId, type Tx, type Work } from '../store/store.ts';
import { addBackfill, atOnce } from './intervention.batch.ts';
import { interventionAudience } from './intervention.audience.ts';

export const searchedInterventions: KindBy<'number'> = {
  letter: 'i',
  rows: (t) => t.interventions,
  key: 'number',
};

interface Described {
  number: number;
  description: string;
  type: string | null;
  address: Address;
  contact: ContactDetails;
  customerName: string;
  siteName: string | null;
  siteContact: ContactDetails | null;
  /** The main contact's. */
  customerPhone: string | null;
  /** Of the company. */
  types: InterventionType[];
}

/** As its row says it: names are looked up. */
type Named = Omit<Described, 'customerName' | 'siteName' | 'siteContact' | 'customerPhone' | 'types'> & {
  companyId: string;
  customerId: string;
  siteId: string | null;
};

const searched = ({ number, description, type, types, address, contact, ...row }: Described): IndexedRow<'number'> => {
  const label = types.find(({ key }) => key === type)?.label;
  const labels = label ? [label.fr, label.en] : [];
  return {
    key: number,
    texts: [number, description, ...labels],
    names: [row.customerName, address.city],
    hideable: [row.siteName],
    phones: [contact.phone, row.siteContact?.phone ?? null, row.customerPhone],
  };
};

/** Indexes a new intervention. Its number was taken before, which locks the company's row. Raises 409 `in-bin`. */
export function* indexIntervention(
  tx: Tx,
  { companyId, customerId, siteId, ...described }: Named,
  types: InterventionType[],
): Work<void> {
  const { contacts, customers, sites } = tx.t;
  const names = yield* one(
    prepared(
      tx,
      'intervention.names',
      (ph) =>
        tx
          .select({
            customerName: customers.name,
            customerBinnedAt: customers.binnedAt,
            siteName: sites.name,
            siteContact: sites.contact,
            customerPhone: contacts.phone,
          })
          .from(customers)
          .leftJoin(contacts, isMainContact(tx, ph('companyId')))
          .leftJoin(sites, isRow(sites, ph('companyId'), ph('siteId')))
          .where(isRow(customers, ph('companyId'), ph('customerId'))),
      // No site has an empty id; of null, PostgreSQL could not tell where to look.
    )({ companyId, customerId, siteId: siteId ?? '' }),
  );
  // Put there since it was found: nothing is made for who is in the bin.
  if (names!.customerBinnedAt !== null) throw conflict('in-bin');
  yield* indexForSearch(tx, companyId, searchedInterventions, [searched({ ...described, ...names!, types })]);
}

type Changed = { id: string } | { customerId: string } | { siteId: string } | { type: string };

/**
 * Indexes anew: one that changed, or those whose customer, site or type has another name now: at once where they are few,
 * else in batches, and until then they are found by the words of before.
 */
export function* reindexInterventionsOf(tx: Tx, companyId: string, changed: Changed): Work<void> {
  yield* lockRow(tx, 'companies', companyId);
  const [[column, value]] = Object.entries(changed) as [[keyof typeof kinds | 'id', string]];
  const found = yield* rows(
    prepared(tx, `intervention.searched:${column}`, (ph) =>
      described(tx, ph('companyId'))
        .where(and(eq(tx.t.interventions.companyId, ph('companyId')), eq(tx.t.interventions[column], ph('value'))))
        .limit(ph('limit')),
    )({ companyId, value, limit: atOnce + 1 }),
  );
  if (column !== 'id' && found.length > atOnce)
    return yield* addBackfill(tx, companyId, { kind: kinds[column], subject: value });
  yield* indexForSearch(tx, companyId, searchedInterventions, found.map(searched), 'replace');
}

const kinds = { customerId: 'customer', siteId: 'site', type: 'type' } as const;
const columns = { customer: 'customerId', site: 'siteId', type: 'type' } as const;

/** The same of those among some. The company's row is locked. */
export function* reindexAmong(
  tx: Tx,
  companyId: string,
  { kind, subject }: { kind: keyof typeof columns; subject: string },
  among: SQL,
): Work<void> {
  const { interventions: i } = tx.t;
  const found = yield* rows(
    described(tx, companyId).where(and(eq(i.companyId, companyId), among, eq(i[columns[kind]], subject))),
  );
  // Whoever searches finds them by other words from here on.
  for (const row of found) touch(tx, companyId, { about: 'intervention', keys: interventionAudience(row) });
  yield* indexForSearch(tx, companyId, searchedInterventions, found.map(searched), 'replace');
}

const isMainContact = ({ t: { contacts, customers } }: Tx, companyId: CompanyId) =>
  and(
    eq(contacts.companyId, companyId),
    eq(contacts.customerId, customers.id),
    eq(contacts.main, true),
    isNull(contacts.removedAt),
  );

const described = (tx: Tx, companyId: CompanyId) => {
  const { companies, contacts, customers, interventions, sites } = tx.t;
  return tx
    .select({
      id: interventions.id,
      customerId: interventions.customerId,
      siteId: interventions.siteId,
      dossierId: interventions.dossierId,
      assigneeId: interventions.assigneeId,
      number: interventions.number,
      description: interventions.description,
      type: interventions.type,
      address: interventions.address,
      contact: interventions.contact,
      customerName: customers.name,
      siteName: sites.name,
      siteContact: sites.contact,
      customerPhone: contacts.phone,
      types: companies.types,
    })
    .from(interventions)
    .innerJoin(companies, eq(companies.id, companyId))
    .innerJoin(customers, isRow(customers, companyId, interventions.customerId))
    .leftJoin(contacts, isMainContact(tx, companyId))
    .leftJoin(sites, isRow(sites, companyId, interventions.siteId));
};
