/** Every table, assembled from the features in the order of their references. */
import { accessTables } from '../access/access.tables.ts';
import { companyTables } from '../company/company.tables.ts';
import { customerTables } from '../customer/customer.tables.ts';
import { deliveryTables } from '../delivery/delivery.tables.ts';
import { dossierTables } from '../dossier/dossier.tables.ts';
import { equipmentTables } from '../equipment/equipment.tables.ts';
import { fieldTables } from '../field/field.tables.ts';
import { filesTables } from '../files/files.tables.ts';
import { httpTables } from '../http/http.tables.ts';
import { interventionTables } from '../intervention/intervention.tables.ts';
import { journalTables } from '../journal/journal.tables.ts';
import { keyTables } from '../key/key.tables.ts';
import { linkTables } from '../link/link.tables.ts';
import { memberTables } from '../member/member.tables.ts';
import { searchTables } from '../search/search.tables.ts';
import { sessionTables } from '../session/session.tables.ts';
import { siteTables } from '../site/site.tables.ts';
import type { Kit } from './kit.ts';
import { tenantKit } from './tenant-kit.ts';

export const schema = (kit: Kit) => {
  const company = companyTables(kit);
  const k = tenantKit(kit, company);
  const member = memberTables(k);
  const customer = customerTables(k);
  const site = siteTables(k, customer);
  const equipment = equipmentTables(k, customer, site);
  const dossier = dossierTables(k);
  const intervention = interventionTables(k, { ...member, ...customer, ...site, ...equipment, ...dossier });
  const key = keyTables(k);
  const link = linkTables(k, customer);
  return {
    ...company,
    ...member,
    ...customer,
    ...site,
    ...equipment,
    ...dossier,
    ...intervention,
    ...fieldTables(k),
    ...filesTables(k, { ...customer, ...intervention }),
    ...key,
    ...link,
    ...sessionTables(k, { ...customer, ...key, ...link, ...member }),
    ...accessTables(kit),
    ...journalTables(k),
    ...deliveryTables(k),
    ...searchTables(k),
    ...httpTables(k),
  };
};
export type Schema = ReturnType<typeof schema>;
