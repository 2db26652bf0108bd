/**
 * For every route that reads, every caller of the matrix, and every kind of change: whoever is told that nothing changed
 * would have got what they have, and what is out of sight changes nobody's tag, so that nobody counts what others do.
 */
import { eq } from 'drizzle-orm';
import { api, type ApiRoute, type Endpoint } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { relations, type Identity, type Name, type Things } from '../feature.testing.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { visible } from '../access/visible.ts';
import { claimMail } from '../delivery/attempt.ts';
import { ClockSkew } from '../delivery/clock-skew.ts';
import { features } from '../feature-set.ts';
import { photo } from '../testing/files.ts';
import { sweepFiles } from '../files/sweep.ts';
import { makeThumbnails } from '../files/thumbnails.ts';
import { addBackfill } from '../work/intervention.batch.ts';
import { backfill } from '../intervention/intervention.backfill.ts';
import { one, run, type Tx, type Work } from '../store/store.ts';
import { testUrl, type AskOptions, type SignedIn } from '../testing.ts';

interface Asked {
  route: ApiRoute;
  url: string;
  answer: Answer;
}
interface Answer {
  /** Null where there is nothing to compare with. */
  tag: string | null;
  /** What is said, or the status of a refusal. */
  said: string;
}
interface Reader {
  name: string;
  identity: Identity;
  viewer: Viewer;
  asked: Asked[];
}

let world: World;
let readers: Reader[];
let admin: string;
let admin2: string;
const places = {} as Record<'mine' | 'sibling' | 'neighbour' | 'off' | 'foreign', Things>;
type Place = keyof typeof places;
const adminOf = (place: Place) => (place === 'foreign' ? admin2 : admin);

beforeAll(async () => {
  // Addresses of files are others every half an hour, and tags with them.
  vi.useFakeTimers({ toFake: ['Date'] });
  world = await buildWorld();
  const { identities, things } = world;
  // None of the readers: what they do themselves would be told to them.
  admin = (await world.t.member({ id: world.companies.mine })).token;
  admin2 = identities['admin of another company']!.token!;
  Object.assign(places, things, { off: identities['link of a customer for whom all is off']!.own });
  readers = await readersOf();
  await readAll();
});
afterAll(async () => {
  vi.useRealTimers();
  await world.t.close();
});

const nothingYet: Answer = { tag: null, said: '' };

/** All that each may read; the company's own people, of what is `mine` alone. */
const readersOf = async (): Promise<Reader[]> => {
  const found: Reader[] = [];
  for (const [name, identity] of Object.entries(world.identities)) {
    const viewer = identity.token === null ? null : await world.t.s.tokens.viewer(identity.token);
    if (!viewer) continue;
    const asked: Asked[] = [];
    for (const route of Object.keys(api) as ApiRoute[]) {
      const endpoint: Endpoint = api[route];
      if (!route.startsWith('GET ') || endpoint.open || endpoint.download) continue;
      for (const relation of relations) {
        const parameter = /:(\w+)/.exec(route)?.[1];
        if (parameter ? !identity.sees(parameter as Name, relation) : relation !== 'mine') continue;
        if (viewer.kind !== 'contact' && relation !== 'mine' && !identity.sees('customerId', 'foreign')) continue;
        const { params } = await callOf(world, route, identity, relation);
        const path = route.slice('GET '.length).replace(/:(\w+)/, (_, one: string) => params[one]!);
        for (const query of queriesOf[route] ?? ['']) {
          const url = `${testUrl}/v1${path}${query}`;
          asked.push({ route, url, answer: nothingYet });
        }
      }
    }
    found.push({ name, identity, viewer, asked });
  }
  return found;
};

async function readAll(): Promise<void> {
  for (const { identity, asked } of readers) for (const each of asked) each.answer = await read(identity, each.url);
}

const fetched = async ({ token }: Identity, url: string, known: string | null): Promise<Response> => {
  const headers = { authorization: `Bearer ${token}`, ...(known !== null && { 'if-none-match': known }) };
  return await world.t.app.fetch(new Request(url, { headers }));
};
const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isRead = response.status === 200;
  return { tag: isRead ? response.headers.get('etag') : null, said: isRead ? plain(text) : String(response.status) };
};
const read = async (identity: Identity, url: string): Promise<Answer> =>
  await answerOf(await fetched(identity, url, null));

