/** Every table, a line a feature, in the order of their references: each is handed the tables before it. */
import { accessTables } from './access/access.tables.ts';
import { companyTables, logoTables } from './company/company.tables.ts';
import { customerTables } from './customer/customer.tables.ts';
import { deliveryTables } from './delivery/delivery.tables.ts';
import { dossierTables } from './dossier/dossier.tables.ts';
import { equipmentTables } from './equipment/equipment.tables.ts';
import { fieldTables } from './field/field.tables.ts';
import { filesTables } from './files/files.tables.ts';
import { httpTables } from './http/http.tables.ts';
import { interventionTables } from './intervention/intervention.tables.ts';
import { journalTables } from './journal/journal.tables.ts';
import { keyTables } from './key/key.tables.ts';
import { linkTables } from './link/link.tables.ts';
import { memberTables } from './member/member.tables.ts';
import { messageTables } from './message/message.tables.ts';
import { searchTables } from './search/search.tables.ts';
import { sessionTables } from './session/session.tables.ts';
import { siteTables } from './site/site.tables.ts';
import type { Kit } from './store/kit.ts';
import { tenantKit, type TenantKit } from './store/tenant-kit.ts';
import { workTables } from './work/work.tables.ts';

export const schema = (kit: Kit) => {
  const companies = companyTables(kit);
  return growing(tenantKit(kit, companies), companies)
    .with(logoTables)
    .with(memberTables)
    .with(customerTables)
    .with(siteTables)
    .with(equipmentTables)
    .with(dossierTables)
    .with(messageTables)
    .with(interventionTables)
    .with(workTables)
    .with(fieldTables)
    .with(filesTables)
    .with(keyTables)
    .with(linkTables)
    .with(sessionTables)
    .with(accessTables)
    .with(journalTables)
    .with(deliveryTables)
    .with(searchTables)
    .with(httpTables).tables;
};

type Made = ReturnType<typeof schema>;
declare module './store/schema.ts' {
  /** What the store, and all above it, know of the tables. */
  interface Tables extends Made {}
}

interface Growing<Tables extends object> {
  tables: Tables;
  with<More extends object>(make: (k: TenantKit, tables: Tables) => More): Growing<Tables & More>;
}

const growing = <Tables extends object>(k: TenantKit, tables: Tables): Growing<Tables> => ({
  tables,
  with: (make) => growing(k, { ...tables, ...make(k, tables) }),
});
