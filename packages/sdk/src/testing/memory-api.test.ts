/** The memory API against the contract: every route is called, every reply is parsed by the schema that the server keeps. */
import { forMember } from '../member-client.ts';
import { profileCalls } from '../profile.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { api as contract, problem, type ApiRoute, type Endpoint } from '../contract/index.ts';
import { createClient } from '../index.ts';
import { largeWorld, memoryApi, samplePassword, sampleWorld, singleWorld, emptyWorld, type World } from './index.ts';

const endpoints = contract as Record<ApiRoute, Endpoint>;
const seen = new Set<string>();

/** A memory API whose every answer is held against the contract. */
function checked(world: World = sampleWorld()) {
  const memory = memoryApi(world);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await memory.fetch(input, init);
    const route = memory.calls.at(-1)?.route as ApiRoute;
    const endpoint = endpoints[route] as Endpoint | undefined;
    if (!endpoint || endpoint.download) return response;
    const reply: unknown = response.status === 204 ? null : await response.clone().json();
    if (!response.ok) {
      problem.parse(reply);
      return response;
    }
    seen.add(route);
    const body = memory.calls.at(-1)?.body;
    // Of a bulk write each row is checked for itself.
    if (endpoint.body && !endpoint.batch) endpoint.body.parse(body);
    if (endpoint.reply) expect(endpoint.reply.parse(reply), route).toEqual(reply);
    else expect(reply, route).toBeNull();
    return response;
  };
  const contact = (which?: Parameters<typeof memory.link>[0]) =>
    createClient({ api: memory.origin, fetch, link: memory.link(which) });
  const member = async (email = 'claire@monts.example') => {
    const client = forMember(createClient({ api: memory.origin, fetch, cookie: 'company' }));
    await client.session.signIn({ email, password: samplePassword });
    return client;
  };
  const program = () => createClient({ api: memory.origin, fetch, apiKey: memory.apiKey });
  return { memory, fetch, world, contact, member, program };
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );
const fieldsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: { errors: { field: string; code: string }[] }) => error.errors.map((each) => `${each.field} ${each.code}`),
  );
const address = { line1: '1 rue des Lilas', postalCode: '69001', city: 'Lyon' };

