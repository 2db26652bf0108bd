import { readdirSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import type { File } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paper } from '../demo/paper.ts';
import { newId } from '../ids.ts';
import { sweep } from '../operations/sweep.ts';
import { testApp, testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { claimFiles } from './files.rules.ts';
import { incomingFolder, maxBytes } from './intake.ts';
import { makeThumbnails } from './thumbnails.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: Awaited<ReturnType<TestApp['member']>>;
let technician: Awaited<ReturnType<TestApp['member']>>;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let link: Awaited<ReturnType<TestApp['link']>>;

beforeAll(async () => {
  t = await testApp();
  company = await t.company();
  admin = await t.member(company);
  technician = await t.member(company, { role: 'technician' });
  ({ customer, contact } = await t.customer(company));
  link = await t.link(contact);
});
afterAll(() => t.close());

const upload = (body: Uint8Array, as: SignedIn = link, name = 'photo.jpg') =>
  t.ask('POST /files', { as, body, query: { name } });

/** Colours in the four corners, so that turning it shows. */
const photo = async (format: 'jpeg' | 'png' | 'webp' = 'jpeg', orientation?: number): Promise<Buffer> => {
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

const download = (file: Pick<File, 'url'>, headers: Record<string, string> = {}) =>
  Promise.resolve(t.app.fetch(new Request(`${testUrl}${file.url}`, { headers })));

const bytesOf = async (file: Pick<File, 'url'>): Promise<Buffer> =>
  Buffer.from(await (await download(file)).arrayBuffer());

const leftovers = () => readdirSync(incomingFolder(t.s.config.data));

describe('an upload', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'of a %s is known by its content, whatever its name says',
    async (format) => {
      const { status, body } = await upload(await photo(format), link, 'rapport.pdf');
      expect(status).toBe(201);
      expect(body).toMatchObject({
        name: 'rapport.pdf',
        mediaType: `image/${format}`,
        width: 120,
        height: 80,
        can: ['delete'],
      });
      expect((await bytesOf(body)).length).toBe(body.size);
    },
  );

  test('loses position and everything else that the camera wrote beside the picture', async () => {
    const before = await photo();
    expect((await sharp(before).metadata()).exif).toBeDefined();
    expect(before.includes('Secret 1.0')).toBe(true);
    const { body } = await upload(before);
    const after = await bytesOf(body);
    expect(await sharp(after).metadata()).not.toHaveProperty('exif');
    expect(after.includes('Secret 1.0')).toBe(false);
  });

  test('is turned upright', async () => {
    // Orientation 6: the camera was held sideways, the first row is the right-hand side.
    const { body } = await upload(await photo('jpeg', 6));
    expect(body).toMatchObject({ width: 80, height: 120 });
    const { data, info } = await sharp(await bytesOf(body))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[(y * info.width + x) * info.channels + 1]!;
    expect(at(70, 10)).toBeLessThan(60);
    expect(at(10, 10)).toBeGreaterThan(200);
  });

  test('of a PDF is kept byte for byte', async () => {
    const document = paper({ title: 'Contrat', lines: ['Un mot'] });
    const { status, body } = await upload(document, link, 'Contrat.pdf');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      mediaType: 'application/pdf',
      size: document.length,
      width: null,
      thumbnailUrl: null,
    });
    expect(await bytesOf(body)).toEqual(document);
  });

  test('keeps a name to the character, and refuses one that cannot be stored', async () => {
    const name = 'Été «  » \u202egpj.exe 🔧.jpg';
    expect((await upload(await photo(), link, name)).body.name).toBe(name);
    expect(await upload(await photo(), link, 'a\u0000b')).toMatchObject({
      status: 422,
      errors: [{ field: 'name', code: 'unstorable' }],
    });
    expect(await upload(await photo(), link, '')).toMatchObject({ status: 422, code: 'invalid' });
  });

  describe('is refused, and leaves nothing behind,', () => {
    const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(400)]);
    test.each<[string, number, string, () => Uint8Array | Promise<Uint8Array>]>([
      ['when it is HEIC', 415, 'heic-not-supported', () => heic],
      [
        'when it is SVG',
        415,
        'unsupported-file',
        () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      ],
      ['when it is HTML', 415, 'unsupported-file', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
      [
        'when it is a GIF',
        415,
        'unsupported-file',
        () =>
          sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
            .gif()
            .toBuffer(),
      ],
      ['when it is an archive', 415, 'unsupported-file', () => Buffer.from('PK\x03\x04'.padEnd(100, '\0'), 'latin1')],
      ['when it is a program', 415, 'unsupported-file', () => Buffer.from('MZ'.padEnd(2000, '\0'), 'latin1')],
      ['when it is plain text', 415, 'unsupported-file', () => Buffer.from('bonjour')],
      ['when it is empty', 415, 'unsupported-file', () => new Uint8Array()],
      [
        'when a JPEG was cut off',
        422,
        'broken-file',
        async () =>
          (
            await sharp(await photo())
              .resize(900)
              .jpeg()
              .toBuffer()
          ).subarray(0, 1500),
      ],
      ['when a PNG is only a head', 422, 'broken-file', async () => (await photo('png')).subarray(0, 60)],
      [
        'when a PDF was cut off',
        422,
        'broken-file',
        () => paper({ title: 'Contrat', lines: ['Un mot'] }).subarray(0, 400),
      ],
      ['when a PNG claims billions of pixels', 422, 'too-many-pixels', () => png(100_000, 100_000, Buffer.alloc(0))],
      // 45 million pixels in a few kilobytes: what unpacks to a hundred megabytes.
      ['when a PNG is a bomb', 422, 'too-many-pixels', () => png(9000, 5000, Buffer.alloc(5000 * (9000 * 3 + 1)))],
      ['when it is one byte too large', 413, 'file-too-large', () => Buffer.alloc(maxBytes + 1, 0xff)],
    ])('%s', async (_, status, code, make) => {
      const body = await make();
      const before = await filesOf(link);
      expect(await upload(body)).toMatchObject({ status, code });
      expect(leftovers()).toEqual([]);
      expect(await filesOf(link)).toBe(before);
    });
  });

  test('of a picture that is also a page keeps the picture alone', async () => {
    const page = '<script>alert(document.domain)</script>';
    const polyglot = Buffer.concat([await photo(), Buffer.from(page)]);
    const { body } = await upload(polyglot);
    expect((await bytesOf(body)).includes(page)).toBe(false);
  });

  test('that goes on beyond 25 MB is cut off on the way', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1 << 20;
        controller.enqueue(new Uint8Array(1 << 20));
      },
    });
    const response = await t.app.fetch(
      new Request(`${testUrl}/v1/files?name=x.jpg`, {
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/octet-stream' },
      }),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(40 << 20);
    expect(leftovers()).toEqual([]);
  });

  test('is not for a preview, which only looks', async () => {
    const preview = await t.session({
      companyId: company.id,
      memberId: admin.id,
      contactId: contact.id,
      scope: { kind: 'customer', id: customer.id },
    });
    expect(await upload(await photo(), preview)).toMatchObject({ status: 403 });
  });

  test('by one person stops at fifty files that nothing holds', async () => {
    const { contact: other } = await t.customer(company);
    const someone = await t.link(other);
    await t.s.store.transaction(function* (tx) {
      for (let n = 0; n < 50; n++) yield tx.insert(tx.t.files).values(row({ owner: `contact:${other.id}` }));
    });
    expect(await upload(await photo(), someone)).toMatchObject({ status: 409, code: 'too-many-files' });
  });
});

