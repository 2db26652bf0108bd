/** An outside person on a dossier: what their link opens, and what ends with them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookupsBehind } from '../access/lookups.testing.ts';
import { visible } from '../access/visible.ts';
import { startDelivery } from '../delivery/delivery.ts';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import type { StakeholderRow } from './stakeholder.rules.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: SignedIn & { id: string };
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let dossier: { id: string; companyId: string };
let stakeholder: StakeholderRow;
let link: Awaited<ReturnType<TestApp['link']>>;
/** In their dossier, and in another of the same customer. */
let own: { id: string };
let other: { id: string };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer } = await t.customer(company));
  dossier = await t.dossier(company, { name: 'Maison des Pins' });
  stakeholder = await t.stakeholder(dossier);
  own = await t.intervention(customer, { dossierId: dossier.id, status: 'scheduled' });
  other = await t.intervention(customer, { dossierId: (await t.dossier(company)).id });
  link = await t.link(stakeholder);
});

const read = (interventionId: string, as: SignedIn | string = link) =>
  t.ask('GET /interventions/:interventionId', { as, params: { interventionId } });
const exchange = async (text: string) => (await t.ask('POST /session', { body: { link: text } })).code ?? 'opened';
const as = async ({ token }: SignedIn) => (await t.s.tokens.viewer(token))!;
const make = (body: object, by = admin) => t.ask('POST /links', { as: by, body });
const linksOf = async (stakeholderId: string) =>
  (await t.s.store.read.select().from(t.s.store.t.links)).filter((row) => row.stakeholderId === stakeholderId);
/** Held by an intervention. */
async function photo(interventionId: string): Promise<string> {
  const id = newId();
  await t.s.store.transaction((tx) =>
    run(
      tx.insert(tx.t.files).values({
        id,
        companyId: company.id,
        owner: 'system:none',
        customerId: customer.id,
        interventionId,
        name: 'plan.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: '',
        thumbnail: 'none',
        createdAt: now(),
        claimedAt: now(),
      }),
    ),
  );
  return id;
}

describe('a stakeholder', () => {
  it('finds at the portal themselves and the work in their dossier, and of no customer anything', async () => {
    const { status, body } = await t.ask('GET /portal', { as: link });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: { kind: 'dossier', id: dossier.id },
      customer: null,
      contact: { id: stakeholder.id, name: 'Inès Morel', email: stakeholder.email, phone: '' },
      counts: { interventions: 1, open: 1, sites: 0, equipment: 0, dossiers: 1 },
      next: { id: own.id, customerName: customer.name },
      can: [],
      preview: false,
    });
    // Whatever is on for customers.
    expect(body.options).toMatchObject({ messages: true, commercial: false, dossierCreation: false });
  });

  it('reads the interventions of their dossier with their files, and no other', async () => {
    const { body } = await t.ask('GET /interventions', { as: link });
    expect(body.items.map(({ id }) => id)).toEqual([own.id]);
    expect((await read(own.id)).body).toMatchObject({ id: own.id, can: [] });
    expect((await read(other.id)).status).toBe(404);
    const file = async (fileId: string) => (await t.ask('GET /files/:fileId', { as: link, params: { fileId } })).status;
    expect(await file(await photo(own.id))).toBe(200);
    expect(await file(await photo(other.id))).toBe(404);
  });

  it('asks for nothing and moves nothing', async () => {
    const params = { interventionId: own.id };
    const asked = await Promise.all([
      t.ask('POST /interventions', { as: link, body: { description: 'Fuite', customerId: customer.id } }),
      t.ask('POST /interventions/:interventionId/moves', { as: link, params, ifMatch: 1, body: { to: 'cancelled' } }),
      t.ask('GET /customers', { as: link }),
    ]);
    expect(asked.map(({ code }) => code)).toEqual(['forbidden', 'forbidden', 'forbidden']);
  });

  it('hears of what happens in their dossier, and of nothing else', async () => {
    const viewer = await as(link);
    const about = (subjectType: string, audience: string[]) =>
      visible(t.s.features, viewer, { companyId: company.id, subjectType, audience });
    expect(about('intervention', ['office', `dossier:${dossier.id}`])).toBe(true);
    expect(about('intervention', ['office', `customer:${customer.id}`])).toBe(false);
    expect(about('stakeholder', [`stakeholder:${stakeholder.id}`])).toBe(true);
    expect(about('stakeholder', [`stakeholder:${newId()}`])).toBe(false);
    expect(about('intervention', [`dossier-commercial:${dossier.id}`])).toBe(false);
  });
});

