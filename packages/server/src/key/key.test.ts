import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asMember } from '../access/rights.ts';
import { changeMember } from '../member/member.change.ts';
import { overlapping } from '../overlap.testing.ts';
import type { Problem } from '../problem.ts';
import type { Tx, Work } from '../store/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { makeOwnKey, revokeKey } from './key.rules.ts';

let t: TestApp;
let admin: SignedIn;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  admin = await t.member(await t.company(), { firstName: 'Nora', lastName: 'Blanc' });
});

const make = (headers: Record<string, string> = {}) =>
  t.ask('POST /keys', { as: admin, body: { name: 'ERP' }, headers });

describe('an API key', () => {
  it('opens the API with the secret that was shown once', async () => {
    const { status, body } = await make();
    expect(status).toBe(201);
    expect((await t.ask('GET /customers', { as: body.secret })).status).toBe(200);
    const listed = await t.ask('GET /keys', { as: admin });
    expect(listed.body.items).toMatchObject([{ name: 'ERP', createdBy: 'Nora Blanc', revokedAt: null }]);
    expect(listed.text).not.toContain(body.secret);
    expect(body.secret.startsWith(body.key.prefix)).toBe(true);
  });

  it('is made once when it is asked for again under the same Idempotency-Key, with the same secret', async () => {
    const first = await make({ 'idempotency-key': 'once' });
    const again = await make({ 'idempotency-key': 'once' });
    expect(again.body).toEqual(first.body);
    expect((await t.ask('GET /keys', { as: admin })).body.items).toHaveLength(1);
  });

  it('is dead once revoked, and revoking it again changes nothing', async () => {
    const { body } = await make();
    await t.ask('GET /customers', { as: body.secret });
    const revoke = () => t.ask('DELETE /keys/:keyId', { as: admin, params: { keyId: body.key.id } });
    expect((await revoke()).status).toBe(204);
    await t.told();
    expect((await t.ask('GET /customers', { as: body.secret })).status).toBe(401);
    expect((await revoke()).status).toBe(204);
  });

  it('is neither made nor revoked by whose session ended while they asked', async () => {
    const { body } = await make();
    const viewer = asMember((await t.s.tokens.viewer(admin.token))!);
    const boss = await t.member({ id: viewer.companyId });
    const asBoss = asMember((await t.s.tokens.viewer(boss.token))!);
    const late = (act: (tx: Tx) => Work<unknown>) => () =>
      t.s.store.transaction(act).catch((error: unknown) => error as Problem);
    const [, made] = await overlapping(
      t.s.store,
      (tx) => changeMember(tx, asBoss, viewer.memberId, 1, { active: false, keys: 'keep' }),
      late((tx) => makeOwnKey(tx, viewer, { name: 'Late' })),
    );
    expect(made).toMatchObject({ status: 401 });
    expect(await late((tx) => revokeKey(tx, viewer, body.key.id))()).toMatchObject({ status: 401 });
    expect((await t.ask('GET /keys', { as: boss })).body.items).toMatchObject([{ name: 'ERP', revokedAt: null }]);
  });

  it('of another company is not found', async () => {
    const { body } = await make();
    const stranger = await t.member(await t.company());
    expect((await t.ask('DELETE /keys/:keyId', { as: stranger, params: { keyId: body.key.id } })).status).toBe(404);
  });
});
