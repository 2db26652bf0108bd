/** What is opened is read to its end or closed: a server that forgets one descriptor a request ends after a thousand. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { File } from '@parvis/sdk/contract';
import { openServer, type HttpServer } from '../server.ts';
import type { TestApp } from '../testing.ts';
import { filesApp, photo } from '../testing/files.ts';
import { makeThumbnails } from './thumbnails.ts';

const descriptors = '/proc/self/fd';

let t: TestApp;
let server: HttpServer;
let picture: File;
let large: File;
beforeAll(async () => {
  const { t: app, upload, link } = await filesApp();
  t = app;
  server = await openServer('127.0.0.1', 0);
  server.answer(t.app.fetch);
  const { id } = (await upload(await photo())).body;
  await makeThumbnails(t.s);
  picture = (await t.ask('GET /files/:fileId', { as: link, params: { fileId: id } })).body;
  large = (await upload(Buffer.from(`%PDF-1.4\n${' '.repeat(8 << 20)}\n%%EOF`), link, 'plan.pdf')).body;
});
afterAll(async () => {
  await server.stop(0);
  await t.close();
});

/** Files of the app that are open at this moment. */
const open = () =>
  readdirSync(descriptors).flatMap((name) => {
    try {
      const path = readlinkSync(`${descriptors}/${name}`);
      return path.startsWith(`${t.s.config.filesUrl}/`) ? [path] : [];
    } catch {
      // The one that the folder itself was read by.
      return [];
    }
  });

/** Asks over a real connection; goes away as soon as anything has come, where `leave` says so. */
const ask = (method: string, path: string, { headers = {}, leave = false } = {}) =>
  new Promise<{ status: number; bytes: number }>((resolve, reject) => {
    const asked = request({ port: server.port, host: '127.0.0.1', method, path, headers }, (response) => {
      const answer = { status: response.statusCode ?? 0, bytes: 0 };
      response.on('data', (chunk: Buffer) => {
        answer.bytes += chunk.length;
        if (leave) asked.destroy();
      });
      response.on('close', () => resolve(answer));
    });
    asked.on('error', (error) => (leave ? undefined : reject(error)));
    asked.end();
  });

describe.skipIf(!existsSync(descriptors))('no file stays open', () => {
  const closed = () => expect.poll(open).toEqual([]);

  test('after a HEAD, of the file or of its thumbnail', async () => {
    for (const url of [picture.url, picture.thumbnailUrl!, large.url])
      for (let n = 0; n < 20; n++) expect(await ask('HEAD', url)).toEqual({ status: 200, bytes: 0 });
    await closed();
  });

  test('after a whole answer, or one that says that nothing changed', async () => {
    expect(await ask('GET', large.url)).toEqual({ status: 200, bytes: large.size });
    const headers = { 'if-none-match': `"${large.id}"` };
    for (const method of ['GET', 'HEAD'])
      expect(await ask(method, large.url, { headers })).toEqual({ status: 304, bytes: 0 });
    await closed();
  });

  test('when its reader goes away in the middle', async () => {
    for (let n = 0; n < 10; n++) expect((await ask('GET', large.url, { leave: true })).bytes).toBeLessThan(large.size);
    await closed();
  });
});
