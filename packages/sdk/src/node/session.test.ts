import { describe, expect, it } from 'vitest';
import { createClient } from '../index.ts';
import { memoryApi } from '../testing/index.ts';
import { createSession } from './index.ts';

describe('createSession', () => {
  it('opens a session for a contact, which a page can use', async () => {
    const { origin: api, fetch, apiKey, world } = memoryApi();
    const contactId = world.customers[1]?.contacts[0]?.id ?? '';
    const session = await createSession({ api, apiKey, fetch, contactId });
    expect(session.viewer).toMatchObject({ kind: 'contact', id: contactId });
    const client = createClient({ api, fetch, getSession: () => session });
    expect(await client.portal.get()).toMatchObject({ customer: { name: 'Habitat des Coteaux' } });
  });

  it('narrows it to a scope', async () => {
    const { origin: api, fetch, apiKey, world } = memoryApi();
    const scope = { kind: 'site' as const, id: world.sites[0]?.id ?? '' };
    const session = await createSession({
      api,
      apiKey,
      fetch,
      contactId: world.customers[0]?.contacts[0]?.id ?? '',
      scope,
    });
    expect(session.viewer).toMatchObject({ scope });
  });

  it('refuses a key that is none', async () => {
    const { origin: api, fetch, world } = memoryApi();
    const contactId = world.customers[0]?.contacts[0]?.id ?? '';
    await expect(createSession({ api, apiKey: 'pk_wrong', fetch, contactId })).rejects.toMatchObject({ status: 401 });
  });
});