describe('a file that nothing holds', () => {
  test('is its sender’s alone', async () => {
    const { body } = await upload(await photo());
    const { contact: other } = await t.customer(company);
    const stranger = await t.link(other);
    for (const as of [stranger, admin, technician]) {
      expect(await t.ask('GET /files/:fileId', { as, params: { fileId: body.id } })).toMatchObject({ status: 404 });
      expect(await t.ask('DELETE /files/:fileId', { as, params: { fileId: body.id } })).toMatchObject({ status: 404 });
    }
    expect(await t.ask('GET /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({ status: 200 });
  });

  test('can be taken away again: its address is dead at once, its bytes go with the next sweep', async () => {
    const { body } = await upload(await photo());
    expect(await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({
      status: 204,
    });
    expect((await download(body)).status).toBe(404);
    expect(await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: body.id } })).toMatchObject({
      status: 404,
    });
    await sweep(t.s);
    await expect(t.s.storage.read(`${company.id}/${body.id}`)).rejects.toMatchObject({ code: 'missing' });
    expect(await rowOf(body.id)).toBeUndefined();
  });

  test('is swept after a day, not before', async () => {
    const { body } = await upload(await photo());
    const hours = (n: number) => Date.now() + n * 3_600_000;
    await sweep(t.s, hours(24));
    expect(await rowOf(body.id)).toBeDefined();
    await sweep(t.s, hours(26));
    expect(await rowOf(body.id)).toBeUndefined();
    await expect(t.s.storage.read(`${company.id}/${body.id}`)).rejects.toMatchObject({ code: 'missing' });
    expect(await lastEntry()).toMatchObject({ kind: 'file.removed', actor: 'system', subjectId: body.id });
  });

  test('of a day ago can no longer be claimed: the sweep may be at it', async () => {
    const { body } = await upload(await photo());
    const { files } = t.s.store.t;
    await t.s.store.transaction(function* (tx) {
      yield tx
        .update(files)
        .set({ createdAt: new Date(Date.now() - 25 * 3_600_000).toISOString() })
        .where(eq(files.id, body.id));
    });
    const asked = { description: 'Fuite', fileIds: [body.id] };
    expect(await t.ask('POST /interventions', { as: link, body: asked })).toMatchObject({
      status: 422,
      errors: [{ field: 'fileIds.0', code: 'unknown-reference' }],
    });
  });
});