describe('for a contact', () => {
  it('keeps to the scope of the link', async () => {
    const { contact } = checked();
    const whole = await contact().portal.get();
    expect(whole.counts).toEqual({ interventions: 10, open: 5, sites: 2, equipment: 4 });
    expect(whole.can).toEqual(['create_intervention']);
    const site = await contact('site').portal.get();
    expect(site.counts).toMatchObject({ sites: 1, equipment: 2 });
    expect(site.customer).toMatchObject({ number: null, extra: '', attachments: [] });
    const one = contact('intervention');
    expect((await one.interventions.list().page()).items).toHaveLength(1);
    expect((await one.portal.get()).can).toEqual([]);
  });

  it('filters, searches, sorts and pages the interventions', async () => {
    const { contact, world } = checked();
    const { interventions } = contact();
    const numbers = async (...query: Parameters<typeof interventions.list>) =>
      (await interventions.list(...query).page()).items.map(({ number }) => number);
    expect(await numbers({ status: 'requested,to_schedule' })).toEqual([5002, 5003]);
    expect(await numbers({ inbox: 'true' })).toEqual(await numbers({ status: 'requested,to_schedule' }));
    expect(await numbers({ q: 'CHAUDIERE entr' })).toEqual([5001, 5009]);
    expect(await numbers({ q: '5008' })).toEqual([5008]);
    expect(await numbers({ sort: 'number', order: 'asc', limit: 2 })).toEqual([5001, 5002]);
    expect(await numbers({ siteId: world.sites[1]?.id, status: 'signed' })).toEqual([5007, 5010]);
    const all: number[] = [];
    for await (const { number } of interventions.list({ limit: 3 })) all.push(number);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, index) => 5001 + index));
  });

  it('creates once under one key, and refuses another body under it', async () => {
    const { contact, world } = checked();
    const { interventions } = contact();
    const count = world.interventions.length;
    const made = await interventions.create({ description: 'Fuite' }, { idempotencyKey: 'k' });
    expect(await interventions.create({ description: 'Fuite' }, { idempotencyKey: 'k' })).toEqual(made);
    expect(made).toMatchObject({ status: 'requested', number: 5022, can: ['cancel', 'add_file'] });
    expect(world.interventions).toHaveLength(count + 1);
    expect(await code(interventions.create({ description: 'Autre' }, { idempotencyKey: 'k' }))).toBe(
      'idempotency-key-reused',
    );
  });

  it('names the fields that cannot be taken', async () => {
    const { contact, world } = checked();
    const { interventions } = contact();
    const [text, choice, number, date] = world.fields.map(({ id }) => id) as [string, string, string, string];
    Object.assign(world.fields[0] as object, { required: true });
    const created = interventions.create({
      description: ' ',
      type: 'jardinage',
      fields: { [choice]: 'jamais', [number]: 'douze', [date]: 'hier' },
    });
    expect(await fieldsOf(created)).toEqual([
      'description required',
      'type unknown-choice',
      `fields.${text} required`,
      `fields.${choice} unknown-choice`,
      `fields.${number} not-a-number`,
      `fields.${date} not-a-date`,
    ]);
  });

  it('claims uploaded files, and no other', async () => {
    const { contact } = checked();
    const client = contact();
    const file = await client.files.upload(new Blob(['x'], { type: 'image/png' }), { name: 'a.png' });
    expect(await client.files.get(file.id)).toEqual(file);
    const made = await client.interventions.create({ description: 'Fuite', fileIds: [file.id] });
    expect(made.files).toMatchObject([{ id: file.id, can: [] }]);
    const second = await client.files.upload(new Blob(['y'], { type: 'application/pdf' }), { name: 'b.pdf' });
    expect((await client.interventions.addFiles(made.id, [second.id])).items).toHaveLength(1);
    expect(await fieldsOf(client.interventions.addFiles(made.id, [second.id]))).toEqual(['fileIds unknown-reference']);
    const third = await client.files.upload(new Blob(['z'], { type: 'image/webp' }), { name: 'c.webp' });
    await client.files.remove(third.id);
    expect(await code(client.files.get(third.id))).toBe('not-found');
    expect(await code(client.files.upload(new Blob(['h'], { type: 'image/heic' })))).toBe('heic-not-supported');
  });

  it('lets them cancel what is still requested, with a reason', async () => {
    const { contact } = checked();
    const client = contact();
    const made = await client.interventions.create({ description: 'Fuite' });
    expect(await fieldsOf(client.interventions.move(made.id, { to: 'cancelled' }))).toEqual(['reason required']);
    const cancelled = await client.interventions.move(made.id, { to: 'cancelled', reason: 'Réparée' });
    expect(cancelled).toMatchObject({ status: 'cancelled', can: [] });
    expect(cancelled.moves.at(-1)).toMatchObject({ by: 'Éléonore Girard', reason: 'Réparée' });
    expect(await code(client.interventions.move(made.id, { to: 'to_schedule' }))).toBe('move-not-allowed');
  });

  it('reads sites, equipment and the company’s own fields', async () => {
    const { contact } = checked();
    const client = contact();
    const sites = await client.sites.list().page();
    expect(sites.items.map(({ name }) => name)).toEqual(['Appartement du Vieux Lyon', 'Maison de Tassin']);
    expect(await client.sites.get(sites.items[0]?.id ?? '')).toMatchObject({ name: 'Appartement du Vieux Lyon' });
    const equipment = await client.equipment.list({ siteId: sites.items[0]?.id }).page();
    expect(equipment.items).toHaveLength(2);
    expect(await client.equipment.get(equipment.items[0]?.id ?? '')).toEqual(equipment.items[0]);
    expect(await client.fields.list()).toHaveLength(4);
  });

  it('asks for a new link in the place of an expired one', async () => {
    const { contact, memory } = checked();
    const link = memory.link('expired').split('#')[1] ?? '';
    expect(await contact().links.renew({ link })).toEqual({ accepted: true });
    expect(await contact().links.renew({ email: 'qui@courriel.example' })).toEqual({ accepted: true });
  });
});

