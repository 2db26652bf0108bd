import { readdirSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { paper } from '../demo/paper.ts';
import { newId } from '../ids.ts';
import { testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { filesApp, photo } from '../testing/files.ts';
import { packedText, pngChunk, pngHeader, pngOf, smallPng } from './containers.testing.ts';
import { incomingFolder, maxBytes } from './intake.ts';

type FilesApp = Awaited<ReturnType<typeof filesApp>>;
let t: TestApp;
let company: FilesApp['company'];
let admin: FilesApp['admin'];
let customer: FilesApp['customer'];
let contact: FilesApp['contact'];
let link: FilesApp['link'];
let upload: FilesApp['upload'];
let bytesOf: FilesApp['bytesOf'];
let download: FilesApp['download'];
beforeAll(async () => {
  ({ t, company, admin, customer, contact, link, upload, bytesOf, download } = await filesApp());
});
afterAll(() => t.close());

const sendStream = (body: ReadableStream<Uint8Array>) =>
  t.app.fetch(
    new Request(`${testUrl}/v1/files?name=x.jpg`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { authorization: `Bearer ${link.token}`, 'content-type': 'application/octet-stream' },
    }),
  );
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

  test('comes after those that were begun before it, however long they took', async () => {
    const content = await photo();
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
    const slow = sendStream(
      new ReadableStream({
        async pull(controller) {
          await isOver;
          controller.enqueue(content);
          controller.close();
        },
      }),
    );
    await vi.waitUntil(() => leftovers().length);
    const { body: quick } = await upload(content);
    over();
    const first = (await (await slow).json()) as { id: string };
    expect(first.id < quick.id).toBe(true);
  });

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

  test.each([
    ['a telephone’s panorama', 16_000, 3900],
    ['a telephone’s photograph', 8064, 6048],
  ])('of %s is shrunk, not refused', async (_, width, height) => {
    const create = { width, height, channels: 3 as const, background: '#936' };
    const { status, body } = await upload(await sharp({ create }).jpeg({ quality: 30 }).toBuffer());
    expect([status, body.width, body.height]).toEqual([201, width / 2, height / 2]);
  });

  test('of a JPEG whose camera left out the mark of the end is taken', async () => {
    const whole = await photo();
    expect(whole.subarray(-2).toString('hex')).toBe('ffd9');
    expect(await upload(whole.subarray(0, -2))).toMatchObject({ status: 201, body: { width: 120, height: 80 } });
  });

  const contract = paper({ title: 'Contrat', lines: ['Un mot'] });
  test.each<[string, () => (string | Buffer)[]]>([
    ['headers of a server before it', () => ['HTTP/1.1 200 OK\r\nServer: x\r\n\r\n', contract]],
    ['a line break before it', () => ['\n', contract]],
    ['2 kB of nothing behind it', () => [contract, '\0'.repeat(2048)]],
    ['a page behind it', () => [contract, `<!doctype html><html>${'<p>x</p>'.repeat(300)}</html>`]],
  ])('of a PDF with %s is taken as it is, and given as an attachment', async (_, parts) => {
    const sent = Buffer.concat(parts().map((part) => Buffer.from(part)));
    const { status, body } = await upload(sent, admin, 'contrat.pdf');
    expect([status, body.mediaType, body.size]).toEqual([201, 'application/pdf', sent.length]);
    expect(await bytesOf(body)).toEqual(sent);
    const { headers } = await download(body);
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
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
      // A few kilobytes that unpack to 300 megabytes, or are drawn for half a minute.
      [
        'when a PNG is a bomb',
        422,
        'too-many-pixels',
        () => png(10_100, 10_000, Buffer.alloc(10_000 * (10_100 * 3 + 1))),
      ],
      ['when a PNG is one pixel wide', 422, 'too-many-pixels', () => png(1, 40_000_000, Buffer.alloc(40_000_000 * 4))],
      [
        'when a PNG is nothing but texts',
        422,
        'broken-file',
        () => smallPng(...Array<Buffer>(20_000).fill(packedText(0))),
      ],
      ['when it is one byte too large', 413, 'file-too-large', () => Buffer.alloc(maxBytes + 1, 0xff)],
    ])('%s', async (_, status, code, make) => {
      const body = await make();
      const before = await filesOf(link);
      expect(await upload(body)).toMatchObject({ status, code });
      expect(leftovers()).toEqual([]);
      expect(await filesOf(link)).toBe(before);
    });
  });

  test('of a picture that takes longer than ten seconds to draw is refused, and leaves nothing behind', async () => {
    const limit = vi.spyOn(sharp.prototype, 'timeout');
    vi.spyOn(sharp.prototype, 'toFile').mockRejectedValue(new Error('timeout: 10% complete'));
    expect(await upload(await photo())).toMatchObject({ status: 422, code: 'picture-too-slow' });
    expect(limit.mock.calls).toEqual([[{ seconds: 10 }]]);
    expect(leftovers()).toEqual([]);
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
    const response = await sendStream(endless);
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

/** A PNG of any claimed size. */
const png = (width: number, height: number, pixels: Buffer): Buffer =>
  pngOf(pngHeader(width, height), pngChunk('IDAT', deflateSync(pixels)), pngChunk('IEND'));

function row(given: { owner: string }) {
  return {
    id: newId(),
    companyId: company.id,
    interventionId: null,
    customerId: null,
    dossierId: null,
    messageId: null,
    name: 'a.pdf',
    mediaType: 'application/pdf' as const,
    size: 1,
    width: null,
    height: null,
    sha256: '',
    thumbnail: 'none' as const,
    claimedAt: null,
    createdAt: new Date().toISOString(),
    ...given,
  };
}

async function filesOf({ token }: SignedIn): Promise<number> {
  const viewer = (await t.s.tokens.viewer(token))!;
  const { files } = t.s.store.t;
  return (await t.s.store.read.select({ id: files.id }).from(files).where(eq(files.companyId, viewer.companyId)))
    .length;
}
