/** Whether the look-up table says what the rows of companies, members, contacts and stakeholders say. */
import type { Store } from '../store/store.ts';

/** What is missing from it or too much in it; nothing, at any time. */
export async function lookupsBehind({ read, t }: Store): Promise<{ missing: string[]; surplus: string[] }> {
  const companies = await read.select().from(t.companies);
  const members = await read.select().from(t.members);
  const contacts = await read.select().from(t.contacts);
  const stakeholders = await read.select().from(t.stakeholders);
  const owed = new Set([
    ...companies.flatMap(({ id, allowedOrigins }) => allowedOrigins.map((origin) => `origin ${origin} ${id} ${id}`)),
    ...members
      .filter(({ status }) => status === 'active')
      .map(({ emailFolded, companyId, id }) => `member_email ${emailFolded} ${companyId} ${id}`),
    ...contacts
      .filter(({ removedAt, emailFolded }) => removedAt === null && emailFolded !== '')
      .map(({ emailFolded, companyId, id }) => `contact_email ${emailFolded} ${companyId} ${id}`),
    ...stakeholders
      .filter(({ removedAt }) => removedAt === null)
      .map(({ emailFolded, companyId, id }) => `stakeholder_email ${emailFolded} ${companyId} ${id}`),
  ]);
  const rows = await read.select().from(t.lookups);
  const held = new Set(
    rows.map(({ kind, value, companyId, subjectId }) => [kind, value, companyId, subjectId].join(' ')),
  );
  return { missing: [...owed].filter((row) => !held.has(row)), surplus: [...held].filter((row) => !owed.has(row)) };
}
