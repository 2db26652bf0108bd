import { startTestServer, type TestServer } from '@parvis/server/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from './index.ts';
import { forMember } from './member-client.ts';
import { createSession } from './node/index.ts';
import type { SessionSource } from './session.ts';

let parvis: TestServer;
beforeEach(async () => {
  parvis = await startTestServer();
});
afterEach(() => parvis.close());

const clientOf = (given: SessionSource) => createClient({ api: parvis.url, fetch: parvis.fetch, ...given });

test('a link that was minted opens the portal of its contact, and nothing of another company', async () => {
  const { customer, contact } = await parvis.customer(await parvis.company(), { lastName: 'Girard' });
  await parvis.intervention(customer, { description: 'Fuite sous l’évier' });
  const stranger = await parvis.customer(await parvis.company());
  const theirs = await parvis.intervention(stranger.customer);

  const { url } = await parvis.link(contact);
  const portal = clientOf({ link: url });
  expect(await portal.portal.get()).toMatchObject({ customer: { name: 'Éléonore Girard' } });
  const { items } = await portal.interventions.list().page();
  expect(items.map(({ description }) => description)).toEqual(['Fuite sous l’évier']);
  await expect(portal.interventions.get(theirs.id)).rejects.toMatchObject({ status: 404, code: 'not-found' });
});

test('a member who is signed in does what their role lets them, and a program what its key does', async () => {
  const company = await parvis.company();
  const { customer, contact } = await parvis.customer(company);
  const job = await parvis.intervention(customer, { status: 'to_schedule' });
  const as = async (role: 'office' | 'technician') => {
    const member = await parvis.member(company, { role });
    return forMember(clientOf({ getSession: () => parvis.signIn(member) }));
  };
  const scheduled = {
    to: 'scheduled',
    windowStart: '2030-05-02T08:00:00Z',
    windowEnd: '2030-05-02T10:00:00Z',
  } as const;
  await expect((await as('technician')).interventions.move(job.id, scheduled)).rejects.toMatchObject({ status: 404 });
  expect(await (await as('office')).interventions.move(job.id, scheduled)).toMatchObject({ status: 'scheduled' });

  const { token: apiKey } = await parvis.key(company);
  const session = await createSession({ api: parvis.url, fetch: parvis.fetch, apiKey, contactId: contact.id });
  expect(session.viewer).toMatchObject({ kind: 'contact', id: contact.id });
});

test('the clock is that of this server alone: a link expires by it, and what is asked for bears its time', async () => {
  const { contact } = await parvis.customer(await parvis.company());
  const { url: link } = await parvis.link(contact);
  parvis.clock.set('2031-01-05T08:00:00.000Z');
  const refused = clientOf({ link }).portal.get();
  await expect(refused).rejects.toMatchObject({ code: 'link-expired' });

  const portal = clientOf({ link: (await parvis.link(contact)).url });
  const asked = await portal.interventions.create({ description: 'Plus d’eau chaude' });
  expect(asked.createdAt).toMatch(/^2031-01-05T08:/);
  parvis.clock.advance(30 * 86_400_000);
  const later = await portal.interventions.create({ description: 'Encore' });
  expect(later.createdAt).toMatch(/^2031-02-04T08:/);

  const other = await startTestServer();
  try {
    const { createdAt } = await other.company();
    expect(createdAt < '2031').toBe(true);
  } finally {
    await other.close();
  }
});

test('who is nobody any more cannot be signed in', async () => {
  const inactive = await parvis.member(await parvis.company(), { status: 'deactivated' });
  await expect(parvis.signIn(inactive)).rejects.toThrow('cannot be signed in');
});
