import type { Make, MatrixApp, MatrixRows } from '../feature.testing.ts';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { now } from '../time.ts';
import { fileAudience } from './files.audience.ts';

const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** Their own upload, not yet sent. */
export const upload: Make = async ({ t }, { companyId }, { principal }) => ({
  body: { fileIds: [await file(t, { companyId, owner: principal })] },
});

export const matrix: MatrixRows = {
  made: {
    'POST /files': async () => ({ body: pdf, query: { name: 'a.pdf' } }),
    'GET /files/:fileId/content': async () => ({ query: { ticket: 'none' } }),
    'GET /files/:fileId': async ({ t }, { companyId, customerId, interventionId }) => ({
      params: { fileId: await file(t, { companyId, customerId, interventionId }) },
    }),
    // One's own while nothing holds it; whoever may change what holds it is tested with files.
    'DELETE /files/:fileId': async ({ t }, { companyId }, { sees, principal }, relation) => ({
      params: { fileId: await file(t, { companyId, owner: sees('fileId', relation) ? principal : 'member:other' }) },
    }),
  },
  told: {
    file: ({ held, reads }) => ({
      audience: fileAudience({ owner: '', customerId: held.customerId }, held),
      read: reads('GET /files/:fileId'),
    }),
  },
};

async function file(
  t: MatrixApp,
  given: {
    companyId: string;
    owner?: string;
    customerId?: string;
    interventionId?: string;
  },
): Promise<string> {
  const id = newId();
  const { companyId, owner = 'system:none', customerId = null, interventionId = null } = given;
  await t.s.store.transaction((tx) =>
    run(
      tx.insert(tx.t.files).values({
        id,
        companyId,
        owner,
        customerId,
        interventionId,
        name: 'plan.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: '',
        thumbnail: 'none',
        createdAt: now(),
        claimedAt: interventionId && now(),
      }),
    ),
  );
  return id;
}
