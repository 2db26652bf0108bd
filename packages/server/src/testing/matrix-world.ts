/** Everybody who may ask, and what is theirs and what is not: two companies, with customers and all that is about them. */
import type { Scope } from '@parvis/sdk/contract';
import { expect } from 'vitest';
import type { Identity, MatrixWorld, Name, Relation, Things } from '../feature.testing.ts';
import { newId } from '../ids.ts';
import { hashPassword } from '../session/passwords.ts';
import { run } from '../store/store.ts';
import type { TestStore } from './store.ts';
import { everyPart, testApp, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { claimsOf, signed } from '../access/testing.ts';

const ofCompany: readonly Name[] = ['fieldId', 'memberId', 'keyId'];
const ofCustomer: readonly Name[] = ['customerId', 'contactId'];

/** Everything of these relations. */
const all =
  (...seen: Relation[]): Identity['sees'] =>
  (_, relation) =>
    seen.includes(relation);

/** Their own interventions and what those are about, and what is the company's. */
const assigned: Identity['sees'] = (name, relation) =>
  relation === 'mine' ||
  (relation === 'sibling' && ofCustomer.includes(name)) ||
  (['sibling', 'neighbour'].includes(relation) && ofCompany.includes(name));

/** The world, on the app that is asked. */
export interface World extends MatrixWorld {
  t: TestApp;
}

/** Two companies; in the first a customer whose contacts come by links of every scope, and a neighbour. */
export async function buildWorld(open?: () => Promise<TestStore>): Promise<World> {
  const t = await testApp({}, open);
  const sessionsOf = new Map<string, () => Promise<string>>();
  const first = await t.company();
  const second = await t.company({ name: 'Autre' });
  const technician = await t.member(first, { role: 'technician' });
  const clerk = await t.member(first, { role: 'office', rights: { see_all: false } });
  const mine = await thingsOf(t, first.id, technician.id);
  const sibling = await thingsOf(t, first.id, null, {}, mine);
  const clerksOwn = await t.intervention(
    { id: mine.ids.customerId, companyId: first.id },
    {
      siteId: mine.ids.siteId,
      equipmentId: mine.ids.equipmentId,
      dossierId: mine.ids.dossierId,
      assigneeId: clerk.id,
      status: 'scheduled',
    },
  );
  const clerksLink = await t.link(mine.contact, { kind: 'intervention', id: clerksOwn.id });
  const clerksMail = await mailOfLink(t, mine.contact, clerksLink.id);
  const neighbour = await thingsOf(t, first.id, null);
  const foreign = await thingsOf(t, second.id, null);
  const unknown = Object.fromEntries(Object.keys(mine.ids).map((name) => [name, newId()])) as Things;
  const things = { mine: mine.ids, sibling: sibling.ids, neighbour: neighbour.ids, foreign: foreign.ids, unknown };
  const companies = { mine: first.id, sibling: first.id, neighbour: first.id, foreign: second.id };

  const contact = async (
    of: Pick<typeof mine, 'ids' | 'contact'>,
    kind: Scope['kind'],
    more: object = {},
  ): Promise<Identity> => {
    const scope = { kind, id: of.ids[`${kind}Id`] };
    const asked = { companyId: of.contact.companyId, contactId: of.contact.id, scope };
    const { token } = await t.session(asked);
    const whole: Relation[] = kind === 'customer' ? ['mine', 'sibling'] : ['mine'];
    const sees = all(
      ...(of.ids === mine.ids ? whole : of === neighbour ? (['neighbour'] as const) : (['foreign'] as const)),
    );
    return { token, as: { kind: 'contact', scope: kind, ...more }, sees, principal: `contact:${of.contact.id}` };
  };
  const member = async (
    companyId: string,
    role: 'admin' | 'office' | 'technician',
    rights: Record<string, boolean> = {},
  ) => {
    const row = await t.member({ id: companyId }, { role, rights });
    sessionsOf.set(`member:${row.id}`, async () => (await t.session({ companyId, memberId: row.id })).token);
    const has = role === 'admin' ? ['manage_users', 'manage_settings'] : Object.keys(rights);
    const sees = companyId === first.id ? all('mine', 'sibling', 'neighbour') : all('foreign');
    return {
      token: row.token,
      as: { kind: 'member', role, rights: has },
      sees,
      principal: `member:${row.id}`,
    } as Identity;
  };
  for (const { id: memberId } of [technician, clerk])
    sessionsOf.set(`member:${memberId}`, async () => (await t.session({ companyId: first.id, memberId })).token);
  const off = await thingsOf(
    t,
    first.id,
    null,
    Object.fromEntries(Object.keys(everyPart).map((part) => [part, false])),
  );
  // Of the same customer, and may do nothing beside reading.
  const powerless = {
    ids: mine.ids,
    contact: await t.contact({ id: mine.ids.customerId, companyId: first.id }, { rights: [] }),
  };
  for (const party of [mine, neighbour, foreign, off, powerless]) {
    const { id: contactId, companyId, customerId } = party.contact;
    const scope: Scope = { kind: 'customer', id: customerId };
    sessionsOf.set(`contact:${contactId}`, async () => (await t.session({ companyId, contactId, scope })).token);
  }

  const stakeholder = async (of: Part, relation: Relation): Promise<Identity> => {
    const { companyId } = of.contact;
    const { stakeholderId } = of.ids;
    const session = async () =>
      (await t.session({ companyId, stakeholderId, scope: { kind: 'dossier', id: of.ids.dossierId } })).token;
    sessionsOf.set(`stakeholder:${stakeholderId}`, session);
    return {
      token: await session(),
      as: { kind: 'stakeholder' },
      sees: all(relation),
      principal: `stakeholder:${stakeholderId}`,
    };
  };

  const nobody = (token: string | null): Identity => ({
    token,
    as: { kind: 'nobody' },
    sees: all(),
    principal: 'nobody',
  });
  const admin = await member(first.id, 'admin');
  const preview = await t.session({
    companyId: first.id,
    memberId: admin.principal.slice('member:'.length),
    contactId: mine.contact.id,
    scope: { kind: 'customer', id: mine.ids.customerId },
  });
  const key = await t.key(first);
  const foreignKey = await t.key(second);
  const technicianKey = await t.key(first, { role: 'technician', rights: [], createdBy: `member:${technician.id}` });

  const identities: Record<string, Identity> = {
    'no token': nobody(null),
    garbage: nobody('garbage'),
    'an expired token': nobody(await expired(t, mine)),
    'a link used as a token': nobody((await t.link(mine.contact)).link),
    'a revoked link': nobody(
      await ended(t, async () => {
        const link = await t.link(mine.contact);
        return {
          token: link.token,
          end: () => t.ask('DELETE /links/:linkId', { as: admin.token, params: { linkId: link.id } }),
        };
      }),
    ),
    'a removed contact': nobody(
      await ended(t, async () => {
        const gone = await t.contact({ id: mine.ids.customerId, companyId: first.id });
        const { token } = await t.link(gone);
        return {
          token,
          end: () => t.ask('DELETE /contacts/:contactId', { as: admin.token, params: { contactId: gone.id } }),
        };
      }),
    ),
    'a deactivated member': nobody(
      await ended(t, async () => {
        const gone = await t.member(first, { role: 'office' });
        const call = { as: admin.token, params: { memberId: gone.id }, ifMatch: 1, body: { active: false } };
        return { token: gone.token, end: () => t.ask('PATCH /members/:memberId', call) };
      }),
    ),
    'a revoked key': nobody(
      await ended(t, async () => {
        const gone = await t.key(first);
        return {
          token: gone.token,
          end: () => t.ask('DELETE /keys/:keyId', { as: admin.token, params: { keyId: gone.id } }),
        };
      }),
    ),
    'link of a customer': await contact(mine, 'customer'),
    'link of a site': await contact(mine, 'site'),
    'link of a dossier': await contact(mine, 'dossier'),
    'link of an intervention': await contact(mine, 'intervention'),
    'link of a customer for whom all is off': {
      ...(await contact(off, 'customer', { off: true })),
      sees: (name, relation) => relation === 'mine' && (name === 'interventionId' || name === 'dossierId'),
      own: off.ids,
    },
    'link of a contact without rights': {
      ...(await contact(powerless, 'customer', { rights: [] })),
      // Of a person, dossiers and what is written in them are their main contact's.
      sees: (name, relation) => ['mine', 'sibling'].includes(relation) && name !== 'dossierId' && name !== 'messageId',
    },
    'link of a stakeholder': await stakeholder(mine, 'mine'),
    'link of a stakeholder of another dossier': await stakeholder(sibling, 'sibling'),
    'link of a stakeholder of another company': await stakeholder(foreign, 'foreign'),
    'a preview': { ...(await contact(mine, 'customer', { preview: true })), token: preview.token },
    'link of another customer': await contact(neighbour, 'customer'),
    'link of another company': await contact(foreign, 'customer'),
    'a technician': {
      token: technician.token,
      as: { kind: 'member', role: 'technician', rights: [] },
      sees: assigned,
      principal: `member:${technician.id}`,
    },
    'a technician’s API key': {
      token: technicianKey.token,
      as: { kind: 'key', role: 'technician', makerId: technician.id },
      sees: assigned,
      principal: `key:${technicianKey.id}`,
    },
    'office without the right to see all': {
      token: clerk.token,
      as: { kind: 'member', role: 'office', rights: [], seesOwn: true },
      sees: assigned,
      own: { interventionId: clerksOwn.id, linkId: clerksLink.id, mailId: clerksMail },
      principal: `member:${clerk.id}`,
    },
    office: await member(first.id, 'office'),
    'office with every right': await member(first.id, 'office', { manage_users: true, manage_settings: true }),
    admin,
    'admin of another company': await member(second.id, 'admin'),
    'an API key': {
      token: key.token,
      as: { kind: 'key' },
      sees: all('mine', 'sibling', 'neighbour'),
      principal: `key:${key.id}`,
    },
    'an API key of another company': {
      token: foreignKey.token,
      as: { kind: 'key' },
      sees: all('foreign'),
      principal: `key:${foreignKey.id}`,
    },
  };
  await t.told();
  return {
    t,
    identities,
    things,
    companies,
    anotherMember: async (role, password) =>
      t.member(first, { role, passwordHash: password === undefined ? null : await hashPassword(password) }),
    anotherSession: async ({ principal, token }) => (await sessionsOf.get(principal)?.()) ?? token ?? '',
  };
}

interface Part {
  ids: Things;
  contact: { id: string; companyId: string; customerId: string };
}

/** A customer, or a sibling's, with one of everything that a path can name. */
async function thingsOf(
  t: TestApp,
  companyId: string,
  assigneeId: string | null,
  options: object = {},
  sibling?: Part,
): Promise<Part> {
  const { customer, contact } = sibling
    ? {
        customer: { id: sibling.ids.customerId, companyId },
        contact: await t.contact({ id: sibling.ids.customerId, companyId }),
      }
    : await t.customer({ id: companyId }, { options });
  const site = await t.site(customer);
  const equipment = await t.equipment(customer, { siteId: site.id });
  const dossierId = newId();
  const fieldId = newId();
  const link = await t.link(contact, { kind: 'site', id: site.id });
  const mailId = await mailOfLink(t, contact, link.id);
  const member = await t.member({ id: companyId }, { role: 'office' });
  const number = Math.floor(Math.random() * 1e9);
  await t.s.store.transaction(function* (tx) {
    const { dossiers, fields } = tx.t;
    yield* run(tx.insert(dossiers).values({ id: dossierId, companyId, number, name: 'Chantier', createdAt: now() }));
    const label = { fr: 'Étage', en: 'Floor' };
    yield* run(tx.insert(fields).values({ id: fieldId, companyId, label, kind: 'text', choices: [] }));
  });
  await t.participant({ id: dossierId, companyId }, { id: customer.id });
  const stakeholder = await t.stakeholder({ id: dossierId, companyId });
  const intervention = await t.intervention(customer, {
    siteId: site.id,
    equipmentId: equipment.id,
    dossierId,
    assigneeId,
    status: 'scheduled',
  });
  return {
    contact,
    ids: {
      customerId: customer.id,
      contactId: contact.id,
      siteId: site.id,
      equipmentId: equipment.id,
      interventionId: intervention.id,
      fieldId,
      memberId: member.id,
      mailId,
      linkId: link.id,
      dossierId,
      stakeholderId: stakeholder.id,
    },
  };
}

/** A token that held a minute ago. */
async function expired(t: TestApp, of: Part): Promise<string> {
  const { token } = await t.link(of.contact);
  const claims = claimsOf(token);
  const ago = Math.floor(Date.now() / 1000) - 60;
  return signed(t.s, { ...claims, iat: ago - 600, exp: ago });
}

/** A token whose principal was revoked, by the call that revokes it. */
async function ended(
  t: TestApp,
  make: () => Promise<{ token: string; end: () => Promise<{ status: number }> }>,
): Promise<string> {
  const { token, end } = await make();
  expect((await t.ask('GET /fields', { as: token })).status).toBe(200);
  expect((await end()).status).toBeLessThan(300);
  await t.told();
  return token;
}

/** A mail that waits, with a link. */
async function mailOfLink(t: TestApp, { id: contactId, companyId, customerId }: Part['contact'], linkId: string) {
  const id = newId();
  await t.s.store.transaction((tx) =>
    run(
      tx.insert(tx.t.outbox).values({
        id,
        companyId,
        kind: 'link',
        position: Math.floor(Math.random() * 1e9),
        recipient: `contact:${contactId}`,
        subjectId: linkId,
        customerId,
        gathered: [],
        createdAt: now(),
      }),
    ),
  );
  return id;
}