describe('a link for a stakeholder', () => {
  it('is made for their dossier, copied or mailed, and stands among the others', async () => {
    const copied = await make({ stakeholderId: stakeholder.id });
    expect(copied.status).toBe(201);
    expect(copied.body.link).toMatchObject({
      customer: null,
      contact: null,
      stakeholder: { id: stakeholder.id, name: 'Inès Morel' },
      scope: { kind: 'dossier', id: dossier.id, label: 'Maison des Pins' },
    });
    const opened = await t.ask('POST /session', { body: { link: copied.body.url } });
    expect(opened.body.viewer).toEqual({
      kind: 'stakeholder',
      id: stakeholder.id,
      name: 'Inès Morel',
      lang: 'fr',
      scope: { kind: 'dossier', id: dossier.id },
      preview: false,
    });
    expect((await make({ stakeholderId: stakeholder.id, delivery: 'mail' })).body.url).toBeNull();
    const all = await t.ask('GET /links', { as: admin });
    expect(all.body.items.map((each) => each.stakeholder?.id)).toEqual([
      stakeholder.id,
      stakeholder.id,
      stakeholder.id,
    ]);
    const used = (await t.s.journal.after(company.id, 0, 100)).filter(({ kind }) => kind === 'link.used');
    expect(used).toMatchObject([{ actor: `stakeholder:${stakeholder.id}` }]);
  });

  it('is given by whoever sees the whole dossier, to those who are on it', async () => {
    const clerk = await t.member(company, { role: 'office', rights: { see_all: false } });
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: clerk.id });
    expect((await make({ stakeholderId: stakeholder.id }, clerk)).errors).toEqual([
      { field: 'scope', code: 'not-held' },
    ]);
    const gone = await t.stakeholder(dossier, { removedAt: now() });
    const strange = await t.stakeholder(await t.dossier(await t.company()));
    for (const { id } of [gone, strange])
      expect((await make({ stakeholderId: id })).errors).toEqual([
        { field: 'stakeholderId', code: 'unknown-reference' },
      ]);
    expect((await make({ stakeholderId: stakeholder.id, contactId: newId() })).status).toBe(422);
  });

  it('leaves in a mail that names the dossier, and which the office reads', async () => {
    const office = await t.member(company, { role: 'office' });
    const delivery = startDelivery(t.s);
    try {
      await make({ stakeholderId: stakeholder.id, delivery: 'mail' });
      const outbox = async () => (await t.ask('GET /outbox', { as: office })).body.items;
      await expect
        .poll(outbox)
        .toMatchObject([
          { to: stakeholder.email, kind: 'link', subject: 'Dossier Maison des Pins – Atelier des Monts' },
        ]);
    } finally {
      await delivery.stop();
    }
  });

  it('is replaced by mail once its time is over, by itself or by the e-mail', async () => {
    const past = { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2025-02-01T00:00:00.000Z' };
    const { link: expired } = await t.link(stakeholder, undefined, past);
    expect(await exchange(expired)).toBe('link-expired');
    expect((await t.ask('POST /links/renewals', { body: { link: expired }, ip: '10.7.0.1' })).status).toBe(202);
    const made = { delivery: 'mail', scopeKind: 'dossier', scopeId: dossier.id, contactId: null, customerId: null };
    const afterwards = await linksOf(stakeholder.id);
    expect(afterwards).toHaveLength(3);
    expect(afterwards).toContainEqual(expect.objectContaining({ ...made, createdBy: null }));
    const byEmail = { email: stakeholder.email.toUpperCase() };
    expect((await t.ask('POST /links/renewals', { body: byEmail, ip: '10.7.0.2' })).status).toBe(202);
    expect(await linksOf(stakeholder.id)).toHaveLength(4);
    expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
  });

  it('opens nothing once it is revoked, nor does what it opened', async () => {
    expect(await exchange(link.link)).toBe('opened');
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: link.id } });
    await t.told();
    expect([await exchange(link.link), (await read(own.id)).status]).toEqual(['link-invalid', 401]);
  });
});

describe('a session for a stakeholder', () => {
  it('is opened by a program of the company’s, and ended by who has it', async () => {
    const key = await t.key(company);
    const opened = await t.ask('POST /session', { as: key, body: { stakeholderId: stakeholder.id } });
    expect(opened.body.viewer).toMatchObject({ kind: 'stakeholder', preview: false });
    const token = opened.body.accessToken;
    expect((await read(own.id, token)).status).toBe(200);
    expect((await t.ask('DELETE /session', { as: token })).status).toBe(204);
    await t.told();
    expect((await read(own.id, token)).status).toBe(401);
  });

  it('shows a member what they would see, as long as that member sees it all', async () => {
    const clerk = await t.member(company, { role: 'office' });
    const preview = { preview: { stakeholderId: stakeholder.id } };
    const opened = await t.ask('POST /session', { as: clerk, body: preview });
    expect(opened.body.viewer).toMatchObject({ kind: 'stakeholder', id: stakeholder.id, preview: true });
    const token = opened.body.accessToken;
    expect((await t.ask('GET /portal', { as: token })).body).toMatchObject({ preview: true, can: [] });
    const rights = { rights: { see_all: false } };
    await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: clerk.id }, ifMatch: 1, body: rights });
    await t.told();
    expect((await read(own.id, token)).status).toBe(401);
    const narrow = await t.session({ companyId: company.id, memberId: clerk.id });
    expect((await t.ask('POST /session', { as: narrow, body: preview })).status).toBe(422);
  });
});

