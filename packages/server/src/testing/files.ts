/** Pictures, people and questions that the tests of files have in common. */
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import type { File } from '@parvis/sdk/contract';
import type { Services } from '../services.ts';
import { StorageError } from '../storage/storage.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';

/** Colours in the four corners, so that turning it shows. */
export const photo = async (format: 'jpeg' | 'png' | 'webp' = 'jpeg', orientation?: number): Promise<Buffer> => {
  const dot = (fill: string) => ({ create: { width: 40, height: 40, channels: 3 as const, background: fill } });
  const image = sharp({ create: { width: 120, height: 80, channels: 3, background: '#ffffff' } })
    .composite([{ input: dot('#ff0000'), left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Telephone', Software: 'Secret 1.0' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 46/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 50/1 0/1' },
    });
  return await image
    .withMetadata(orientation ? { orientation } : {})
    .toFormat(format)
    .toBuffer();
};

/** The same services, on a storage that gives and removes nothing under this key for the moment. */
export function withoutKey(s: Services, key: string): Services {
  const { storage } = s;
  const guarded = <Out>(asked: string, act: () => Promise<Out>): Promise<Out> =>
    asked === key ? Promise.reject(new StorageError('unavailable', new Error('no answer'))) : act();
  return {
    ...s,
    storage: {
      put: (...given) => storage.put(...given),
      read: (asked) => guarded(asked, () => storage.read(asked)),
      remove: (asked) => guarded(asked, () => storage.remove(asked)),
      probe: () => storage.probe(),
    },
  };
}

/** A company, somebody of each kind, and a way to send and fetch files. */
export async function filesApp() {
  const t: TestApp = await testApp();
  const company = await t.company();
  const admin = await t.member(company);
  const technician = await t.member(company, { role: 'technician' });
  const { customer, contact } = await t.customer(company);
  const link = await t.link(contact);
  const { files } = t.s.store.t;
  const download = (file: Pick<File, 'url'>, headers: Record<string, string> = {}) =>
    Promise.resolve(t.app.fetch(new Request(`${testUrl}${file.url}`, { headers })));
  return {
    t,
    company,
    admin,
    technician,
    customer,
    contact,
    link,
    upload: (body: Uint8Array, as: SignedIn = link, name = 'photo.jpg') =>
      t.ask('POST /files', { as, body, query: { name } }),
    download,
    bytesOf: async (file: Pick<File, 'url'>) => Buffer.from(await (await download(file)).arrayBuffer()),
    rowOf: async (id: string) => (await t.s.store.read.select().from(files).where(eq(files.id, id)))[0],
    lastEntry: async () => (await t.s.journal.after(company.id, 0, 100_000)).at(-1),
  };
}