const queriesOf: Partial<Record<ApiRoute, string[]>> = {
  'GET /interventions': ['?limit=200', '?q=chalet', '?q=deplace'],
  'GET /customers': ['?limit=200', '?q=durand'],
  'GET /links': ['?limit=200'],
  'GET /sites': ['?limit=200'],
  'GET /dossiers/:dossierId/messages': ['?limit=200'],
  'GET /dossiers/:dossierId/files': ['?limit=200'],
  'GET /equipment': ['?limit=200'],
  'GET /outbox': ['?limit=200'],
  'GET /changes': ['?limit=500'],
  'GET /bin': ['?limit=200', '?q=durand'],
  'GET /search': ['?q=durand', '?q=chalet', '?q=1001'],
};

/** Sealed positions are others each time. */
const plain = (text: string): string => text.replace(/"(position|next)":"[^"]*"/g, '"$1":""');

/** Where the answer is hashed, the sealed positions in it are. */
const isSealedAnew = (viewer: Viewer, route: ApiRoute): boolean =>
  route === 'GET /changes' && !isOutside(viewer) && !viewer.rights.has('see_all');

/** What is wrong with the tags after a change, for whom. */
async function wrongAfter(change: () => Promise<unknown>): Promise<string[]> {
  const { t, companies } = world;
  const before = new Map([companies.mine, companies.foreign].map((id) => [id, t.s.journal.position(id)]));
  await change();
  await t.told();
  const entries = (await Promise.all([...before].map(([id, position]) => t.s.journal.after(id, position, 500)))).flat();
  const wrong: string[] = [];
  for (const { name, identity, viewer, asked } of readers) {
    const moved: string[] = [];
    let isInSight = entries.some((entry) => visible(features, viewer, entry));
    for (const each of asked) {
      const { route, url, answer: had } = each;
      const again = await fetched(identity, url, had.tag);
      const isUnchanged = again.status === 304;
      const now = isUnchanged ? await read(identity, url) : await answerOf(again);
      each.answer = now;
      const isSame = now.said === had.said;
      if (!isSame) isInSight = true;
      if (!isSame && isUnchanged) wrong.push(`${name}, ${route}: another answer under the same tag`);
      if (isSame && now.tag !== had.tag && !isSealedAnew(viewer, route)) moved.push(route);
    }
    if (!isInSight && moved.length > 0) wrong.push(`${name}: tags of ${moved.join(', ')} tell of it`);
  }
  return wrong;
}

