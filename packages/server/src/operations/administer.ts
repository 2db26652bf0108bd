/** Commands that a person at the server's own machine gives: they act as the system, past every sign-in. */
import { open, readFile, rm } from 'node:fs/promises';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { right, type Lang, type Role, type Scope } from '@parvis/sdk/contract';
import { createCompany } from '../company/company.create.ts';
import { drawLogo, type DrawnLogo, type DrawnLogos } from '../company/company.logo.ts';
import { receive, takeIn } from '../files/intake.ts';
import { makeKey } from '../key/key.rules.ts';
import { draftLink, operatorOf, recordLink, revokeLink } from '../link/link.rules.ts';
import { inviteMember, takeInvitationBack } from '../member/member.rules.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { newPasswordToken, passwordUrl } from '../session/password-token.ts';
import { fact, type Fact } from './facts.ts';

/** A sentence for who gave the command. */
export class CommandError extends Error {
  override name = 'CommandError';
}

const system = 'system';

export interface NewPerson {
  firstName: string;
  lastName: string;
  email: string;
}

export interface CompanyWish {
  name: string;
  lang: Lang;
  phone: string;
  /** Paths of pictures. */
  logos: Record<'light' | 'dark', string | undefined>;
  administrator: NewPerson;
}

export async function companyCreate(s: Services, { logos: files, ...wish }: CompanyWish): Promise<Fact[]> {
  const logos: DrawnLogos = {};
  for (const scheme of ['light', 'dark'] as const)
    if (files[scheme] !== undefined) logos[scheme] = await drawFile(s, files[scheme]);
  return await s.store.transaction(function* (tx) {
    const { companyId, memberId } = yield* createCompany(tx, { ...wish, logos });
    const token = yield* newPasswordToken(tx, { companyId, memberId, purpose: 'invitation' });
    return [fact('Company', companyId), fact('Member', memberId), fact('Invitation', passwordUrl(s.config, token))];
  });
}

/** A picture of this machine, looked at as one that was uploaded. Raises what an upload is refused with. */
async function drawFile({ config }: Services, path: string): Promise<DrawnLogo> {
  const picture = await open(path).catch(() => {
    throw new CommandError(`There is no file ${path}.`);
  });
  try {
    const incoming = await receive(picture.readableWebStream() as ReadableStream<Uint8Array>, config.data);
    const taken = await takeIn(incoming, system);
    try {
      if (taken.mediaType === 'application/pdf') throw new Problem('unsupported-file');
      return await drawLogo(system, await readFile(taken.path));
    } finally {
      await rm(taken.path, { force: true });
    }
  } finally {
    await picture.close();
  }
}

/** Invites somebody, or gives who was invited and is not in yet another one-time link. */
export async function memberInvite(
  s: Services,
  { company, person, role }: { company?: string | undefined; person: NewPerson; role: Role },
): Promise<Fact[]> {
  const { id: companyId, lang } = await companyOf(s, company);
  return await s.store.transaction(function* (tx) {
    const profile = { ...person, civility: '', landline: '', mobile: '', role, rights: {}, lang } as const;
    const member =
      (yield* takeInvitationBack(tx, companyId, person.email)) ??
      (yield* inviteMember(tx, { companyId, principal: system }, profile));
    const token = yield* newPasswordToken(tx, { companyId, memberId: member.id, purpose: 'invitation' });
    return [fact('Member', member.id), fact('Role', member.role), fact('Invitation', passwordUrl(s.config, token))];
  });
}

export interface LinkWish {
  company?: string | undefined;
  /** Number of the customer. */
  customer: number;
  scope?: Scope | undefined;
  /** Id of a contact; the main one otherwise. */
  contact?: string | undefined;
  days?: number | undefined;
}

export async function linkCreate(s: Services, { company, customer, scope, contact, days }: LinkWish): Promise<Fact[]> {
  const { id: companyId } = await companyOf(s, company);
  const contactId = await contactOf(s, companyId, customer, contact);
  const by = operatorOf(s.features, companyId);
  const wish = { contactId, scope, days, delivery: 'copy' } as const;
  const { link, portalUrl } = await draftLink(s.store, by, wish);
  const url = await s.tokens.linkUrl(link, portalUrl);
  await s.store.transaction((tx) => recordLink(tx, by, link, null));
  return [fact('Link', url), fact('Id', link.id), fact('Expires', link.expiresAt)];
}

export async function linkRevoke(s: Services, company: string | undefined, linkId: string): Promise<Fact[]> {
  const { id: companyId } = await companyOf(s, company);
  const { links } = s.store.t;
  const [found] = await s.store.read
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.companyId, companyId), eq(links.id, linkId)));
  if (!found) throw new CommandError(`No link has the id ${linkId}.`);
  await s.store.transaction((tx) => revokeLink(tx, operatorOf(s.features, companyId), linkId));
  return [fact('Revoked', linkId)];
}

export async function keyCreate(
  s: Services,
  { company, name }: { company?: string | undefined; name: string },
): Promise<Fact[]> {
  const { id: companyId } = await companyOf(s, company);
  const { key, secret } = await s.store.transaction((tx) =>
    // Made at the server itself: nobody holds more.
    makeKey(tx, { companyId, name, role: 'office', rights: right.options, maker: { principal: system } }),
  );
  return [fact('Key', secret), fact('Id', key.id)];
}

/** The company that was named, by id or name; the only one when none was. */
async function companyOf({ store }: Services, named: string | undefined): Promise<{ id: string; lang: Lang }> {
  const { companies } = store.t;
  const columns = { id: companies.id, name: companies.name, lang: companies.lang };
  if (named === undefined) {
    const [only, other] = await store.read.select(columns).from(companies).limit(2);
    if (!only) throw new CommandError('There is no company yet: parvis company create makes one.');
    if (other) throw new CommandError('There are several companies: say which one by --company and its id or name.');
    return only;
  }
  const isId = /^[\da-f]{8}-/.test(named);
  const found = await store.read
    .select(columns)
    .from(companies)
    .where(eq(isId ? companies.id : companies.name, named))
    .limit(2);
  if (found.length > 1) throw new CommandError(`Several companies bear the name ${named}: give the id.`);
  if (!found[0]) throw new CommandError(`No company has the ${isId ? 'id' : 'name'} ${named}.`);
  return found[0];
}

async function contactOf(
  { store }: Services,
  companyId: string,
  number: number,
  wanted: string | undefined,
): Promise<string> {
  const { customers, contacts } = store.t;
  const [customer] = await store.read
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.companyId, companyId), eq(customers.number, number)));
  if (!customer) throw new CommandError(`No customer has the number ${number}.`);
  const known = await store.read
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.companyId, companyId), eq(contacts.customerId, customer.id), isNull(contacts.removedAt)))
    .orderBy(desc(contacts.main), contacts.id);
  const contact = wanted === undefined ? known[0] : known.find(({ id }) => id === wanted);
  if (contact) return contact.id;
  throw new CommandError(
    wanted === undefined
      ? `Customer ${number} has no contact that a link could be for.`
      : `Customer ${number} has no contact ${wanted}.`,
  );
}