describe('a claimed file', () => {
  const made = async (fileIds: string[]) =>
    t.ask('POST /interventions', { as: link, body: { description: 'Fuite', fileIds } });

  test('belongs to the intervention from then on, in the order in which it was named', async () => {
    const [first, second] = [(await upload(await photo())).body, (await upload(await photo('png'))).body];
    const { status, body } = await made([second.id, first.id]);
    expect(status).toBe(201);
    expect(new Set(body.files.map(({ id }) => id))).toEqual(new Set([first.id, second.id]));
    const seen = await t.ask('GET /files/:fileId', { as: admin, params: { fileId: first.id } });
    expect(seen).toMatchObject({ status: 200, body: { can: ['delete'] } });
    expect(await rowOf(first.id)).toMatchObject({ interventionId: body.id, customerId: customer.id });
  });

  test('cannot be claimed twice, nor somebody else’s, nor one that never was; nothing is made then', async () => {
    const mine = (await upload(await photo())).body;
    const theirs = (await upload(await photo(), admin)).body;
    await made([mine.id]);
    const free = (await upload(await photo())).body;
    const { status, errors } = await made([free.id, mine.id, theirs.id, newId(), free.id]);
    expect(status).toBe(422);
    expect(errors).toEqual([1, 2, 3, 4].map((n) => ({ field: `fileIds.${n}`, code: 'unknown-reference' })));
    expect(await rowOf(free.id)).toMatchObject({ claimedAt: null });
  });

  test('is told of with whose it is', async () => {
    const site = await t.site(customer);
    const intervention = await t.intervention(customer, { siteId: site.id, assigneeId: technician.id });
    const { body } = await upload(await photo(), technician);
    await t.ask('POST /interventions/:interventionId/files', {
      as: technician,
      params: { interventionId: intervention.id },
      body: { fileIds: [body.id] },
    });
    expect(await lastEntry()).toMatchObject({
      kind: 'file.added',
      actor: `member:${technician.id}`,
      subjectId: body.id,
      customerId: customer.id,
      interventionId: intervention.id,
      siteId: site.id,
      assigneeId: technician.id,
    });
  });

  test('is not for its sender to take away, but for the office', async () => {
    const { body: file } = await upload(await photo());
    await made([file.id]);
    const remove = (as: SignedIn) => t.ask('DELETE /files/:fileId', { as, params: { fileId: file.id } });
    expect(await remove(link)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await remove(technician)).toMatchObject({ status: 404 });
    expect(await remove(admin)).toMatchObject({ status: 204 });
    expect((await download(file)).status).toBe(404);
  });

  test('of a signed intervention stays', async () => {
    const intervention = await t.intervention(customer, { status: 'signed' });
    const { body: file } = await upload(await photo(), admin);
    const viewer = (await t.s.tokens.viewer(admin.token))!;
    await t.s.store.transaction((tx) =>
      claimFiles(tx, viewer, [file.id], { customerId: customer.id, interventionId: intervention.id }),
    );
    const { body } = await t.ask('GET /files/:fileId', { as: admin, params: { fileId: file.id } });
    expect(body.can).toEqual([]);
    expect(await t.ask('DELETE /files/:fileId', { as: admin, params: { fileId: file.id } })).toMatchObject({
      status: 403,
    });
  });

  test('attached to a customer shows under the whole customer’s link, not under one of a site', async () => {
    const { body: file } = await upload(await photo(), admin);
    const attach = { as: admin, params: { customerId: customer.id }, body: { fileIds: [file.id] } };
    expect(await t.ask('POST /customers/:customerId/attachments', attach)).toMatchObject({ status: 201 });
    const site = await t.site(customer);
    const narrow = await t.link(contact, { kind: 'site', id: site.id });
    const get = (as: SignedIn) => t.ask('GET /files/:fileId', { as, params: { fileId: file.id } });
    expect(await get(link)).toMatchObject({ status: 200, body: { can: [] } });
    expect(await get(narrow)).toMatchObject({ status: 404 });
  });
});

