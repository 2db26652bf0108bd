import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import { testUrl, type TestApp } from '../testing.ts';
import { filesApp, photo, withoutKey } from '../testing/files.ts';
import { incomingFolder } from './intake.ts';
import { loadSharp } from './pictures.ts';
import { contentKey } from '../storage/storage.ts';
import { makeThumbnails } from './thumbnails.ts';

type FilesApp = Awaited<ReturnType<typeof filesApp>>;
let t: TestApp;
let company: FilesApp['company'];
let admin: FilesApp['admin'];
let customer: FilesApp['customer'];
let contact: FilesApp['contact'];
let link: FilesApp['link'];
let upload: FilesApp['upload'];
let download: FilesApp['download'];
let rowOf: FilesApp['rowOf'];
let lastEntry: FilesApp['lastEntry'];
beforeAll(async () => {
  ({ t, company, admin, customer, contact, link, upload, download, rowOf, lastEntry } = await filesApp());
});
afterAll(() => t.close());

/** Puts other bytes into the place of a file's. */
const keep = async (id: string, bytes: Buffer) => {
  const path = join(t.s.config.data, id);
  await writeFile(path, bytes);
  await t.s.storage.put(contentKey({ companyId: company.id, id }), path, 'image/jpeg');
};

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

  test('says to a person who kept its address that it has ended, and to a program by a problem', async () => {
    const { body } = await upload(await photo());
    const gone = { url: `${body.url.slice(0, -4)}AAAA` };
    const page = await download(gone, { accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr-FR,fr;q=0.9' });
    expect(page.status).toBe(401);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Ouvrez à nouveau le document');
    const problem = await download(gone, { accept: 'image/*' });
    expect(await problem.json()).toMatchObject({ status: 401, code: 'ticket-ended' });
  });

  test('that cannot be given is said in a page to who navigates to it, whatever is wrong, and to a program by a problem', async () => {
    const [damaged, lost, removed, away] = [
      (await upload(await photo())).body,
      (await upload(await photo())).body,
      (await upload(await photo())).body,
      (await upload(await photo())).body,
    ];
    await keep(damaged.id, Buffer.alloc(10));
    await t.s.storage.remove(contentKey({ companyId: company.id, id: lost.id }));
    await t.ask('DELETE /files/:fileId', { as: link, params: { fileId: removed.id } });
    const unavailable = createApp(withoutKey(t.s, contentKey({ companyId: company.id, id: away.id })));
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    for (const [url, status, code, sentence, app] of [
      [damaged.url, 410, 'file-damaged', 'Ce document est abîmé', t.app],
      [lost.url, 404, 'not-found', 'Ce document n’est plus là', t.app],
      [removed.url, 404, 'not-found', 'Ce document n’est plus là', t.app],
      [lost.url.replace(/\?.*/, ''), 422, 'invalid', 'Cette adresse est incomplète', t.app],
      [away.url, 503, 'storage-unavailable', 'pour le moment', unavailable],
    ] as const) {
      const fetched = (headers: Record<string, string>) => app.fetch(new Request(`${testUrl}${url}`, { headers }));
      const page = await fetched({ accept, 'accept-language': 'fr' });
      expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain(sentence);
      expect(await (await fetched({ accept, 'accept-language': 'en-GB' })).text()).toContain('lang="en"');
      const problem = await fetched({ accept: '*/*' });
      expect(await problem.json()).toMatchObject({ status, code });
    }
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

  test('says so when the storage holds fewer bytes than the row, or more, and never hangs', async () => {
    const { body } = await upload(await photo());
    for (const bytes of [Buffer.alloc(10), Buffer.alloc(body.size + 1)]) {
      await keep(body.id, bytes);
      const response = await download(body);
      expect(response.status).toBe(410);
      expect(await response.json()).toMatchObject({ code: 'file-damaged' });
    }
    expect(t.logged.at(-2)).toContain('a file is damaged');
  });

  test('never gives the whole of what differs from its row in the bytes alone', async () => {
    const { body } = await upload(await photo());
    await keep(body.id, Buffer.alloc(body.size));
    const response = await download(body);
    await expect(response.arrayBuffer()).rejects.toThrow();
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

  test('of a picture that the storage does not give now is made later, and holds up no other', async () => {
    const first = (await upload(await photo())).body;
    const second = (await upload(await photo())).body;
    const s = withoutKey(t.s, `${company.id}/${first.id}`);
    await expect(makeThumbnails(s)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await rowOf(first.id)).toMatchObject({ thumbnail: 'pending' });
    expect(await rowOf(second.id)).toMatchObject({ thumbnail: 'ready' });
    await makeThumbnails(t.s);
    expect(await rowOf(first.id)).toMatchObject({ thumbnail: 'ready' });
  });

  test('that the disk has no room for is made once there is, in a folder that may be gone', async () => {
    const { body } = await upload(await photo());
    await rm(incomingFolder(t.s.config.data), { recursive: true });
    const drawing = vi.spyOn((await loadSharp()).prototype, 'toFile');
    onTestFinished(() => drawing.mockRestore());
    drawing.mockRejectedValueOnce(new Error('webpsave: write error\nunix error: No space left on device'));
    await expect(makeThumbnails(t.s)).rejects.toMatchObject({ code: 'full' });
    expect(await rowOf(body.id)).toMatchObject({ thumbnail: 'pending' });
    await rm(incomingFolder(t.s.config.data), { recursive: true });
    await makeThumbnails(t.s);
    expect(await rowOf(body.id)).toMatchObject({ thumbnail: 'ready' });
  });

  describe('that takes too long', () => {
    let id: string;
    beforeEach(async () => {
      id = (await upload(await photo())).body.id;
      vi.useFakeTimers({ toFake: ['Date', 'performance'] });
      const drawing = vi.spyOn((await loadSharp()).prototype, 'toFile');
      drawing.mockRejectedValue(new Error('timeout: 10% complete'));
    });
    afterEach(() => {
      vi.restoreAllMocks();
      vi.useRealTimers();
    });

    test('is made later, and not at every turn', async () => {
      await expect(makeThumbnails(t.s)).rejects.toThrow('timeout');
      vi.restoreAllMocks();
      await makeThumbnails(t.s);
      expect(await rowOf(id)).toMatchObject({ thumbnail: 'pending' });
      vi.advanceTimersByTime(60_000);
      await makeThumbnails(t.s);
      expect(await rowOf(id)).toMatchObject({ thumbnail: 'ready' });
    });

    test('again and again is given up', async () => {
      for (let pause = 60_000; pause <= 16 * 60_000; pause *= 2) {
        await expect(makeThumbnails(t.s)).rejects.toThrow('timeout');
        vi.advanceTimersByTime(pause);
      }
      await makeThumbnails(t.s);
      expect(await rowOf(id)).toMatchObject({ thumbnail: 'failed' });
    });
  });
});
