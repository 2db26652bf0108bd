import { eq, getTableName, is, Table } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../store/store.ts';
import { everyPart, testApp, testUrl, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { holdTimers } from '../timers.testing.ts';

let t: TestApp;
let company: { id: string };
let customer: { id: string; companyId: string };
let contact: { id: string; companyId: string; customerId: string };
let admin: { id: string; token: string };
beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  ({ customer, contact } = await t.customer(company));
  admin = await t.member(company);
});
afterAll(() => t.close());

const open = (link: string) => t.ask('POST /session', { body: { link } });
const reads = async (token: string) => (await t.ask('GET /interventions', { as: token })).status;
const entries = async (kind: string, subjectId: string) =>
  (await t.s.journal.after(company.id, 0, 100_000)).filter(
    (entry) => entry.kind === kind && entry.subjectId === subjectId,
  );

describe('a secure link', () => {
  test('opens a session for its contact, in its scope', async () => {
    const site = await t.site(customer);
    const { link } = await t.link(contact, { kind: 'site', id: site.id });
    const { status, body } = await open(link);
    expect(status).toBe(201);
    expect(body.viewer).toMatchObject({
      kind: 'contact',
      id: contact.id,
      customerId: customer.id,
      scope: { kind: 'site', id: site.id },
      preview: false,
    });
    expect(body.company).toEqual({ id: company.id, name: 'Atelier des Monts' });
    expect(await reads(body.accessToken)).toBe(200);
  });

  test('still opens for its person when machines opened it twenty times before', async () => {
    const { link } = await t.link(contact);
    for (let i = 0; i < 20; i++) expect((await open(link)).status).toBe(201);
    expect(await reads((await open(link)).body.accessToken)).toBe(200);
  });

  test('tells when it was last used, and the journal once in a while', async () => {
    const { link, id } = await t.link(contact);
    for (let i = 0; i < 3; i++) await open(link);
    const { body } = await t.ask('GET /links', { as: admin, query: { customerId: customer.id, limit: 200 } });
    expect(body.items.find((item) => item.id === id)?.lastUsedAt).not.toBeNull();
    expect(await entries('link.used', id)).toHaveLength(1);
  });

  test('says that it has expired; one that is altered, revoked, foreign or of a removed contact says only that it is none', async () => {
    const past = { createdAt: '2025-01-01T00:00:00.000Z', expiresAt: '2025-02-01T00:00:00.000Z' };
    const expired = await t.link(contact, undefined, past);
    expect(await open(expired.link)).toMatchObject({ status: 401, code: 'link-expired' });

    const invalid = { status: 401, code: 'link-invalid' };
    const revoked = await t.link(contact, undefined, { ...past, revokedAt: now() });
    const removed = await t.contact(customer, { removedAt: now() });
    const ofRemoved = await t.link(contact, undefined, { contactId: removed.id, ...past });
    for (const link of [revoked.link, ofRemoved.link, `${expired.link}x`, expired.link.slice(0, -5), 'x', '', '#']) {
      expect(await open(link)).toMatchObject(invalid);
    }
  });

  test('is dead within a second of being revoked, also while it is used', async () => {
    const timers = holdTimers();
    const { link, id } = await t.link(contact);
    const { body } = await open(link);
    const token = body.accessToken;
    let revoking = false;
    let visits = 0;
    const visit = async () => {
      for (; (await reads(token)) === 200; visits++) await new Promise(setImmediate);
      expect(revoking).toBe(true);
      // Nothing that was kept brings it back.
      for (let again = 0; again < 3; again++) expect(await reads(token)).toBe(401);
    };
    const revoke = async () => {
      await expect.poll(() => visits).toBeGreaterThan(20);
      revoking = true;
      expect((await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: id } })).status).toBe(204);
      await timers.pass(1000);
    };
    await Promise.all([visit(), visit(), visit(), revoke()]);
    expect(await open(link)).toMatchObject({ code: 'link-invalid' });
  });
});