describe('for the company', () => {
  it('takes an intervention through its whole course', async () => {
    const { member, contact, world } = checked();
    const desk = await member();
    const made = await contact().interventions.create({ description: 'Fuite' });
    expect((await desk.interventions.get(made.id)).can).toEqual(['accept', 'cancel', 'assign', 'edit', 'add_file']);
    const accepted = await desk.interventions.move(made.id, { to: 'to_schedule' });
    expect(accepted.assignee?.name).toBe('Claire Vasseur');
    const technician = world.members[1]?.id ?? null;
    const window = { windowStart: '2027-01-05T08:00:00.000Z', windowEnd: '2027-01-05T10:00:00.000Z' };
    expect(await fieldsOf(desk.interventions.move(made.id, { to: 'scheduled' }))).toEqual(['windowStart required']);
    const planned = await desk.interventions.move(made.id, { to: 'scheduled', ...window, assigneeId: technician });
    expect(planned).toMatchObject({ ...window, date: window.windowStart, assigneeId: technician });
    const back = await desk.interventions.move(made.id, { to: 'to_schedule' });
    expect(back).toMatchObject({ windowStart: null, date: made.createdAt });
    const edited = await desk.interventions.update(back, { description: 'Fuite, urgent', assigneeId: null });
    expect(edited).toMatchObject({ description: 'Fuite, urgent', assignee: null, version: back.version + 1 });
    expect(await code(desk.interventions.update(back, { description: 'x' }))).toBe('stale');
  });

  it('keeps customers and contacts', async () => {
    const { member } = checked();
    const desk = await member();
    const names = async (q: string) => (await desk.customers.list({ q }).page()).items.map(({ name }) => name);
    expect(await names('eleo')).toEqual(['Éléonore Girard']);
    expect(await names('1003')).toEqual(['Le Bouchon des Tanneurs']);
    expect(await names('oed')).toEqual(['Œdipe Castellane']);
    const made = await desk.customers.create({
      lastName: 'Bernard',
      firstName: 'Luc',
      address,
      contact: { lastName: 'Bernard' },
    });
    const changed = await desk.customers.update(made, { lastName: 'Bernardin', options: { gallery: false } });
    expect(changed).toMatchObject({ name: 'Luc Bernardin', options: { gallery: false } });
    expect(await desk.customers.get(made.id)).toEqual(changed);
    const contact = await desk.contacts.create(made.id, { lastName: 'Roux', email: 'roux@courriel.example' });
    expect(await desk.contacts.update(contact, { firstName: 'Anne' })).toMatchObject({ name: 'Anne Roux' });
    await desk.contacts.remove(contact.id);
    expect((await desk.customers.get(made.id)).contacts).toHaveLength(1);
    const file = await desk.files.upload(new Blob(['x'], { type: 'application/pdf' }), { name: 'Contrat.pdf' });
    expect((await desk.customers.addAttachments(made.id, [file.id])).items).toHaveLength(1);
  });

  it('keeps sites and equipment', async () => {
    const { member, world } = checked();
    const desk = await member();
    const customerId = world.customers[0]?.id ?? '';
    const site = await desk.sites.create({ customerId, name: 'Chalet', address });
    expect(await desk.sites.update(site, { contact: { name: 'Gardien' } })).toMatchObject({ contact: { phone: '' } });
    const piece = await desk.equipment.create({ customerId, kind: 'Poêle', siteId: site.id });
    expect(await desk.equipment.update(piece, { siteId: null })).toMatchObject({ site: null });
  });

  it('sets itself up', async () => {
    const { member } = checked();
    const desk = await member();
    const company = await desk.company.get();
    expect(await desk.company.update(company, { branding: { radius: 4 } })).toMatchObject({
      branding: { accent: '#0b6e5f', radius: 4 },
    });
    expect(await code(desk.company.update(company, { name: 'x' }))).toBe('stale');
    const field = await desk.fields.create({ label: { fr: 'Étage', en: 'Floor' }, kind: 'text' });
    expect(await desk.fields.update(field, { active: false })).toMatchObject({ active: false });
    const invited = await desk.members.create({ firstName: 'Zoé', lastName: 'Ott', email: 'zoe@monts.example' });
    expect(await desk.members.get(invited.id)).toEqual(invited);
    await desk.members.invite(invited.id);
    expect(await desk.members.update(invited, { role: 'office' })).toMatchObject({ role: 'office' });
    const again = desk.members.create({ firstName: 'Z', lastName: 'O', email: 'ZOE@monts.example' });
    expect(await fieldsOf(again)).toEqual(['email taken']);
    const page = await desk.members.list().page();
    const admin = page.items.find(({ role }) => role === 'admin') ?? invited;
    expect(await code(desk.members.update(admin, { active: false }))).toBe('last-administrator');
    const { key, secret } = await desk.keys.create({ name: 'ERP' });
    expect(secret).not.toBe('');
    expect(await desk.keys.list()).toHaveLength(2);
    await desk.keys.revoke(key.id);
  });

  it('lets members keep their own profile, password and sessions', async () => {
    const { member } = checked();
    const { call } = await member();
    const profile = profileCalls(call);
    const own = await profile.get();
    expect((await profile.update(own, { mobile: '06 12 34 56 78' })).mobile).toBe('06 12 34 56 78');
    expect(await fieldsOf(profile.confirmPassword('none of theirs'))).toEqual(['password wrong']);
    await profile.confirmPassword(samplePassword);
    await profile.changePassword({ current: samplePassword, password: 'quatre mots sous un pont' });
    const [session] = await profile.sessions();
    await profile.endSession(session?.id ?? '');
    await profile.endOtherSessions();
  });

  it('gives links out and takes them back', async () => {
    const { member, memory, world } = checked();
    const desk = await member();
    const contactId = world.customers[1]?.contacts[0]?.id ?? '';
    const { link, url } = await desk.links.create({ contactId, days: 3 });
    const portal = createClient({ api: memory.origin, fetch: memory.fetch, link: url ?? '' });
    expect((await portal.portal.get()).customer?.name).toBe('Habitat des Coteaux');
    expect((await desk.links.list({ customerId: link.customer!.id }).page()).items).toMatchObject([{ id: link.id }]);
    await desk.links.revoke(link.id);
    expect(await code(portal.portal.get())).toBe('link-invalid');
  });

  it('reads the outbox and sends again', async () => {
    const { member } = checked();
    const desk = await member();
    const [failed] = (await desk.outbox.list({ status: 'failed' }).page()).items;
    expect(await desk.outbox.get(failed?.id ?? '')).toHaveProperty('text');
    await desk.outbox.send(failed?.id ?? '');
    expect(await desk.outbox.get(failed?.id ?? '')).toMatchObject({ status: 'sent' });
  });

  it('keeps a session in its cookie, and looks as a customer', async () => {
    const { member, memory, fetch, world } = checked();
    const desk = await member();
    expect(await desk.session.preview(world.customers[0]?.contacts[0]?.id ?? '')).toMatchObject({
      viewer: { preview: true },
    });
    const reloaded = createClient({ api: memory.origin, fetch, cookie: 'company' });
    expect(await reloaded.session.open()).toMatchObject({ viewer: { name: 'Claire Vasseur' } });
    await desk.session.signOut();
  });

  it('lets a member choose a password', async () => {
    const { world, memory } = checked();
    const client = forMember(checked(world).program());
    await client.password.reset('claire@monts.example');
    const token = world.members[4]?.id ?? '';
    expect(await client.password.token(token)).toMatchObject({ purpose: 'invitation' });
    expect(await fieldsOf(client.password.choose(token, 'court'))).toEqual(['password too-short']);
    await client.password.choose(token, 'une phrase assez longue');
    expect(memory.world.members[4]?.status).toBe('active');
  });

  it('shows a technician their own interventions alone', async () => {
    const { member, world } = checked();
    const karim = await member('karim@monts.example');
    const { items } = await karim.interventions.list().page();
    expect(new Set(items.map(({ assigneeId }) => assigneeId))).toEqual(new Set([world.members[1]?.id]));
  });
});

