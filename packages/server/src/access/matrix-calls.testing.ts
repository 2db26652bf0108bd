/** A call to every route, such as its contract takes. */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import type { AskOptions, TestApp } from '../testing.ts';
import { now } from '../time.ts';
import type { Identity, Relation, Things, World } from './matrix-world.testing.ts';
import { features } from '../feature-set.ts';

/** A call that the contract takes and that changes nothing others rely on: what it would change is made for it, or is stale. */
export async function callOf(
  world: World,
  route: ApiRoute,
  identity: Identity,
  relation: Relation,
): Promise<AskOptions> {
  const isOpen = features.policy[route].open === true;
  const its = { ...world.things[relation], ...(relation === 'mine' && identity.own) };
  const fresh = await freshOf(world, route, identity, relation);
  return {
    // Throttles count by address: each call comes from another.
    ip: `10.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`,
    as: isOpen && identity.as.kind === 'nobody' ? null : (fresh.token ?? identity.token),
    params: { ...its, fileId: newId(), keyId: newId(), sessionId: newId(), ...fresh.params },
    ...('ifMatch' in api[route] ? { ifMatch: 1 } : {}),
    ...(route === 'POST /files' ? { body: pdf, query: { name: 'a.pdf' } } : {}),
    ...(route === 'GET /files/:fileId/content' ? { query: { ticket: 'none' } } : {}),
    ...(bodies[route] ? { body: { ...(bodies[route](its, identity) as object), ...fresh.body } } : {}),
  };
}

const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

type BodyOf = (its: Things, identity: Identity) => unknown;
const address = { line1: '1 rue', postalCode: '69001', city: 'Lyon' };
const nothing: BodyOf = () => ({});
const oneRow: BodyOf = () => ({ rows: [{}] });
const unknownFile: BodyOf = () => ({ fileIds: [newId()] });

const bodies: Partial<Record<ApiRoute, BodyOf>> = {
  'POST /session': () => ({ link: 'none' }),
  'POST /session/renewals': () => ({ audience: 'portal' }),
  'POST /session/password': () => ({ password: 'none of theirs' }),
  'POST /links/renewals': () => ({ link: 'none' }),
  'POST /password/resets': () => ({ email: 'nobody@nowhere.example' }),
  'POST /password/tokens': () => ({ token: 'none' }),
  'POST /password': () => ({ token: 'none', password: 'une longue phrase de passe' }),
  'PATCH /company': nothing,
  'POST /members': () => ({ firstName: 'A', lastName: 'B', email: `m${newId()}@x.example` }),
  'PATCH /members/:memberId': nothing,
  'PATCH /profile': nothing,
  'POST /profile/password': () => ({ current: 'none of theirs', password: 'une longue phrase de passe' }),
  'POST /customers': () => ({ lastName: 'Neuf', address }),
  'PATCH /customers/:customerId': nothing,
  'POST /customers/batch': oneRow,
  'POST /customers/:customerId/contacts': () => ({ lastName: 'Neuf' }),
  'PATCH /contacts/:contactId': nothing,
  'POST /contacts/batch': oneRow,
  'POST /customers/:customerId/attachments': unknownFile,
  'POST /sites': ({ customerId }) => ({ customerId, name: 'Neuf', address }),
  'PATCH /sites/:siteId': nothing,
  'POST /sites/batch': oneRow,
  'POST /equipment': ({ customerId }) => ({ customerId, kind: 'Neuf' }),
  'PATCH /equipment/:equipmentId': nothing,
  'POST /equipment/batch': oneRow,
  'POST /interventions': ({ customerId }, { as }) => ({
    description: 'Neuf',
    ...(as.kind !== 'contact' && { customerId }),
  }),
  'PATCH /interventions/:interventionId': nothing,
  'POST /interventions/:interventionId/moves': (_, { as }) =>
    as.kind === 'contact' ? { to: 'cancelled', reason: 'Réparé' } : { to: 'en_route' },
  'POST /interventions/:interventionId/files': unknownFile,
  'POST /interventions/batch': oneRow,
  'POST /fields': () => ({ label: { fr: 'Étage', en: 'Floor' }, kind: 'text' }),
  'PATCH /fields/:fieldId': nothing,
  // The one scope that is open to whoever sees the intervention.
  'POST /links': ({ contactId, interventionId }) => ({
    contactId,
    scope: { kind: 'intervention', id: interventionId },
  }),
  'POST /keys': () => ({ name: 'ERP' }),
};

interface Fresh {
  token?: string;
  params?: Record<string, string>;
  body?: object;
}

/** What a call takes away is made for that call alone. */
async function freshOf(world: World, route: ApiRoute, identity: Identity, relation: Relation): Promise<Fresh> {
  if (relation === 'unknown') return {};
  const at = {
    companyId: world.companies[relation],
    ...world.things[relation],
    ...(relation === 'mine' && identity.own),
  };
  return (await made[route]?.(world, at, identity, relation)) ?? {};
}

type Make = (
  world: World,
  at: { companyId: string } & Things,
  identity: Identity,
  relation: keyof World['companies'],
) => Promise<Fresh>;

