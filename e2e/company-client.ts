/** The demo's company as its own program calls: a command for each link would take longer than most pages. */
import { createClient, type Client, type Scope } from '@parvis/sdk';
import { eleonore, linkByCommand, type GivenLink } from './demo.ts';
import type { Parvis } from './parvis.ts';

/** A key of the demo's company, which setup.ts has made. */
export const demoKey = (): string => process.env.PARVIS_TEST_DEMO_KEY!;
export const companyClient = ({ url }: Pick<Parvis, 'url'>): Client => createClient({ api: url, apiKey: demoKey() });

/** A secure link for a customer's main contact: for Éléonore, unless a number names another. */
export async function giveLink(
  parvis: Pick<Parvis, 'url'>,
  { number = eleonore.number, scope }: { number?: string; scope?: Scope } = {},
): Promise<GivenLink> {
  const company = companyClient(parvis);
  const { items } = await company.customers.list({ q: number }).page();
  const found = items.find((each) => String(each.number) === number);
  if (!found) throw new Error(`No customer ${number}`);
  const { contacts } = await company.customers.get(found.id);
  const { url, link } = await company.links.create({ contactId: contacts.find(({ main }) => main)!.id, scope });
  return { link: url!, id: link.id };
}

/** One of three days ago, which lasted a day. */
export const giveExpiredLink = ({ commandAgo }: Pick<Parvis, 'commandAgo'>): Promise<GivenLink> =>
  linkByCommand({ command: (...args) => commandAgo(3, ...args) }, '--days', '1');