describe('the address of a file', () => {
  test('gives it as an attachment that no browser runs, guesses at or shares', async () => {
    const { body } = await upload(await photo(), link, 'Été à la cave «1».jpg');
    const response = await download(body);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(body.size),
      'content-disposition': expect.stringMatching(
        /^attachment; filename=".*"; filename\*=UTF-8''%C3%89t%C3%A9%20%C3%A0/,
      ) as string,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    await response.body?.cancel();
  });

  test('names the file as what it is, whatever it was called', async () => {
    const nameOf = async (name: string) => {
      const { body } = await upload(await photo(), link, name);
      const response = await download(body);
      await response.body?.cancel();
      return decodeURIComponent(
        response.headers.get('content-disposition')!.replace(/^.*filename(\*=UTF-8''|=)"?([^"]*)"?$/, '$2'),
      );
    };
    expect(await nameOf('page.html')).toBe('page.html.jpg');
    expect(await nameOf('../../etc/passwd')).toBe('-..-etc-passwd.jpg');
    expect(await nameOf('\u202egpj.exe')).toBe('gpj.exe.jpg');
    expect(await nameOf('a\r\nset-cookie: b.JPG')).toBe('aset-cookie- b.JPG');
    expect(await nameOf('...')).toBe('document.jpg');
  });

  test('stays the same while a page is read again, and is not read again when nothing changed', async () => {
    const { body } = await upload(await photo());
    const again = await t.ask('GET /files/:fileId', { as: link, params: { fileId: body.id } });
    expect(again.body.url).toBe(body.url);
    const first = await download(body);
    await first.body?.cancel();
    const second = await download(body, { 'if-none-match': first.headers.get('etag')! });
    expect(second.status).toBe(304);
  });

  test('is worth nothing with another file, changed, or without its ticket', async () => {
    const [one, two] = [(await upload(await photo())).body, (await upload(await photo())).body];
    expect((await download({ url: one.url.replace(one.id, two.id) })).status).toBe(401);
    expect((await download({ url: `${one.url.slice(0, -4)}AAAA` })).status).toBe(401);
    expect((await download({ url: one.url.replace(/\?.*/, '') })).status).toBe(422);
  });

  test('dies with the session that it was made for', async () => {
    const own = await t.link(contact);
    const { body } = await upload(await photo(), own);
    expect((await download(body)).status).toBe(200);
    await t.ask('DELETE /session', { as: own });
    await t.told();
    expect((await download(body)).status).toBe(401);
  });

  test('dies with the link that was revoked', async () => {
    const own = await t.link(contact);
    const { body } = await upload(await photo(), own);
    await t.ask('DELETE /links/:linkId', { as: admin, params: { linkId: own.id } });
    await t.told();
    expect((await download(body)).status).toBe(401);
  });

  test('no longer opens what the company no longer shows', async () => {
    const { body: file } = await upload(await photo());
    await t.ask('POST /interventions', { as: link, body: { description: 'Fuite', fileIds: [file.id] } });
    expect((await download(file)).status).toBe(200);
    const change = {
      as: admin,
      params: { customerId: customer.id },
      ifMatch: 1,
      body: { options: { documents: false } },
    };
    expect(await t.ask('PATCH /customers/:customerId', change)).toMatchObject({ status: 200 });
    await t.told();
    expect((await download(file)).status).toBe(404);
    await t.ask('PATCH /customers/:customerId', { ...change, ifMatch: 2, body: { options: { documents: true } } });
    await t.told();
  });
});