describe('a stakeholder who', () => {
  const add = (body: object, by: SignedIn = admin) =>
    t.ask('POST /dossiers/:dossierId/stakeholders', { as: by, params: { dossierId: dossier.id }, body });
  const change = (ifMatch: number, body: object, by: SignedIn = admin) =>
    t.ask('PATCH /stakeholders/:stakeholderId', {
      as: by,
      params: { stakeholderId: stakeholder.id },
      ifMatch,
      body,
    });
  const remove = (by: SignedIn = admin) =>
    t.ask('DELETE /stakeholders/:stakeholderId', { as: by, params: { stakeholderId: stakeholder.id } });
  const list = async (by: SignedIn = admin, dossierId = dossier.id) =>
    t.ask('GET /dossiers/:dossierId/stakeholders', { as: by, params: { dossierId } });
  const paul = { name: 'Paul Roux', email: 'Paul@Roux.example', role: 'Électricien' };

  it('is added stands among those of the dossier, has their e-mail looked up, and is told of in the journal', async () => {
    const added = await add(paul);
    expect(added).toMatchObject({ status: 201, body: { ...paul, dossierId: dossier.id, lang: 'fr', version: 1 } });
    expect((await list()).body.items).toEqual([expect.objectContaining({ id: stakeholder.id }), added.body]);
    expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
    const { id } = added.body;
    const told = (await t.s.journal.after(company.id, 0, 100)).filter(({ subjectId }) => subjectId === id);
    expect(told).toMatchObject([{ kind: 'stakeholder.created', audience: ['office', `stakeholder:${id}`] }]);
    const { body } = await make({ stakeholderId: id });
    expect(await exchange(body.url!)).toBe('opened');
    const mailed = await make({ stakeholderId: id, delivery: 'mail' });
    expect(mailed.status).toBe(201);
  });

  it('is on the dossier already is not added a second time under the same e-mail; on another one they are', async () => {
    expect((await add({ ...paul, email: stakeholder.email.toUpperCase() })).errors).toEqual([
      { field: 'email', code: 'taken' },
    ]);
    const added = await add(paul);
    expect((await change(1, { email: paul.email.toLowerCase() })).errors).toEqual([{ field: 'email', code: 'taken' }]);
    const elsewhere = await t.dossier(company);
    const call = { as: admin, params: { dossierId: elsewhere.id }, body: paul };
    const again = await t.ask('POST /dossiers/:dossierId/stakeholders', call);
    expect(again.status).toBe(201);
    // Once removed, they can be added again, as somebody new.
    await t.ask('DELETE /stakeholders/:stakeholderId', { as: admin, params: { stakeholderId: added.body.id } });
    expect((await add(paul)).status).toBe(201);
    for (const body of [
      { ...paul, email: '' },
      { ...paul, email: 'paul' },
      { ...paul, name: ' ' },
    ])
      expect((await add(body)).status).toBe(422);
  });

  it('is of a closed dossier stays as they are', async () => {
    const params = { dossierId: dossier.id };
    await t.ask('PATCH /dossiers/:dossierId', { as: admin, params, ifMatch: 1, body: { status: 'closed' } });
    const refused = await Promise.all([add(paul), change(1, { role: 'Maçon' }), remove()]);
    expect(refused.map(({ code }) => code)).toEqual(['dossier-closed', 'dossier-closed', 'dossier-closed']);
    expect((await list()).body.items).toHaveLength(1);
  });

  it('is out of a member’s sight is not found by them, nor is the dossier', async () => {
    const clerk = await t.member(company, { role: 'office', rights: { see_all: false } });
    const asked = await Promise.all([
      list(clerk),
      add(paul, clerk),
      change(1, { role: 'Maçon' }, clerk),
      remove(clerk),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    await t.intervention(customer, { dossierId: dossier.id, assigneeId: clerk.id });
    expect((await list(clerk)).body.items).toHaveLength(1);
    const empty = await t.dossier(company);
    expect((await list(admin, empty.id)).body.items).toEqual([]);
    expect((await list(clerk, empty.id)).status).toBe(404);
  });

  it('has another e-mail keeps what was copied to them, and nothing that went to the old one', async () => {
    const mailed = await t.link(stakeholder, undefined, { delivery: 'mail' });
    const key = await t.key(company);
    const own = await t.ask('POST /session', { as: key, body: { stakeholderId: stakeholder.id } });
    expect((await change(1, { email: 'ines@ailleurs.example' })).status).toBe(200);
    await t.told();
    expect([await exchange(link.link), await exchange(mailed.link)]).toEqual(['opened', 'link-invalid']);
    expect((await t.ask('GET /portal', { as: own.body.accessToken })).status).toBe(401);
    expect((await t.ask('GET /portal', { as: link })).body.contact.email).toBe('ines@ailleurs.example');
    expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
    expect((await change(1, { role: 'Maçon' })).status).toBe(412);
  });

  it('is removed has no access left, and cannot be given one', async () => {
    expect((await remove()).status).toBe(204);
    await t.told();
    expect([await exchange(link.link), (await read(own.id)).status]).toEqual(['link-invalid', 401]);
    expect((await make({ stakeholderId: stakeholder.id })).status).toBe(422);
    expect((await list()).body.items).toEqual([]);
    expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
    expect((await remove()).status).toBe(404);
  });
});