describe('what a session depends on ends it at once', () => {
  const endsWith = async (token: string, end: () => Promise<{ status: number }>) => {
    expect(await reads(token)).toBe(200);
    expect((await end()).status).toBeLessThan(300);
    await t.told();
    expect(await reads(token)).toBe(401);
  };

  test('the contact being removed', async () => {
    const other = await t.contact(customer);
    const { token } = await t.link(other);
    await endsWith(token, () => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: other.id } }));
  });

  test('the address that a link was mailed to no longer being the contact’s', async () => {
    const other = await t.contact(customer);
    const { token } = await t.link(other, undefined, { delivery: 'mail' });
    const change = { as: admin, params: { contactId: other.id }, ifMatch: 1, body: { email: 'new@client.example' } };
    await endsWith(token, () => t.ask('PATCH /contacts/:contactId', change));
  });

  test('the member being deactivated, previews included', async () => {
    const member = await t.member(company, { role: 'office' });
    const preview = await t.ask('POST /session', { as: member, body: { preview: { contactId: contact.id } } });
    const end = () =>
      t.ask('PATCH /members/:memberId', {
        as: admin,
        params: { memberId: member.id },
        ifMatch: 1,
        body: { active: false },
      });
    await endsWith(member.token, end);
    expect(await reads(preview.body.accessToken)).toBe(401);
  });

  test('the API key being revoked, with the sessions that it opened', async () => {
    const { body: made } = await t.ask('POST /keys', { as: admin, body: { name: 'Site web' } });
    const opened = await t.ask('POST /session', { as: made.secret, body: { contactId: contact.id } });
    await endsWith(made.secret, () => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: made.key.id } }));
    expect(await reads(opened.body.accessToken)).toBe(401);
  });

  test('signing out, and no other session', async () => {
    const { link } = await t.link(contact);
    const [one, other] = [(await open(link)).body.accessToken, (await open(link)).body.accessToken];
    await endsWith(one, () => t.ask('DELETE /session', { as: one }));
    expect(await reads(other)).toBe(200);
  });

  test('its own time, wherever it is asked for', async () => {
    const { token, sessionId } = await t.session({ companyId: company.id, memberId: admin.id });
    expect(await reads(token)).toBe(200);
    await t.s.store.transaction(function* (tx) {
      const { sessions } = tx.t;
      yield* run(tx.update(sessions).set({ expiresAt: now() }).where(eq(sessions.id, sessionId)));
    });
    const other = await testAgain();
    onTestFinished(() => other.journal.close());
    expect(await other.tokens.recall(company.id, `session:${sessionId}`)).toBeNull();
    expect(await other.tokens.viewer(token)).toBeNull();
  });
});

/** Another process on the same database: nothing in memory yet. */
const testAgain = async () => {
  const { openServices } = await import('../services.ts');
  return openServices(t.s);
};

describe('what a viewer may do follows at once', () => {
  test('from another role', async () => {
    const member = await t.member(company, { role: 'technician' });
    expect((await t.ask('GET /links', { as: member })).status).toBe(403);
    await t.ask('PATCH /members/:memberId', {
      as: admin,
      params: { memberId: member.id },
      ifMatch: 1,
      body: { role: 'office' },
    });
    await t.told();
    expect((await t.ask('GET /links', { as: member })).status).toBe(401);
    const again = await t.session({ companyId: company.id, memberId: member.id });
    expect((await t.ask('GET /links', { as: again })).status).toBe(200);
  });

  test('from a right taken away', async () => {
    const member = await t.member(company, { role: 'office' });
    await t.customer(company);
    expect((await t.ask('GET /customers', { as: member })).body.items).not.toHaveLength(0);
    const body = { rights: { see_all: false } };
    await t.ask('PATCH /members/:memberId', { as: admin, params: { memberId: member.id }, ifMatch: 1, body });
    await t.told();
    const again = await t.session({ companyId: company.id, memberId: member.id });
    expect((await t.ask('GET /customers', { as: again })).body.items).toHaveLength(0);
  });

  test('from a part of the portal that is switched off for everyone, and on again for one', async () => {
    const other = await t.company();
    const boss = await t.member(other);
    const made = await t.customer(other);
    const { token } = await t.link(made.contact);
    const sites = () => t.ask('GET /sites', { as: token });
    expect((await sites()).status).toBe(200);
    await t.ask('PATCH /company', { as: boss, ifMatch: 1, body: { options: { ...everyPart, sites: false } } });
    await t.told();
    expect(await sites()).toMatchObject({ status: 403, code: 'part-off' });
    const body = { options: { sites: true } };
    await t.ask('PATCH /customers/:customerId', {
      as: boss,
      params: { customerId: made.customer.id },
      ifMatch: 1,
      body,
    });
    await t.told();
    expect((await sites()).status).toBe(200);
  });
});