describe('for programs', () => {
  it('writes in bulk, each row answered for itself', async () => {
    const { program } = checked();
    const erp = program();
    const outcomes = ({ results }: { results: { outcome: string }[] }) => results.map(({ outcome }) => outcome);
    const customer = { externalId: 'C1', lastName: 'Durand', address };
    expect(outcomes(await erp.customers.batch([customer, { externalId: 'C2' }]))).toEqual(['created', 'refused']);
    expect(outcomes(await erp.customers.batch([customer]))).toEqual(['unchanged']);
    expect(outcomes(await erp.customers.batch([{ externalId: 'C1', extra: 'VIP' }]))).toEqual(['updated']);
    const contact = { externalId: 'P1', customerExternalId: 'C1', lastName: 'Durand' };
    expect(
      outcomes(await erp.contacts.batch([contact, { ...contact, externalId: 'P2', customerExternalId: '?' }])),
    ).toEqual(['created', 'refused']);
    const site = { externalId: 'S1', customerExternalId: 'C1', name: 'Usine', address };
    expect(outcomes(await erp.sites.batch([site]))).toEqual(['created']);
    const piece = { externalId: 'E1', customerExternalId: 'C1', siteExternalId: 'S1', kind: 'Four' };
    expect(outcomes(await erp.equipment.batch([piece]))).toEqual(['created']);
    const job = { externalId: 'I1', customerExternalId: 'C1', siteExternalId: 'S1', description: 'Contrôle' };
    expect(outcomes(await erp.interventions.batch([job, { ...job, externalId: 'I2', description: '' }]))).toEqual([
      'created',
      'refused',
    ]);
    expect(outcomes(await erp.interventions.batch([job]))).toEqual(['unchanged']);
    expect(outcomes(await erp.interventions.batch([{ ...job, description: 'Autre' }]))).toEqual(['updated']);
  });

  it('tells what changed since', async () => {
    const { program, memory, world } = checked();
    const erp = program();
    const { next } = await erp.changes.read();
    memory.tell('intervention.moved', world.interventions[0]?.id ?? '', ['status']);
    const { items, next: later } = await erp.changes.read({ cursor: next });
    expect(items).toMatchObject([{ kind: 'intervention.moved', fields: ['status'] }]);
    expect((await erp.changes.read({ cursor: later })).items).toEqual([]);
  });
});