/** Their own upload, not yet sent. */
const upload: Make = async ({ t }, { companyId }, { principal }) => ({
  body: { fileIds: [await file(t, { companyId, owner: principal })] },
});

/** An intervention that the caller may move on, if they see it: given to them, or asked for by them. */
const movable: Make = async (
  { t },
  { companyId, customerId, siteId, dossierId },
  { as, principal, sees },
  relation,
) => {
  const isTheirs = relation === 'mine' && sees('interventionId', relation);
  const memberId = as.kind === 'key' ? as.makerId : as.kind === 'member' ? principal.slice('member:'.length) : null;
  const { id } = await t.intervention(
    { id: customerId, companyId },
    {
      siteId,
      dossierId,
      assigneeId: isTheirs ? (memberId ?? null) : null,
      status: as.kind === 'contact' ? 'requested' : 'scheduled',
    },
  );
  if (as.kind !== 'contact' || as.scope !== 'intervention' || relation !== 'mine')
    return { params: { interventionId: id } };
  const contactId = principal.slice('contact:'.length);
  const { token } = await t.session({ companyId, contactId, scope: { kind: 'intervention', id } });
  return { token, params: { interventionId: id } };
};

/** Somebody whose password is known. */
const typing =
  (body: (password: string) => object): Make =>
  async ({ anotherMember }, _at, { as }) => {
    const password = 'la phrase de passe du membre';
    return as.kind === 'member' ? { token: (await anotherMember(as.role, password)).token, body: body(password) } : {};
  };

const made: Partial<Record<ApiRoute, Make>> = {
  'DELETE /session': async ({ anotherSession }, _at, identity) =>
    identity.token ? { token: await anotherSession(identity) } : {},
  'POST /session/password': typing((password) => ({ password })),
  'POST /profile/password': typing((current) => ({ current })),
  'DELETE /profile/sessions': async ({ anotherMember }, _at, { as }) =>
    as.kind === 'member' ? { token: (await anotherMember(as.role)).token } : {},
  // One's own, whatever the relation says of other things: nobody reaches anybody else's.
  'DELETE /profile/sessions/:sessionId': async ({ t, companies }, _at, { sees, principal }, relation) => {
    if (!sees('sessionId', relation) || !principal.startsWith('member:')) return {};
    const asked = { companyId: companies[relation], memberId: principal.slice('member:'.length) };
    return { params: { sessionId: (await t.session(asked)).sessionId } };
  },
  'PATCH /members/:memberId': async ({ t }, { companyId: id }) => ({
    params: { memberId: (await t.member({ id }, { role: 'office' })).id },
  }),
  'POST /members/:memberId/invitations': async ({ t }, { companyId: id }) => ({
    params: { memberId: (await t.member({ id }, { role: 'office', status: 'invited' })).id },
  }),
  'PATCH /fields/:fieldId': async ({ t }, { companyId }) => ({ params: { fieldId: await field(t, companyId) } }),
  'POST /customers/:customerId/attachments': upload,
  'POST /interventions/:interventionId/files': upload,
  'POST /interventions/:interventionId/moves': movable,
  'DELETE /contacts/:contactId': async ({ t }, { companyId, customerId: id }) => ({
    params: { contactId: (await t.contact({ id, companyId })).id },
  }),
  'DELETE /links/:linkId': async ({ t }, { companyId, customerId: id, interventionId }) => ({
    params: {
      linkId: (await t.link(await t.contact({ id, companyId }), { kind: 'intervention', id: interventionId })).id,
    },
  }),
  'DELETE /keys/:keyId': async ({ t }, { companyId: id }) => ({ params: { keyId: (await t.key({ id })).id } }),
  'GET /files/:fileId': async ({ t }, { companyId, customerId, interventionId }) => ({
    params: { fileId: await file(t, { companyId, customerId, interventionId }) },
  }),
  // One's own while nothing holds it; whoever may change what holds it is tested with files.
  'DELETE /files/:fileId': async ({ t }, { companyId }, { sees, principal }, relation) => ({
    params: { fileId: await file(t, { companyId, owner: sees('fileId', relation) ? principal : 'member:other' }) },
  }),
};

async function file(
  t: TestApp,
  given: {
    companyId: string;
    owner?: string;
    customerId?: string;
    interventionId?: string;
  },
): Promise<string> {
  const id = newId();
  const { companyId, owner = 'system:none', customerId = null, interventionId = null } = given;
  await t.s.store.transaction((tx) =>
    run(
      tx.insert(tx.t.files).values({
        id,
        companyId,
        owner,
        customerId,
        interventionId,
        name: 'plan.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: '',
        thumbnail: 'none',
        createdAt: now(),
        claimedAt: interventionId && now(),
      }),
    ),
  );
  return id;
}

async function field(t: TestApp, companyId: string): Promise<string> {
  const id = newId();
  const label = { fr: 'Étage', en: 'Floor' };
  await t.s.store.transaction((tx) =>
    run(tx.insert(tx.t.fields).values({ id, companyId, label, kind: 'text', choices: [] })),
  );
  return id;
}
