/** Whom all variants are asked about: the first customers of many companies. */
import type Database from 'better-sqlite3';

export interface Asked {
  companyId: string;
  customerId: string;
  contactId: string;
}
export const customersOf = (db: Database.Database, count: number): Asked[] =>
  db
    .prepare(
      `select company_id as companyId, customer_id as customerId, id as contactId from contacts
       where main = 1 group by company_id limit ?`,
    )
    .all(count) as Asked[];

/** The statement that the list of interventions comes down to. */
export const listStatement = `select i.id, i.number, i.type, i.description, i.status, i.date, i.window_start as windowStart,
  i.window_end as windowEnd, i.customer_id as customerId, c.name as customerName, i.site_id as siteId, s.name as siteName,
  i.equipment_id as equipmentId, i.assignee_id as assigneeId, i.created_at as createdAt
  from interventions i
  join customers c on c.company_id = i.company_id and c.id = i.customer_id
  left join sites s on s.company_id = i.company_id and s.id = i.site_id
  where i.company_id = ? and i.customer_id = ? order by i.date desc, i.id desc limit ?`;