describe('a company’s backend opens sessions for its signed-in customers', () => {
  test('with its key, for a contact and a scope', async () => {
    const key = await t.key(company);
    const intervention = await t.intervention(customer);
    const scope = { kind: 'intervention', id: intervention.id };
    const { status, body } = await t.ask('POST /session', { as: key, body: { contactId: contact.id, scope } });
    expect([status, body.viewer]).toMatchObject([201, { kind: 'contact', id: contact.id, scope }]);
    const list = await t.ask('GET /interventions', { as: body.accessToken });
    expect(list.body.items.map(({ id }) => id)).toEqual([intervention.id]);
  });

  test('never for somebody else’s contact or things', async () => {
    const key = await t.key(company);
    const stranger = await t.customer(await t.company());
    const neighbour = await t.customer(company);
    const theirs = await t.site(neighbour.customer);
    const ask = (body: object) => t.ask('POST /session', { as: key, body });
    expect(await ask({ contactId: stranger.contact.id })).toMatchObject({
      status: 422,
      errors: [{ field: 'contactId', code: 'unknown-reference' }],
    });
    expect(await ask({ contactId: contact.id, scope: { kind: 'site', id: theirs.id } })).toMatchObject({
      status: 422,
      errors: [{ field: 'scope.id' }],
    });
    expect(await ask({ contactId: contact.id, scope: { kind: 'customer', id: neighbour.customer.id } })).toMatchObject({
      status: 422,
    });
  });

  test('and nobody else does', async () => {
    const { token } = await t.link(contact);
    for (const as of [token, admin.token]) {
      expect(await t.ask('POST /session', { as, body: { contactId: contact.id } })).toMatchObject({ status: 403 });
    }
    expect(await t.ask('POST /session', { body: { contactId: contact.id } })).toMatchObject({ status: 401 });
  });

  test('the use of a key is written down', async () => {
    const key = await t.key(company);
    await t.ask('GET /company', { as: key });
    const used = async () =>
      (await t.ask('GET /keys', { as: admin })).body.items.find(({ id }) => id === key.id)?.lastUsedAt;
    await expect.poll(used).toBeTruthy();
  });
});

describe('a preview', () => {
  test('shows a member what the contact sees, and changes nothing', async () => {
    await t.intervention(customer);
    const { status, body } = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id } } });
    expect([status, body.viewer]).toMatchObject([201, { kind: 'contact', id: contact.id, preview: true }]);
    expect(await reads(body.accessToken)).toBe(200);
    const create = await t.ask('POST /interventions', { as: body.accessToken, body: { description: 'Fuite' } });
    expect(create).toMatchObject({ status: 403, code: 'preview' });
    expect((await t.ask('DELETE /session', { as: body.accessToken })).status).toBe(204);
  });

  test('is for the office', async () => {
    const technician = await t.member(company, { role: 'technician' });
    const { token } = await t.link(contact);
    const body = { preview: { contactId: contact.id } };
    expect((await t.ask('POST /session', { as: technician, body })).status).toBe(403);
    expect((await t.ask('POST /session', { as: token, body })).status).toBe(403);
    expect((await t.ask('POST /session', { body })).status).toBe(401);
  });
});

