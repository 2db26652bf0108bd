import { startTestServer, type TestServer } from '@parvis/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../index.ts';
import { createSession } from './index.ts';

let parvis: TestServer;
beforeAll(async () => {
  parvis = await startTestServer();
});
afterAll(() => parvis.close());

/** A company with a customer, and the key that its own site has. */
const setUp = async () => {
  const company = await parvis.company();
  const { token: apiKey } = await parvis.key(company);
  const { customer, contact } = await parvis.customer(company, { firstName: '', lastName: 'Habitat des Coteaux' });
  return { api: parvis.url, fetch: parvis.fetch, apiKey, customer, contactId: contact.id };
};

describe('createSession', () => {
  it('opens a session for a contact, which a page can use', async () => {
    const { api, fetch, apiKey, contactId } = await setUp();
    const session = await createSession({ api, apiKey, fetch, contactId });
    expect(session.viewer).toMatchObject({ kind: 'contact', id: contactId });
    const client = createClient({ api, fetch, getSession: () => session });
    expect(await client.portal.get()).toMatchObject({ customer: { name: 'Habitat des Coteaux' } });
  });

  it('narrows it to a scope', async () => {
    const { api, fetch, apiKey, customer, contactId } = await setUp();
    const scope = { kind: 'site' as const, id: (await parvis.site(customer)).id };
    const session = await createSession({ api, apiKey, fetch, contactId, scope });
    expect(session.viewer).toMatchObject({ scope });
  });

  it('refuses a key that is none', async () => {
    const { api, fetch, contactId } = await setUp();
    await expect(createSession({ api, apiKey: 'pk_wrong', fetch, contactId })).rejects.toMatchObject({ status: 401 });
  });
});
