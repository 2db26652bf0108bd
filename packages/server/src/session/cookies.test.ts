import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { testApp, testUrl, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let contact: { id: string; companyId: string; customerId: string };
let admin: { id: string; token: string };

beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  ({ contact } = await t.customer(company));
  admin = await t.member(company);
});
afterAll(() => t.close());

const reads = async (token: string) => (await t.ask('GET /interventions', { as: token })).status;

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
