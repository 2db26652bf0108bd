import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openStorage } from './open-storage.ts';
import type { FileStorage } from './storage.ts';

const folder = await mkdtemp(join(tmpdir(), 'parvis-storage-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const localFile = async (bytes: Buffer) => {
  const path = join(folder, randomBytes(6).toString('hex'));
  await writeFile(path, bytes);
  return path;
};

/** As much of an S3 service as is asked of one: objects by path, a signature compulsory. */
const objects = new Map<string, { bytes: Buffer; type: string | undefined }>();
/** It refuses everything for the moment. */
let isDown = false;
let service: Server;
let address: string;
beforeAll(async () => {
  service = createServer(async (request, response) => {
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=id/');
    const path = new URL(request.url!, 'http://service').pathname;
    if (!signed || isDown) return void response.writeHead(403).end();
    if (request.method === 'HEAD') return void response.writeHead(path.startsWith('/bucket') ? 200 : 404).end();
    if (request.method === 'PUT') {
      objects.set(path, { bytes: await buffer(request), type: request.headers['content-type'] });
      return void response.writeHead(200, { etag: '"1"' }).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(path);
      return void response.writeHead(204).end();
    }
    const found = objects.get(path);
    if (!found) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      return void response.end('<Error><Code>NoSuchKey</Code></Error>');
    }
    response.writeHead(200, { 'content-length': found.bytes.length }).end(found.bytes);
  });
  await new Promise<void>((resolve) => void service.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(() => service.close());

const open = (kind: string): Promise<FileStorage> =>
  openStorage(
    kind === 'disk'
      ? join(folder, 'kept')
      : `s3://id:se%2Fcret@bucket/some/prefix?region=eu-west-3&endpoint=${encodeURIComponent(address)}`,
  );

describe.each(['disk', 's3'])('files on %s', (kind) => {
  test('come back as they were given, and the local file is gone', async () => {
    const storage = await open(kind);
    const bytes = randomBytes(300_000);
    const path = await localFile(bytes);
    await storage.put('company/one', path, 'image/jpeg');
    expect(existsSync(path)).toBe(false);
    const { stream, size } = await storage.read('company/one');
    expect(await buffer(stream)).toEqual(bytes);
    expect(size).toBe(bytes.length);
  });

  test('are gone once removed; removing what is not there is fine', async () => {
    const storage = await open(kind);
    await storage.put('company/two', await localFile(Buffer.from('two')), 'image/png');
    await storage.remove('company/two');
    await storage.remove('company/two');
    await expect(storage.read('company/two')).rejects.toMatchObject({ code: 'missing' });
  });

  test('answer when asked whether they can be reached', async () => {
    const storage = await open(kind);
    await expect(storage.probe()).resolves.toBeUndefined();
  });
});

/** Another disk than that of `folder`, where the machine has one. */
const otherDisk = ['/dev/shm', '/run/shm'].find((at) => existsSync(at) && statSync(at).dev !== statSync(folder).dev);
test.skipIf(otherDisk === undefined)(
  'one file put by several servers at once, from another disk, is whole',
  async () => {
    const away = await mkdtemp(join(otherDisk!, 'parvis-storage-'));
    onTestFinished(() => rm(away, { recursive: true, force: true }));
    const bytes = randomBytes(3_000_000);
    const paths = ['1', '2', '3', '4'].map((name) => join(away, name));
    for (const path of paths) await writeFile(path, bytes);
    const storage = await open('disk');
    await Promise.all(paths.map((path) => storage.put('company/drawn', path, 'image/webp')));
    expect(await buffer((await storage.read('company/drawn')).stream)).toEqual(bytes);
    expect(readdirSync(join(folder, 'kept', 'company')).filter((name) => name.startsWith('drawn'))).toEqual(['drawn']);
  },
);

test('an S3 service is told the kind of the file and the prefix of the address', async () => {
  const storage = await open('s3');
  await storage.put('company/three', await localFile(Buffer.from('three')), 'application/pdf');
  expect(objects.get('/bucket/some/prefix/company/three')?.type).toBe('application/pdf');
});

test('an S3 service is written to by a probe once in ten minutes, and again after a failure', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const storage = await open('s3');
  const probe = '/bucket/some/prefix/probe';
  const writes = async () => {
    objects.delete(probe);
    await storage.probe();
    return objects.has(probe);
  };
  expect([await writes(), await writes(), await writes()]).toEqual([true, false, false]);
  vi.advanceTimersByTime(600_000);
  // Whoever sets the clock of the machine changes nothing about it.
  vi.setSystemTime(Date.now() - 3_600_000);
  expect([await writes(), await writes()]).toEqual([true, false]);
  isDown = true;
  await expect(storage.probe()).rejects.toMatchObject({ code: 'unavailable' });
  isDown = false;
  expect([await writes(), await writes()]).toEqual([true, false]);
});

test('an S3 service that does not answer is unavailable', async () => {
  const storage = await openStorage('s3://id:secret@bucket?endpoint=http://127.0.0.1:1');
  await expect(storage.probe()).rejects.toMatchObject({ code: 'unavailable' });
});

test('a folder that cannot be made is unavailable', async () => {
  const storage = await openStorage(join(await localFile(Buffer.from('in the way')), 'files'));
  await expect(storage.probe()).rejects.toMatchObject({ code: 'unavailable' });
});
