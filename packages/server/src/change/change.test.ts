import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { append, type NewEntry } from '../journal/append.ts';
import { sealPosition } from '../live/position.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const write = (companyId: string, count: number, more: Partial<NewEntry> = {}) =>
  t.s.store.transaction(function* (tx) {
    const ids = Array.from({ length: count }, () => newId());
    for (const id of ids)
      yield* append(tx, {
        companyId,
        kind: 'site.changed',
        actor: 'system',
        subject: { type: 'site', id },
        audience: ['office'],
        fields: ['name'],
        ...more,
      });
    return ids;
  });

/** Everything from a position on, page by page. */
const readAll = async (as: SignedIn, limit: number, cursor?: string) => {
  const items = [];
  for (let from = cursor; ;) {
    const { body } = await t.ask('GET /changes', { as, query: { limit, ...(from !== undefined && { cursor: from }) } });
    items.push(...body.items);
    from = body.next;
    if (body.items.length < limit) return { items, next: from };
  }
};

test('a program reads everything from the beginning, then only what is new', async () => {
  const company = await t.company();
  const key = await t.key(company);
  const ids = await write(company.id, 25);
  const first = await readAll(key, 10);
  expect(first.items.map(({ subject }) => subject.id)).toEqual([company.id, ...ids]);
  expect(first.items.at(-1)).toMatchObject({ kind: 'site.changed', fields: ['name'] });
  expect((await readAll(key, 10, first.next)).items).toEqual([]);
  const later = await write(company.id, 3);
  expect((await readAll(key, 10, first.next)).items.map(({ subject }) => subject.id)).toEqual(later);
});

test('the position of any entry is a cursor', async () => {
  const company = await t.company();
  const key = await t.key(company);
  const ids = await write(company.id, 5);
  const { items } = await readAll(key, 500);
  const rest = await readAll(key, 500, items[3]!.position);
  expect(rest.items.map(({ subject }) => subject.id)).toEqual(ids.slice(3));
});

test('a technician reads what is theirs, and pages pass over the rest', async () => {
  const company = await t.company();
  const technician = await t.member(company, { role: 'technician' });
  const own = { kind: 'intervention.moved', audience: ['office', `member:${technician.id}`] } as const;
  const customer = { kind: 'customer.changed', subject: { type: 'customer', id: newId() } } as const;
  const subject = () => ({ type: 'intervention', id: newId() }) as const;
  const mine = [subject(), subject()];
  await write(company.id, 30, customer);
  await write(company.id, 1, { ...own, subject: mine[0]! });
  await write(company.id, 600, customer);
  await write(company.id, 1, { ...own, subject: mine[1]! });
  const { items } = await readAll(technician, 1);
  expect(items.map(({ kind }) => kind)).toEqual(['company.created', 'session.opened', own.kind, own.kind]);
  expect(items.slice(2).map(({ subject }) => subject)).toEqual(mine);
});

test('a page leads past what others did, so far as it has looked, and the next one goes on from there', async () => {
  const company = await t.company();
  const technician = await t.member(company, { role: 'technician' });
  const { next: from } = (await readAll(technician, 500)) as { next: string };
  for (let n = 0; n < 5; n++) await write(company.id, 5_000);
  await write(company.id, 1, {
    audience: [`member:${technician.id}`],
    kind: 'intervention.moved',
    subject: { type: 'intervention', id: newId() },
  });
  const first = await t.ask('GET /changes', { as: technician, query: { cursor: from } });
  expect(first.body.items).toEqual([]);
  const second = await t.ask('GET /changes', { as: technician, query: { cursor: first.body.next } });
  expect(second.body.items.map(({ kind }) => kind)).toEqual(['intervention.moved']);
});

test('a cursor of before the database was restored is answered with a reset, and where to go on', async () => {
  const company = await t.company();
  const key = await t.key(company);
  await write(company.id, 5);
  const { next } = await readAll(key, 500);
  const before = { ...t.s, journal: { incarnation: 'another' } };
  for (const cursor of [sealPosition(before, company.id, 2), sealPosition(t.s, company.id, 1_000)]) {
    const { body } = await t.ask('GET /changes', { as: key, query: { cursor } });
    expect(body).toMatchObject({ items: [], reset: true });
    const later = await write(company.id, 2);
    const rest = await t.ask('GET /changes', { as: key, query: { cursor: body.next } });
    expect(rest.body.reset).toBe(false);
    expect(rest.body.items.map(({ subject }) => subject.id)).toEqual(later);
  }
  expect((await t.ask('GET /changes', { as: key, query: { cursor: next } })).body.reset).toBe(false);
});

test('a cursor of another company, or of nobody, is refused', async () => {
  const [company, other] = [await t.company(), await t.company()];
  const key = await t.key(company);
  for (const cursor of ['nonsense', sealPosition(t.s, other.id, 1)]) {
    const { status, errors } = await t.ask('GET /changes', { as: key, query: { cursor } });
    expect(status).toBe(422);
    expect(errors).toEqual([{ field: 'cursor', code: 'invalid' }]);
  }
});

test('a customer’s session reads no changes', async () => {
  const { contact } = await t.customer(await t.company());
  expect((await t.ask('GET /changes', { as: await t.link(contact) })).status).toBe(403);
});
