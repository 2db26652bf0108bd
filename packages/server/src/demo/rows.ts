/** Rows of a company as a whole, in the order in which they can be inserted. */
import { lookUpCompany } from '../company/company.lookup.ts';
import { lookUpContact } from '../customer/contact.lookup.ts';
import { reindexCustomer } from '../customer/customer.search.ts';
import { lookUpStakeholder } from '../dossier/stakeholder.lookup.ts';
import { indexEquipment } from '../equipment/equipment.search.ts';
import type { DemoRows } from '../feature.ts';
import { lookUpMember } from '../member/member.lookup.ts';
import { indexSites } from '../site/site.search.ts';
import { sqliteKit } from '../store/kit.ts';
import { schema } from '../schema.ts';
import { run, type Schema, type Tx, type Work } from '../store/store.ts';

/** Parents before children, as the schema has them. */
const order = Object.keys(schema(sqliteKit)) as (keyof Schema)[];

export type Rows = DemoRows['rows'];

export const noRows = (): Rows => Object.fromEntries(order.map((table) => [table, []])) as unknown as Rows;

/** Values in one statement: more are no faster, and weigh 50 MB while they are put together. */
const valuesAtOnce = 2_000;

/** Inserts everything, and writes down what all that is searched, and people, are found by. */
export function* insertRows(tx: Tx, rows: Rows): Work<void> {
  for (const table of order) {
    const given = rows[table];
    const atOnce = Math.floor(valuesAtOnce / Object.keys(given[0] ?? { none: 0 }).length);
    for (let from = 0; from < given.length; from += atOnce)
      yield* run(tx.insert(tx.t[table]).values(given.slice(from, from + atOnce)));
  }
  for (const company of rows.companies) yield* lookUpCompany(tx, null, company);
  for (const member of rows.members) yield* lookUpMember(tx, null, member);
  for (const contact of rows.contacts) yield* lookUpContact(tx, null, contact);
  for (const stakeholder of rows.stakeholders) yield* lookUpStakeholder(tx, null, stakeholder);
  for (const customer of rows.customers) yield* reindexCustomer(tx, customer);
  for (const { id } of rows.companies) {
    const ofCompany = (row: { companyId: string }) => row.companyId === id;
    yield* indexSites(tx, id, rows.sites.filter(ofCompany));
    yield* indexEquipment(tx, id, rows.equipment.filter(ofCompany));
  }
}
