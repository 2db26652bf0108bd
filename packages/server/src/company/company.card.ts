/** What a company shows of itself to whoever holds one of its links. */
import { and, eq, isNull, ne, or } from 'drizzle-orm';
import type { Body, CompanyCard, Reply, companyApi } from '@parvis/sdk/contract';
import { subscriber } from '../access/throttle.ts';
import type { CallRequest } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { findLink } from '../session/link-session.ts';
import { isRow, prepared, type Schema } from '../store/store.ts';
import { logoView } from './company.logo.ts';

type CardRoute = (typeof companyApi)['POST /companies/cards'];
type CompanyRow = Schema['companies']['$inferSelect'];
type LinkRow = Schema['links']['$inferSelect'];

export const cardView = (
  row: Pick<CompanyRow, 'id' | 'name' | 'phone' | 'email' | 'address' | 'branding' | 'logo'>,
): CompanyCard => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  email: row.email,
  address: row.address,
  branding: row.branding,
  logo: { light: logoView(row.id, row.logo.light), dark: logoView(row.id, row.logo.dark) },
});

/**
 * For a page whose link does not open. A link that we signed was given out by its company, whatever has become of it: it
 * shows the company. Of any other text nothing is believed; then the company that the page's own address names is shown,
 * as to everybody who opens that page (docs/decisions/0026-the-company-on-its-pages.md). Raises 429.
 */
export async function readCard(
  s: Services,
  request: CallRequest,
  { link, companyId }: Body<CardRoute>,
): Promise<Reply<CardRoute>> {
  await s.throttle.take('card', subscriber(request.ip));
  const claims = link === undefined ? null : await s.tokens.readLink(link);
  const named = claims?.companyId ?? companyId;
  if (named === undefined) return { company: null, mails: false };
  const found = claims && (await findLink(s, link!));
  const [company, mails] = await Promise.all([
    cardOf(s, named),
    found?.expired ? isAddressed(s, found.link) : Promise.resolve(false),
  ]);
  return { company, mails };
}

async function cardOf({ store: { read, t } }: Services, companyId: string): Promise<CompanyCard | null> {
  const [row] = await prepared(read, 'company.card', (ph) =>
    read
      .select()
      .from(t.companies)
      .where(eq(t.companies.id, ph('companyId'))),
  )({ companyId });
  return row ? cardView(row) : null;
}

/** Whether an e-mail is on file for whom the link is for: a new one could be sent there. */
async function isAddressed({ store: { read, t } }: Services, link: LinkRow): Promise<boolean> {
  const { links, contacts, stakeholders } = t;
  const found = await prepared(read, 'company.isAddressed', (ph) =>
    read
      .select({ id: links.id })
      .from(links)
      .leftJoin(contacts, isRow(contacts, ph('companyId'), links.contactId))
      .leftJoin(stakeholders, isRow(stakeholders, ph('companyId'), links.stakeholderId))
      .where(
        and(
          isRow(links, ph('companyId'), ph('linkId')),
          or(
            and(isNull(contacts.removedAt), ne(contacts.email, '')),
            and(isNull(stakeholders.removedAt), ne(stakeholders.email, '')),
          ),
        ),
      ),
  )({ companyId: link.companyId, linkId: link.id });
  return found.length > 0;
}
