/** All that the site has to do with Parvis: tell it who the customer is, and ask for a session for them. */
import { createClient } from '@parvis/sdk';
import { createSession } from '@parvis/sdk/node';

export const api = process.env.PARVIS_API ?? 'http://127.0.0.1:8787';
const apiKey = process.env.PARVIS_API_KEY;
if (!apiKey) {
  console.error('PARVIS_API_KEY is missing: make a key with `npx parvis key create`, or at the desk under Réglages.');
  process.exit(1);
}
const parvis = createClient({ api, apiKey });

/** A session for one of the site's signed-in customers. It opens everything of theirs, and nobody else's. */
export async function sessionFor({ customer, contact }) {
  // Bulk writes create what is new, change what has changed and leave the rest, so they can be sent each time.
  await accepted(parvis.customers.batch([customer]));
  const contactId = await accepted(parvis.contacts.batch([contact]));
  return createSession({ api, apiKey, contactId });
}

async function accepted(write) {
  const [row] = (await write).results;
  if (row.problem) throw new Error(`Parvis refused ${row.externalId}: ${JSON.stringify(row.problem)}`);
  return row.id;
}
