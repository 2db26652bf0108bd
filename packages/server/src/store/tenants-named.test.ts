import { expect, test } from 'vitest';
import { withoutCompany } from './tenants-named.testing.ts';

const tenants = new Map([
  ['companies', 'id'],
  ['sites', 'company_id'],
  ['customers', 'company_id'],
]);

test.each([
  'select "id" from "sites" where "sites"."company_id" = ?',
  'select "id" from "sites" where ("sites"."company_id" = $1 and ("sites"."id" = $2 or "sites"."name" = $3))',
  'select 1 from "sites" left join "customers" on ("customers"."company_id" = ? and "customers"."id" = "sites"."customer_id") where "sites"."company_id" = ?',
  'select 1 from "sites" "place" where "place"."company_id" = ? order by "place"."id"',
  'select (select count(*) from "customers" where "customers"."company_id" = ?) from "companies" where "companies"."id" = ?',
  'insert into "sites" ("company_id", "id") values (?, ?) on conflict ("company_id") do nothing returning "id"',
  'update "sites" set "name" = ? where ("sites"."company_id" = ? and "sites"."id" = ?)',
  'select "a" from "lookups" where "value" = \'from "sites"\'',
])('names the company: %s', (sql) => {
  expect(withoutCompany(sql, tenants)).toEqual([]);
});

test.each([
  ['select "id" from "sites" where "sites"."id" = ?', ['sites']],
  ['update "sites" set "name" = ? where ("sites"."id" = ? and "sites"."version" = ?)', ['sites']],
  ['delete from "sites" where "sites"."id" = ?', ['sites']],
  ['insert into "sites" ("id") values (?)', ['sites']],
  // What another row says is no value.
  [
    'select 1 from "sites" left join "customers" on ("customers"."company_id" = "sites"."company_id" and "customers"."id" = ?) where "sites"."company_id" = ?',
    ['customers'],
  ],
  // Others' rows lie behind the other branch, or are all that is left.
  ['select 1 from "sites" where ("sites"."company_id" = ? or "sites"."id" = ?)', ['sites']],
  ['select 1 from "sites" where not ("sites"."company_id" = ? and "sites"."id" = ?)', ['sites']],
  // Each query for itself, each name for itself.
  [
    'select 1 from "sites" where "sites"."company_id" = ? and "sites"."id" in (select "sites"."id" from "sites" where "sites"."name" = ?)',
    ['sites'],
  ],
  [
    'select 1 from "sites" where "sites"."name" = ? and "sites"."id" in (select "sites"."id" from "sites" where "sites"."company_id" = ?)',
    ['sites'],
  ],
  ['select 1 from "sites" "place" inner join "sites" on true where "sites"."company_id" = ?', ['place']],
  [
    'select 1 from "sites" where not exists (select 1 from sites earlier where earlier.id = "sites"."id")',
    ['sites', 'earlier'],
  ],
])('does not: %s', (sql, names) => {
  expect(withoutCompany(sql, tenants)).toEqual(names);
});
