import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiRoute } from '@parvis/sdk/contract';
import { asMember } from '../access/rights.ts';
import { changeMember } from '../member/member.change.ts';
import { overlapping } from '../overlap.testing.ts';
import { testApp, type AskOptions, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let boss: SignedIn & { id: string };
let late: SignedIn & { id: string };

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  boss = await t.member(company);
  late = await t.member(company, { lastName: 'Tard' });
});

describe('what a member asks for while they are made less than they were', () => {
  /** While `late` loses the right to manage users; the request was admitted before. */
  const whileChanged = async (route: ApiRoute, options: AskOptions) => {
    const by = asMember((await t.s.tokens.viewer(boss.token))!);
    const less = { role: 'technician' as const };
    const [, answer] = await overlapping(
      t.s.store,
      (tx) => changeMember(tx, by, late.id, 1, less),
      () => t.ask(route, { as: late, ...options }),
    );
    return answer.status;
  };

  it('is judged by what they are in the end: a change of a colleague, without a password', async () => {
    const colleague = await t.member(company, { role: 'office' });
    const params = { memberId: colleague.id };
    const rename = { params, ifMatch: 1, body: { lastName: 'Autre' } };
    expect(await whileChanged('PATCH /members/:memberId', rename)).toBe(401);
    const { body } = await t.ask('GET /members/:memberId', { as: boss, params });
    expect(body.lastName).toBe('Blanc');
  });

  it('an invitation', async () => {
    const invited = await t.member(company, { status: 'invited' });
    const params = { memberId: invited.id };
    expect(await whileChanged('POST /members/:memberId/invitations', { params })).toBe(401);
  });

  it('their own name', async () => {
    expect(await whileChanged('PATCH /profile', { ifMatch: 2, body: { lastName: 'Neuf' } })).toBe(401);
  });

  it('a secure link', async () => {
    const { contact } = await t.customer(company);
    expect(await whileChanged('POST /links', { body: { contactId: contact.id, delivery: 'copy' } })).toBe(401);
    expect((await t.ask('GET /links', { as: boss })).body.items).toEqual([]);
  });

  it('the end of a secure link', async () => {
    const { contact } = await t.customer(company);
    const link = await t.link(contact);
    expect(await whileChanged('DELETE /links/:linkId', { params: { linkId: link.id } })).toBe(401);
    expect((await t.ask('GET /links', { as: boss })).body.items).toMatchObject([{ status: 'active' }]);
  });

  it('a preview', async () => {
    const { contact } = await t.customer(company);
    expect(await whileChanged('POST /session', { body: { preview: { contactId: contact.id } } })).toBe(401);
  });
});