describe('a thumbnail', () => {
  test('is made beside the requests and told of when it is there', async () => {
    const { body } = await upload(
      await sharp(await photo())
        .resize(2000)
        .jpeg()
        .toBuffer(),
    );
    expect(body.thumbnailUrl).toBeNull();
    expect((await download({ url: `${body.url}&size=thumbnail` })).status).toBe(404);
    await makeThumbnails(t.s);
    expect(await lastEntry()).toMatchObject({ kind: 'file.changed', actor: 'system', fields: ['thumbnail'] });
    const { body: known } = await t.ask('GET /files/:fileId', { as: link, params: { fileId: body.id } });
    const response = await download({ url: known.thumbnailUrl! });
    expect(response.headers.get('content-type')).toBe('image/webp');
    const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect({ width, height }).toEqual({ width: 480, height: 320 });
  });

  test('that was still to be made is made by the next process', async () => {
    const { body } = await upload(await photo('webp'));
    expect(await rowOf(body.id)).toMatchObject({ thumbnail: 'pending' });
    // Nothing is remembered between two runs but what the database says.
    await makeThumbnails(t.s);
    expect(await rowOf(body.id)).toMatchObject({ thumbnail: 'ready' });
  });

  test('of a picture whose bytes are lost is given up, and does not hold up the others', async () => {
    const lost = (await upload(await photo())).body;
    const found = (await upload(await photo())).body;
    await t.s.storage.remove(`${company.id}/${lost.id}`);
    await makeThumbnails(t.s);
    expect(await rowOf(lost.id)).toMatchObject({ thumbnail: 'failed' });
    expect(await rowOf(found.id)).toMatchObject({ thumbnail: 'ready' });
  });
});

/** A PNG of any claimed size. */
function png(width: number, height: number, pixels: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(8 + data.length + 4);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), 8 + data.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

function row(given: { owner: string }) {
  return {
    id: newId(),
    companyId: company.id,
    interventionId: null,
    customerId: null,
    name: 'a.pdf',
    mediaType: 'application/pdf' as const,
    size: 1,
    width: null,
    height: null,
    thumbnail: 'none' as const,
    claimedAt: null,
    createdAt: new Date().toISOString(),
    ...given,
  };
}

async function rowOf(id: string) {
  const { files } = t.s.store.t;
  return (await t.s.store.read.select().from(files).where(eq(files.id, id)))[0];
}

async function filesOf({ token }: SignedIn): Promise<number> {
  const viewer = (await t.s.tokens.viewer(token))!;
  const { files } = t.s.store.t;
  return (await t.s.store.read.select({ id: files.id }).from(files).where(eq(files.companyId, viewer.companyId)))
    .length;
}

async function lastEntry() {
  const entries = await t.s.journal.after(company.id, 0, 100_000);
  return entries.at(-1);
}