describe('at will', () => {
  it('is slow, offline, or refuses', async () => {
    const { contact, memory } = checked();
    const client = contact();
    memory.fail('GET /portal', 403, { code: 'part-off', times: 1 });
    expect(await code(client.portal.get())).toBe('part-off');
    expect(await code(client.portal.get())).toBe('ok');
    memory.latency = 30;
    const abort = new AbortController();
    const late = client.portal.get({ signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(late).rejects.toThrow('enough');
  });

  it.each([
    ['empty', emptyWorld(), 0],
    ['single', singleWorld(), 1],
    ['large', largeWorld(), 10_000],
    ['smaller', largeWorld({ interventions: 500 }), 500],
  ])('holds a world that is %s', async (_name, world, count) => {
    const { member } = checked(world);
    const desk = await member();
    expect(world.interventions).toHaveLength(count);
    expect((await desk.interventions.list({ limit: 200 }).page()).items).toHaveLength(Math.min(count, 200));
    expect(await desk.interventions.counts()).toMatchObject({ incomplete: 0 });
  });

  it('plans for tomorrow as the company’s calendar has it, however late it is', () => {
    const [next] = sampleWorld({ now: new Date('2026-12-01T23:30:00.000Z') }).interventions;
    // Half past midnight on the second, in Paris.
    expect(next?.windowStart?.slice(0, 10)).toBe('2026-12-03');
  });

  it('is the same each time', () => {
    const now = new Date('2026-12-01T09:00:00.000Z');
    expect(sampleWorld({ now })).toEqual(sampleWorld({ now }));
  });
});

afterAll(() => {
  // What a download answers is the file itself: there is no shape to hold it against. The rest is tested on the real server.
  const passed = [
    'GET /files/:fileId/content',
    'GET /companies/:companyId/logos/:logoId',
    'GET /interventions/:interventionId/calendar',
    'POST /companies/cards',
    'POST /interventions/:interventionId/reschedule-requests',
    'POST /interventions/:interventionId/reschedule-requests/refusals',
  ];
  const missing = Object.keys(contract).filter((route) => !seen.has(route) && !passed.includes(route));
  expect(missing).toEqual([]);
});