describe('a hosted page', () => {
  const ours = { origin: testUrl };
  const keep = async () => {
    const { link, id } = await t.link(contact);
    const answer = await t.ask('POST /session', { body: { link, keep: true }, headers: ours });
    const [line = ''] = answer.headers.getSetCookie();
    return { answer, line, cookie: line.split(';')[0] ?? '', linkId: id, session: answer.body.id };
  };
  const renew = (cookie: string, audience = 'portal', headers: Record<string, string> = ours, session?: string) =>
    t.ask('POST /session/renewals', { body: { audience, session }, headers: { ...headers, cookie } });
  const renewed = (cookies: string[], session?: string) => renew(cookies.join('; '), 'portal', ours, session);
  /** What the browser is told to forget. */
  const removed = ({ headers }: { headers: Headers }) =>
    headers
      .getSetCookie()
      .filter((line) => line.includes('Max-Age=0'))
      .map((line) => line.split('=')[0]);

  test('keeps its session in a cookie that scripts and other sites do not get', async () => {
    const { line } = await keep();
    expect(line).toMatch(
      /^__Host-parvis-portal-[0-9a-f]{16}=[\w-]{64}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  test('stays signed in after a reload', async () => {
    const { cookie, answer } = await keep();
    const again = await renew(cookie);
    expect(again.status).toBe(201);
    expect([again.body.id, again.body.viewer]).toEqual([answer.body.id, answer.body.viewer]);
    expect(await reads(again.body.accessToken)).toBe(200);
  });

  test('is renewed as who it was, whatever was opened beside it', async () => {
    const [a, b] = [await keep(), await keep()];
    for (const one of [a, b]) {
      expect((await renewed([a.cookie, b.cookie], one.session)).body.id).toBe(one.session);
      expect((await renewed([b.cookie, a.cookie], one.session)).body.id).toBe(one.session);
    }
    expect((await renewed([a.cookie, b.cookie])).body.id).toBe(b.session);
    // A secret under the name of another session opens neither.
    const swapped = `${b.cookie.split('=')[0]}=${a.cookie.split('=')[1]}`;
    expect(await renewed([swapped], b.session)).toMatchObject({ status: 401, code: 'session-expired' });
  });

  test('never turns into another one when its own has ended', async () => {
    const [a, b] = [await keep(), await keep()];
    const out = await t.ask('DELETE /session', {
      as: a.answer.body.accessToken,
      headers: { ...ours, cookie: `${a.cookie}; ${b.cookie}` },
    });
    expect(removed(out)).toEqual([a.cookie.split('=')[0]]);
    await t.told();
    const refused = await renewed([a.cookie, b.cookie], a.session);
    expect([refused.status, refused.code, removed(refused)]).toEqual([401, 'signed-out', [a.cookie.split('=')[0]]]);
    expect((await renewed([b.cookie], a.session)).code).toBe('signed-out');
    expect((await renewed([a.cookie, b.cookie], b.session)).status).toBe(201);
  });

  test('says that its link was revoked, and which cookie never came', async () => {
    const [a, b] = [await keep(), await keep()];
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: a.linkId } });
    await t.told();
    expect((await renewed([a.cookie, b.cookie], a.session)).code).toBe('link-invalid');
    expect((await renewed([a.cookie], b.session)).code).toBe('session-expired');
    // A tab that knows of none takes the newest that lives.
    const c = await keep();
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: c.linkId } });
    await t.told();
    const fresh = await renewed([c.cookie, b.cookie, a.cookie]);
    expect([fresh.body.id, removed(fresh)]).toEqual([b.session, [c.cookie.split('=')[0]]]);
  });

  test('keeps sixteen sessions in a browser, and lets go of the oldest', async () => {
    const cookies: string[] = [];
    let answer: Awaited<ReturnType<typeof keep>>['answer'] | undefined;
    for (let count = 0; count < 17; count++) {
      const { link } = await t.link(contact);
      answer = await t.ask('POST /session', {
        body: { link, keep: true },
        headers: { ...ours, cookie: cookies.join('; ') },
      });
      cookies.push(answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
    }
    expect(answer && removed(answer)).toEqual([cookies[0]?.split('=')[0]]);
    expect(cookies.join('; ').length).toBeLessThan(2000);
  });

  test('is the only one that gets a cookie, or is renewed by one', async () => {
    const { link } = await t.link(contact);
    for (const origin of [undefined, 'https://evil.example', 'null']) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const asked = await t.ask('POST /session', { body: { link, keep: true }, headers });
      expect([asked.status, asked.headers.getSetCookie()]).toEqual([403, []]);
      const { cookie } = await keep();
      expect(await renew(cookie, 'portal', headers)).toMatchObject({ status: 403, code: 'origin-not-allowed' });
    }
  });

  test('of the portal does not renew the desk', async () => {
    const { cookie } = await keep();
    expect(await renew(cookie, 'company')).toMatchObject({ status: 401, code: 'session-expired' });
    expect(await renew(cookie.replace('portal', 'company'), 'company')).toMatchObject({ status: 401 });
    const { answer } = await keep();
    expect(await renew(cookie, 'company', ours, answer.body.id)).toMatchObject({ status: 401 });
  });

  test('is signed out by signing out, by revocation, and loses the cookie', async () => {
    const first = await keep();
    const signedOut = await t.ask('DELETE /session', {
      as: first.answer.body.accessToken,
      headers: { ...ours, cookie: first.cookie },
    });
    expect(signedOut.headers.getSetCookie()[0]).toMatch(/^__Host-parvis-portal-[0-9a-f]{16}=; Path=\/; Max-Age=0;/);
    await t.told();
    const refused = await renew(first.cookie);
    expect([refused.status, refused.headers.getSetCookie()[0]]).toEqual([401, expect.stringContaining('Max-Age=0')]);

    const second = await keep();
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: second.linkId } });
    await t.told();
    expect((await renew(second.cookie)).status).toBe(401);
  });

  test('has nothing to renew without a cookie', async () => {
    for (const cookie of [
      '',
      'a=b',
      '__Host-parvis-portal-=',
      '__Host-parvis-portal-x=x',
      '__Host-parvis-portal-0123456789abcdef=x',
      `__Host-parvis-portal-0123456789abcdef=${'x'.repeat(5000)}`,
    ]) {
      expect(await renew(cookie)).toMatchObject({ status: 401, code: 'session-expired' });
    }
  });

  test('over plain http has a cookie that http can carry', async () => {
    const plain = await testApp({ PARVIS_URL: 'http://127.0.0.1:8787' });
    onTestFinished(() => plain.close());
    const made = await plain.customer(await plain.company());
    const { link } = await plain.link(made.contact);
    const headers = { origin: 'http://127.0.0.1:8787' };
    const answer = await plain.ask('POST /session', { body: { link, keep: true }, headers });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^parvis-portal-[0-9a-f]{16}=[\w-]{64}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    );
  });
});