const ask = async (route: ApiRoute, options: AskOptions) => {
  const answer = await world.t.ask(route, options);
  if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`);
  return answer;
};
/** As it is now, changed. */
const edit = async (route: ApiRoute, read: ApiRoute, as: string, params: Record<string, string>, body: object) => {
  const { body: now } = await ask(read, { as, params });
  return await ask(route, { as, params, ifMatch: (now as { version: number }).version, body });
};
const inTransaction = (body: (tx: Tx) => Work<unknown>) => world.t.s.store.transaction(body);
const id = (answer: { body: unknown }) => (answer.body as { id: string }).id;
const address = { line1: '3 quai', line2: '', postalCode: '69002', city: 'Lyon', country: 'FR' };
const person = { firstName: 'Zoé', lastName: 'Petit' };

const patch = {
  customer: (at: Place, body: object) =>
    edit('PATCH /customers/:customerId', 'GET /customers/:customerId', adminOf(at), places[at], body),
  site: (at: Place, body: object) => edit('PATCH /sites/:siteId', 'GET /sites/:siteId', adminOf(at), places[at], body),
  equipment: (at: Place, body: object) =>
    edit('PATCH /equipment/:equipmentId', 'GET /equipment/:equipmentId', adminOf(at), places[at], body),
  intervention: (at: Place, body: object) =>
    edit('PATCH /interventions/:interventionId', 'GET /interventions/:interventionId', adminOf(at), places[at], body),
  company: (body: object) => edit('PATCH /company', 'GET /company', admin, {}, body),
  member: (memberId: string, body: object) =>
    edit('PATCH /members/:memberId', 'GET /members/:memberId', admin, { memberId }, body),
};
const uploaded = async (as: SignedIn | string) =>
  id(await ask('POST /files', { as, query: { name: 'a.jpg' }, body: new Uint8Array(await photo()) }));

/** Made and ended within a change. */
const made: Record<string, string> = {};

const patched = {
  customer: 'PATCH /customers/:customerId',
  site: 'PATCH /sites/:siteId',
  equipment: 'PATCH /equipment/:equipmentId',
  intervention: 'PATCH /interventions/:interventionId',
} as const;
/** Into the bin, and out of it; a sibling's customer is the same one. */
const isGone = (kind: keyof typeof patched, at: Place) => kind === 'customer' && at === 'sibling';
const bin = async (kind: keyof typeof patched, at: Place) => {
  if (isGone(kind, at)) return;
  const { body } = await patch[kind](at, { binned: true });
  made[`${at} ${kind}`] = String((body as { version: number }).version);
};
const restore = async (kind: keyof typeof patched, at: Place) =>
  isGone(kind, at) ||
  ask(patched[kind], {
    as: adminOf(at),
    params: places[at],
    ifMatch: Number(made[`${at} ${kind}`]),
    body: { binned: false },
  });

const ofPlace: Record<string, (at: Place) => Promise<unknown>> = {
  'a customer is called otherwise': (at) => patch.customer(at, { lastName: `Martin ${at}` }),
  'a customer says more': (at) => patch.customer(at, { extra: 'Code 12' }),
  'a part of a customer’s portal is switched': (at) => patch.customer(at, { options: { messages: false } }),
  'documents are hidden from a customer': (at) => patch.customer(at, { options: { documents: false } }),
  'documents are shown to a customer': (at) => patch.customer(at, { options: { documents: at !== 'off' } }),
  'a contact is added': async (at) => {
    made[`${at} contact`] = id(
      await ask('POST /customers/:customerId/contacts', {
        as: adminOf(at),
        params: places[at],
        body: { ...person, phone: '0612345678' },
      }),
    );
  },
  'another is the main contact': (at) =>
    ask('PATCH /contacts/:contactId', {
      as: adminOf(at),
      params: { contactId: made[`${at} contact`]! },
      ifMatch: 1,
      body: { main: true },
    }),
  'a contact is removed': (at) =>
    ask('DELETE /contacts/:contactId', { as: adminOf(at), params: { contactId: made[`${at} contact`]! } }),
  'a contact is called otherwise': async (at) => {
    const { body } = await ask('GET /customers/:customerId', { as: adminOf(at), params: places[at] });
    const contact = (body as { contacts: { id: string; version: number }[] }).contacts.find(
      (each) => each.id === places[at].contactId,
    )!;
    await ask('PATCH /contacts/:contactId', {
      as: adminOf(at),
      params: places[at],
      ifMatch: contact.version,
      body: { firstName: 'Jeanne' },
    });
  },
  'a site is called otherwise': (at) => patch.site(at, { name: `Déplacé ${at}` }),
  'a site is elsewhere': (at) => patch.site(at, { address }),
  'a site is added': async (at) => {
    const body = { customerId: places[at].customerId, name: 'Annexe', address };
    made[`${at} annex`] = id(await ask('POST /sites', { as: adminOf(at), body }));
  },
  'a piece of equipment is called otherwise': (at) => patch.equipment(at, { kind: `Chaudière ${at}` }),
  'a piece of equipment says more': (at) => patch.equipment(at, { serialNumber: `n° ${at}` }),
  'a piece of equipment is brought to another site': (at) => patch.equipment(at, { siteId: made[`${at} annex`]! }),
  'a piece of equipment that was brought away is called otherwise': (at) =>
    patch.equipment(at, { kind: `Pompe ${at}` }),
  'a piece of equipment is added': (at) =>
    ask('POST /equipment', { as: adminOf(at), body: { customerId: places[at].customerId, kind: 'Poêle' } }),
  'a piece of equipment comes back': (at) => patch.equipment(at, { siteId: places[at].siteId }),
  'an intervention is made': async (at) => {
    const { customerId, siteId } = places[at];
    const body = { customerId, siteId, description: 'Fuite' };
    made[`${at} intervention`] = id(await ask('POST /interventions', { as: adminOf(at), body }));
  },
  'an intervention is moved on': (at) =>
    ask('POST /interventions/:interventionId/moves', {
      as: adminOf(at),
      params: { interventionId: made[`${at} intervention`]! },
      body: { to: 'scheduled', windowStart: '2026-12-07T08:00:00.000Z', windowEnd: '2026-12-07T10:00:00.000Z' },
    }),
  'an intervention is described otherwise': (at) => patch.intervention(at, { description: 'Fuite au sous-sol' }),
  'an intervention is given to another': (at) => patch.intervention(at, { assigneeId: places[at].memberId }),
  'an intervention is at another site': (at) =>
    patch.intervention(at, { siteId: made[`${at} annex`]!, equipmentId: null }),
  'an intervention is back': (at) =>
    patch.intervention(at, { siteId: places[at].siteId, equipmentId: places[at].equipmentId }),
  'a photo is uploaded': async (at) => {
    made[`${at} file`] = await uploaded(adminOf(at));
  },
  'a photo that nothing holds is ready': () => makeThumbnails(world.t.s),
  'a photo is added to an intervention': (at) =>
    ask('POST /interventions/:interventionId/files', {
      as: adminOf(at),
      params: places[at],
      body: { fileIds: [made[`${at} file`]!] },
    }),
  'a photo is taken away': (at) =>
    ask('DELETE /files/:fileId', { as: adminOf(at), params: { fileId: made[`${at} file`]! } }),
  'another photo is added': async (at) => {
    const fileIds = [await uploaded(adminOf(at))];
    await ask('POST /interventions/:interventionId/files', { as: adminOf(at), params: places[at], body: { fileIds } });
  },
  'its thumbnail is ready': () => makeThumbnails(world.t.s),
  'a file is given to a customer': async (at) => {
    const fileIds = [await uploaded(adminOf(at))];
    await ask('POST /customers/:customerId/attachments', { as: adminOf(at), params: places[at], body: { fileIds } });
  },
  'a document is added to a dossier': async (at) => {
    made[`${at} document`] = await uploaded(adminOf(at));
    await ask('POST /dossiers/:dossierId/files', {
      as: adminOf(at),
      params: places[at],
      body: { fileIds: [made[`${at} document`]!] },
    });
  },
  'the thumbnail of a document is ready': () => makeThumbnails(world.t.s),
  'a document is taken from a dossier': (at) =>
    ask('DELETE /files/:fileId', { as: adminOf(at), params: { fileId: made[`${at} document`]! } }),
  'a message is written in a dossier': (at) =>
    ask('POST /dossiers/:dossierId/messages', { as: adminOf(at), params: places[at], body: { body: 'À jeudi' } }),
  'a message is corrected': async (at) => {
    const { dossierId } = places[at];
    const as = adminOf(at);
    const { body } = await ask('GET /dossiers/:dossierId/messages', { as, params: { dossierId } });
    const [{ id: messageId } = { id: '' }] = (body as { items: { id: string }[] }).items;
    made[`${at} message`] = messageId;
    await ask('PATCH /messages/:messageId', { as, params: { messageId }, ifMatch: 1, body: { body: 'À vendredi' } });
  },
  'a message is withdrawn': (at) =>
    ask('DELETE /messages/:messageId', { as: adminOf(at), params: { messageId: made[`${at} message`]! } }),
  'a message is written with a photo': async (at) => {
    const body = { fileIds: [await uploaded(adminOf(at))] };
    made[`${at} message`] = id(
      await ask('POST /dossiers/:dossierId/messages', { as: adminOf(at), params: places[at], body }),
    );
  },
  'the thumbnail of that photo is ready': () => makeThumbnails(world.t.s),
  'a message is withdrawn with its photo': (at) =>
    ask('DELETE /messages/:messageId', { as: adminOf(at), params: { messageId: made[`${at} message`]! } }),
  'a stakeholder who has written is called otherwise': async (at) => {
    // The company's people are not told of it, and are asked here about what is `mine` alone.
    if (at !== 'mine') return;
    const { stakeholderId, dossierId } = places[at];
    const companyId = world.companies[at];
    await world.t.message({ id: dossierId, companyId }, { stakeholderId });
    await readAll();
    await ask('PATCH /stakeholders/:stakeholderId', {
      as: adminOf(at),
      params: { stakeholderId },
      ifMatch: 1,
      body: { name: 'Inès Roche' },
    });
  },
  'a stakeholder is added': async (at) => {
    const body = { name: 'Paul Roux', email: 'paul@roux.example' };
    made[`${at} stakeholder`] = id(
      await ask('POST /dossiers/:dossierId/stakeholders', { as: adminOf(at), params: places[at], body }),
    );
  },
  'a stakeholder is something else to the work': (at) =>
    ask('PATCH /stakeholders/:stakeholderId', {
      as: adminOf(at),
      params: { stakeholderId: made[`${at} stakeholder`]! },
      ifMatch: 1,
      body: { role: 'Maçon' },
    }),
  'a stakeholder is removed': (at) =>
    ask('DELETE /stakeholders/:stakeholderId', {
      as: adminOf(at),
      params: { stakeholderId: made[`${at} stakeholder`]! },
    }),
  'a customer calls a dossier something of their own': async (at) => {
    const { dossierId } = places[at];
    const { contactId, customerId } = at === 'sibling' ? places.mine : places[at];
    const companyId = world.companies[at === 'off' ? 'mine' : at];
    const { token } = await world.t.session({ companyId, contactId, scope: { kind: 'customer', id: customerId } });
    await ask('PATCH /dossiers/:dossierId/reference', { as: token, params: { dossierId }, body: { reference: at } });
  },
  'a stakeholder calls a dossier something of their own': async (at) => {
    const { dossierId, stakeholderId } = places[at];
    const companyId = world.companies[at === 'off' ? 'mine' : at];
    const { token } = await world.t.session({ companyId, stakeholderId, scope: { kind: 'dossier', id: dossierId } });
    await ask('PATCH /dossiers/:dossierId/reference', { as: token, params: { dossierId }, body: { reference: at } });
  },
  'a customer joins a dossier': async (at) => {
    // Of none that another customer’s work is in.
    const { customer } = await world.t.customer({ id: world.companies[at === 'off' ? 'mine' : at] });
    made[`${at} joined`] = customer.id;
    await readAll();
    await edit('PATCH /dossiers/:dossierId', 'GET /dossiers/:dossierId', adminOf(at), places[at], {
      customerIds: [places[at].customerId, customer.id],
    });
  },
  'a customer leaves a dossier': (at) =>
    edit('PATCH /dossiers/:dossierId', 'GET /dossiers/:dossierId', adminOf(at), places[at], {
      customerIds: [places[at].customerId],
    }),
  'a link is made': async (at) => {
    const { contactId, interventionId } = places[at];
    const body = { contactId, scope: { kind: 'intervention', id: interventionId } };
    const answer = await ask('POST /links', { as: adminOf(at), body });
    made[`${at} link`] = (answer.body as { link: { id: string } }).link.id;
    made[`${at} url`] = (answer.body as { url: string }).url;
  },
  'a link is used': (at) => ask('POST /session', { body: { link: made[`${at} url`]! } }),
  'a link is revoked': (at) =>
    ask('DELETE /links/:linkId', { as: adminOf(at), params: { linkId: made[`${at} link`]! } }),
  'a mail is being sent': (at) =>
    inTransaction(function* (tx) {
      const { outbox } = tx.t;
      const mail = yield* one(tx.select().from(outbox).where(eq(outbox.id, places[at].mailId)));
      return yield* claimMail(tx, mail!, undefined, null, new Date(Date.now() + 60_000).toISOString(), '');
    }),
  'a customer is archived': (at) => patch.customer(at, { archived: true }),
  'a site is archived': (at) => patch.site(at, { archived: true }),
  'a piece of equipment is archived': (at) => patch.equipment(at, { archived: true }),
  'a customer is no longer archived': (at) => patch.customer(at, { archived: false }),
  ...Object.fromEntries(
    (['intervention', 'equipment', 'site', 'customer'] as const).flatMap((kind) => [
      [`a thing goes into the bin: ${kind}`, (at: Place) => bin(kind, at)],
      [`a thing comes out of the bin: ${kind}`, (at: Place) => restore(kind, at)],
    ]),
  ),
  'a contact’s own request comes in': async (at) => {
    const { contactId, customerId } = places[at];
    const companyId = world.companies[at === 'off' ? 'mine' : at];
    const { token } = await world.t.session({ companyId, contactId, scope: { kind: 'customer', id: customerId } });
    if (at === 'off') return;
    await ask('POST /interventions', { as: token, body: { description: 'Plus de chauffage' } });
  },
};

const ofCompany: Record<string, () => Promise<unknown>> = {
  'the company is called otherwise': () => patch.company({ name: 'Atelier' }),
  'a type of intervention is called otherwise': () =>
    patch.company({ types: [{ key: 'depannage', label: { fr: 'Secours', en: 'Rescue' } }] }),
  'a field is added': async () => {
    const label = { fr: 'Code', en: 'Code' };
    made['field'] = id(await ask('POST /fields', { as: admin, body: { label, kind: 'text' } }));
  },
  'a field is asked otherwise': () =>
    ask('PATCH /fields/:fieldId', {
      as: admin,
      params: { fieldId: made['field']! },
      ifMatch: 1,
      body: { required: true },
    }),
  'what is left to be done follows': async () => {
    await inTransaction(function* (tx) {
      const { interventions } = tx.t;
      yield* run(
        tx.update(interventions).set({ incomplete: true }).where(eq(interventions.companyId, world.companies.mine)),
      );
      yield* addBackfill(tx, world.companies.mine, { kind: 'field', subject: made['field']! });
    });
    await readAll();
    await backfill(world.t.s);
  },
  'a member is invited': async () => {
    made['member'] = id(await ask('POST /members', { as: admin, body: { ...person, email: 'zoe@atelier.example' } }));
  },
  'a member has another number': () => patch.member(places.mine.memberId, { mobile: '0612345678' }),
  'a member is deactivated': () => patch.member(made['member']!, { active: false }),
  'a password is forgotten': async () => {
    const { body } = await ask('GET /members/:memberId', { as: admin, params: places.mine });
    await ask('POST /password/resets', { body: { email: (body as { email: string }).email } });
  },
  'another company writes': () => patch.customer('foreign', { extra: 'Code 12' }),
  'somebody signs in': async () => world.t.session({ companyId: world.companies.mine, memberId: places.mine.memberId }),
  'an administrator signs in elsewhere, and out': async () => {
    await ask('DELETE /session', { as: await world.anotherSession(world.identities['admin']!) });
  },
  'a technician changes their own number': async () => {
    const as = world.identities['a technician']!.token!;
    await edit('PATCH /profile', 'GET /profile', as, {}, { mobile: '0612345679' });
  },
  'a technician chooses what they are mailed': () =>
    ask('PATCH /notifications', { as: world.identities['a technician']!.token!, body: { messages: 'none' } }),
  'a program is let in': async () => {
    const { body } = await ask('POST /keys', { as: admin, body: { name: 'Compta' } });
    made['secret'] = (body as { secret: string }).secret;
    made['key'] = (body as { key: { id: string } }).key.id;
  },
  'a program is used': async () => {
    await ask('GET /fields', { as: made['secret']! });
    const { keys } = world.t.s.store.t;
    const usedAt = async () =>
      (await world.t.s.store.read.select({ at: keys.lastUsedAt }).from(keys).where(eq(keys.id, made['key']!)))[0]?.at;
    await expect.poll(usedAt).toBeTruthy();
  },
  'a program is shut out': () => ask('DELETE /keys/:keyId', { as: admin, params: { keyId: made['key']! } }),
  'a clock is put right': async () => {
    const far = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const { outbox } = world.t.s.store.t;
    await inTransaction((tx) => run(tx.update(outbox).set({ nextAttemptAt: far }).where(eq(outbox.status, 'waiting'))));
    await readAll();
    await new ClockSkew(world.t.s.store, features.mails, { now: () => Date.now(), steady: () => 0 }, 60_000).look();
  },
  'what nobody sent is swept': () => sweepFiles(world.t.s, Date.now() + 48 * 3_600_000),
};

/** Who may be told though they read the same: programs read of members, and are not told; without a mail server no mail has a time. */
const inSightOf: Record<string, readonly string[]> = {
  'a password is forgotten': ['an API key'],
  'a clock is put right': ['office', 'office with every right', 'admin', 'admin of another company'],
};

// On an embedded database: elsewhere a tag is what the answer hashes to, and there is nothing to be wrong about.
describe('what nobody sees changes nobody’s tag, and what somebody sees changes theirs', () => {
  for (const [name, change] of Object.entries(ofPlace))
    test(name, async () => {
      const wrong: string[] = [];
      for (const at of ['mine', 'sibling', 'neighbour', 'off'] as const)
        wrong.push(...(await wrongAfter(() => change(at))).map((each) => `${at}: ${each}`));
      expect(wrong).toEqual([]);
    });

  for (const [name, change] of Object.entries(ofCompany))
    test(name, async () => {
      const wrong = await wrongAfter(change);
      expect(wrong.filter((each) => !inSightOf[name]?.some((reader) => each.startsWith(`${reader}: tags`)))).toEqual(
        [],
      );
    });

  test('a member’s name, which stands in what everybody sees, changes everybody’s tag', async () => {
    const wrong = await wrongAfter(() => patch.member(places.mine.memberId, { firstName: 'Nadia' }));
    expect(wrong.filter((each) => each.includes('same tag'))).toEqual([]);
  });

  test('all of it was read', () => {
    expect(readers.length).toBeGreaterThan(14);
    expect(readers.reduce((sum, { asked }) => sum + asked.length, 0)).toBeGreaterThan(200);
  });
});
