import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: SignedIn;
let someone: Awaited<ReturnType<TestApp['customer']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company, { firstName: 'Nora', lastName: 'Blanc' });
  someone = await t.customer(company);
});

const make = (body: object = {}, headers: Record<string, string> = {}) =>
  t.ask('POST /links', { as: admin, body: { contactId: someone.contact.id, ...body }, headers });
const open = (url: string) => t.ask('POST /session', { body: { link: url.split('#')[1] } });
const list = (query: Record<string, string> = {}) => t.ask('GET /links', { as: admin, query });

describe('a secure link', () => {
  it('to copy opens the hosted page with the whole customer, its token in the fragment alone', async () => {
    const { status, body } = await make();
    expect(status).toBe(201);
    expect(body.url).toMatch(new RegExp(`^${testUrl}/p#[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
    expect(body.link).toMatchObject({
      scope: { kind: 'customer', id: someone.customer.id },
      createdBy: 'Nora Blanc',
      status: 'active',
      lastUsedAt: null,
    });
    const session = await open(body.url!);
    expect(session).toMatchObject({
      status: 201,
      body: { viewer: { kind: 'contact', customerId: someone.customer.id, preview: false } },
    });
    const { body: links } = await list();
    expect(links.items[0]).toMatchObject({ id: body.link.id });
    expect(links.items[0]!.lastUsedAt).not.toBeNull();
  });

  it('opens as often as machines and people open it', async () => {
    const { body } = await make();
    const statuses = [];
    for (let time = 0; time < 20; time++) statuses.push((await open(body.url!)).status);
    expect(new Set(statuses)).toEqual(new Set([201]));
  });

  it.each(['.', ')', '%20', '&utm_source=x', '\r\n', '\n\nBonjour', '>', '…'])(
    'opens although %j was copied along with it',
    async (tail) => {
      const { url } = (await make()).body;
      const opened = await t.ask('POST /session', { body: { link: `${url}${tail}` } });
      expect(opened.status).toBe(201);
    },
  );

  it('opens although a program broke it over two lines, and not when a letter of it is another', async () => {
    const { url } = (await make()).body;
    const broken = `${url!.slice(0, -40)}\n${url!.slice(-40)}`;
    expect((await t.ask('POST /session', { body: { link: broken } })).status).toBe(201);
    for (const altered of [`${url}A`, url!.slice(0, -1), url!.replace('#e', '#f')])
      expect(await t.ask('POST /session', { body: { link: altered } })).toMatchObject({
        status: 401,
        code: 'link-invalid',
      });
  });

  it('lives as long as the company says, or as asked', async () => {
    const days = async (body: object) => {
      const { link } = (await make(body)).body;
      return (Date.parse(link.expiresAt) - Date.parse(link.createdAt)) / 86_400_000;
    };
    expect(await days({})).toBe(180);
    expect(await days({ days: 7 })).toBe(7);
  });

  it('to mail carries no address in its answer, and its journal entry makes it leave', async () => {
    const { body } = await make({ delivery: 'mail' });
    expect(body.url).toBeNull();
    const entries = await t.s.journal.after(company.id, 0, 100);
    expect(entries.at(-1)).toMatchObject({ kind: 'link.created', subjectId: body.link.id });
  });

  it('cannot be mailed to somebody without an e-mail', async () => {
    const contact = await t.contact(someone.customer, { email: '', emailFolded: '' });
    expect(await make({ contactId: contact.id, delivery: 'mail' })).toMatchObject({
      status: 422,
      errors: [{ field: 'contactId', code: 'no-email' }],
    });
  });

  it('is the same one when asked for again under the same Idempotency-Key', async () => {
    const first = await make({}, { 'idempotency-key': 'once' });
    const again = await make({}, { 'idempotency-key': 'once' });
    expect(again.body).toEqual(first.body);
    expect((await list()).body.items).toHaveLength(1);
  });

  it('opens one site or one intervention of its customer, of nobody else', async () => {
    const site = await t.site(someone.customer, { name: 'Chalet' });
    const other = await t.customer(company);
    const foreign = await t.site(other.customer);
    expect((await make({ scope: { kind: 'site', id: site.id } })).body.link.scope).toMatchObject({ label: 'Chalet' });
    for (const scope of [
      { kind: 'site', id: foreign.id },
      { kind: 'customer', id: other.customer.id },
      { kind: 'intervention', id: site.id },
    ])
      expect(await make({ scope })).toMatchObject({
        status: 422,
        errors: [{ field: 'scope.id', code: 'unknown-reference' }],
      });
  });

  it('is never made for another company’s contact', async () => {
    const stranger = await t.customer(await t.company());
    expect(await make({ contactId: stranger.contact.id })).toMatchObject({
      status: 422,
      errors: [{ field: 'contactId', code: 'unknown-reference' }],
    });
  });

  it('is dead once revoked: it opens nothing, and what it opened is closed', async () => {
    const { body } = await make();
    const session = await open(body.url!);
    const params = { linkId: body.link.id };
    expect((await t.ask('DELETE /links/:linkId', { as: admin, params })).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /portal', { as: session.body.accessToken })).status).toBe(401);
    expect((await open(body.url!)).status).toBe(401);
    expect((await list()).body.items[0]).toMatchObject({ status: 'revoked' });
    expect((await t.ask('DELETE /links/:linkId', { as: admin, params })).status).toBe(204);
  });

  it('is listed newest first, for one customer or for all, page by page', async () => {
    const made = [(await make()).body.link.id, (await make()).body.link.id, (await make()).body.link.id];
    const other = await t.customer(company);
    await t.link(other.contact);
    const first = await list({ customerId: someone.customer.id, limit: '2' });
    const rest = await list({ customerId: someone.customer.id, limit: '2', cursor: first.body.next! });
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(made.toReversed());
    expect((await list()).body.items).toHaveLength(4);
    // A position in one customer's list is none in the list of all.
    expect((await list({ cursor: first.body.next! })).status).toBe(422);
  });

  it('of another company is not found', async () => {
    const { body } = await make();
    const stranger = await t.member(await t.company());
    expect((await t.ask('DELETE /links/:linkId', { as: stranger, params: { linkId: body.link.id } })).status).toBe(404);
  });
});
