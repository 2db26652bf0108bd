/** The public types, checked by the compiler: running them is beside the point. */
import { describe, expectTypeOf, it } from 'vitest';
import { createClient } from './index.ts';
import type { MemberClient } from './member-client.ts';
import type {
  Change,
  ChangeKind,
  Client,
  Customer,
  ErrorCode,
  FieldCode,
  File,
  Intervention,
  InterventionSummary,
  List,
  LiveEvent,
  Page,
  ParvisError,
  ProblemCode,
  Session,
  Viewer,
} from './index.ts';
import type { createSession } from './node/index.ts';

const client: Client = createClient({ api: 'https://parvis.example' });
const { signal } = new AbortController();

describe('the types of the client', () => {
  it('give what the contract answers', () => {
    expectTypeOf(client.interventions.get).returns.resolves.toEqualTypeOf<Intervention>();
    expectTypeOf(client.interventions.list).returns.toEqualTypeOf<List<InterventionSummary>>();
    expectTypeOf<List<InterventionSummary>['page']>().returns.resolves.toEqualTypeOf<Page<InterventionSummary>>();
    expectTypeOf(client.customers.get).returns.resolves.toEqualTypeOf<Customer>();
    expectTypeOf(client.files.upload).returns.resolves.toEqualTypeOf<File>();
    expectTypeOf(client.contacts.remove).returns.resolves.toBeUndefined();
    expectTypeOf(client.viewer).toEqualTypeOf<Viewer | null>();
    expectTypeOf<Extract<LiveEvent, { change: unknown }>['change']['position']>().toBeString();
  });

  it('ask for what must be said, and for no more', () => {
    expectTypeOf(client.interventions.create).toBeCallableWith({ description: 'Fuite' });
    expectTypeOf(client.interventions.create).toBeCallableWith(
      { description: 'Fuite', siteId: null },
      { idempotencyKey: 'a', signal },
    );
    expectTypeOf(client.interventions.move).toBeCallableWith('id', { to: 'cancelled', reason: 'Reporté' });
    expectTypeOf(client.interventions.list).toBeCallableWith({ status: 'done,signed', sort: 'number' });
    expectTypeOf<MemberClient['session']['signIn']>().toBeCallableWith({ email: 'a@b.example', password: 'x' });
    type Create = Parameters<typeof client.interventions.create>[0];
    expectTypeOf<{ siteId: string }>().not.toExtend<Create>();
    expectTypeOf<Parameters<typeof client.sites.update>[0]>().toEqualTypeOf<{ id: string; version: number }>();
    expectTypeOf<string>().not.toExtend<Parameters<typeof client.sites.update>[0]>();
    expectTypeOf<{ to: 'paid' }>().not.toExtend<Parameters<typeof client.interventions.move>[1]>();
    expectTypeOf<{ sort: 'price' }>().not.toExtend<NonNullable<Parameters<typeof client.interventions.list>[0]>>();
  });

  it('name what goes wrong, and what happens, by closed lists', () => {
    expectTypeOf<ParvisError['code']>().toEqualTypeOf<ErrorCode>();
    expectTypeOf<ProblemCode>().toExtend<ErrorCode>();
    expectTypeOf<'stale' | 'offline' | 'viewer-changed' | 'http-502'>().toExtend<ErrorCode>();
    expectTypeOf<'stail'>().not.toExtend<ErrorCode>();
    expectTypeOf<ParvisError['errors'][number]['code']>().toEqualTypeOf<FieldCode>();
    expectTypeOf<'too-long'>().toExtend<FieldCode>();
    expectTypeOf<string>().not.toExtend<FieldCode>();
    expectTypeOf<Change['kind']>().toEqualTypeOf<ChangeKind>();
    expectTypeOf<'intervention.moved'>().toExtend<ChangeKind>();
    expectTypeOf<'intervention.assigned'>().not.toExtend<ChangeKind>();
  });

  it('need an address, and know where sessions come from', () => {
    type Options = Parameters<typeof createClient>[0];
    expectTypeOf<{ api: string }>().toExtend<Options>();
    expectTypeOf<{ api: string; getSession: () => Promise<Session> }>().toExtend<Options>();
    expectTypeOf<{ link: string }>().not.toExtend<Options>();
    expectTypeOf<{ api: string; cookie: 'shop' }>().not.toExtend<Options>();
    expectTypeOf<typeof createSession>().returns.resolves.toEqualTypeOf<Session>();
  });
});