test('a page opens sessions of the company that registered it alone', async () => {
  const other = await t.company({ origins: ['https://www.atelier.example'] });
  const { contact: theirs } = await t.customer(other);
  const headers = { origin: 'https://www.atelier.example' };
  expect((await t.ask('POST /session', { body: { link: (await t.link(theirs)).link }, headers })).status).toBe(201);
  expect(await t.ask('POST /session', { body: { link: (await t.link(contact)).link }, headers })).toMatchObject({
    status: 403,
    code: 'origin-not-allowed',
  });
});

test('no link, token, key or cookie is stored or logged', async () => {
  t.logged.length = 0;
  const { body } = await t.ask('POST /links', {
    as: admin,
    body: { contactId: contact.id },
    headers: { 'idempotency-key': 'canary' },
  });
  const link = body.url?.split('#')[1] ?? '';
  const opened = await t.ask('POST /session', { body: { link, keep: true }, headers: { origin: testUrl } });
  const cookie = opened.headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? '';
  const { body: made } = await t.ask('POST /keys', { as: admin, body: { name: 'ERP' } });
  await t.ask('GET /company', { as: made.secret });
  const secrets = [link, opened.body.accessToken, cookie, made.secret];
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(40);

  let stored = '';
  for (const table of Object.values(t.s.store.t)) {
    if (is(table, Table)) stored += getTableName(table) + JSON.stringify(await t.s.store.read.select().from(table));
  }
  for (const secret of secrets) {
    expect(stored).not.toContain(secret);
    expect(t.logged.join('')).not.toContain(secret);
    // Signatures and secrets in part would do as well.
    expect(stored).not.toContain(secret.slice(-40));
  }
});
