/**
 * Files in a bucket of an S3 service: `s3://bucket/prefix?region=eu-west-3&endpoint=https://s3.example.fr`.
 * Credentials stand in the address (`s3://key:secret@bucket`) or where the AWS client looks for them by itself.
 */
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { StorageError, type FileStorage } from './storage.ts';

/** How often a probe writes, which costs money and a request that many services count. */
const writeEvery = 600_000;

export const s3Storage = (address: string): FileStorage => {
  const { hostname: Bucket, pathname, searchParams, username, password } = new URL(address);
  const endpoint = searchParams.get('endpoint');
  const client = new S3Client({
    region: searchParams.get('region') ?? 'us-east-1',
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(username !== '' && {
      credentials: { accessKeyId: decodeURIComponent(username), secretAccessKey: decodeURIComponent(password) },
    }),
    // Services other than Amazon's know nothing of the checksums that it adds by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const prefix = pathname.replace(/^\/|\/$/g, '');
  const object = (key: string) => ({ Bucket, Key: prefix === '' ? key : `${prefix}/${key}` });

  let wrote = -Infinity;

  const ask = async <Out>(request: () => Promise<Out>): Promise<Out> => {
    try {
      return await request();
    } catch (error) {
      const missing = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
      throw new StorageError(missing ? 'missing' : 'unavailable', error);
    }
  };

  return {
    async put(key, path, ContentType) {
      const { size: ContentLength } = await stat(path);
      const Body = createReadStream(path);
      try {
        await ask(() => client.send(new PutObjectCommand({ ...object(key), Body, ContentLength, ContentType })));
      } finally {
        // A service that refuses, or is not there, has not read it to its end.
        Body.destroy();
      }
      await rm(path, { force: true });
    },
    async read(key) {
      const { Body, ContentLength } = await ask(() => client.send(new GetObjectCommand(object(key))));
      return { stream: Body as Readable, size: ContentLength ?? 0 };
    },
    async remove(key) {
      await ask(() => client.send(new DeleteObjectCommand(object(key))));
    },
    async probe() {
      // After a failure it writes again, until it has. In between it asks for what it wrote, as any file is asked for:
      // who may read and write files need not be allowed to look at the bucket.
      const isDue = performance.now() - wrote >= writeEvery;
      const last = wrote;
      wrote = -Infinity;
      await ask<unknown>(() =>
        isDue
          ? client.send(new PutObjectCommand({ ...object('probe'), Body: 'probe', ContentLength: 5 }))
          : client.send(new HeadObjectCommand(object('probe'))),
      );
      wrote = isDue ? performance.now() : last;
    },
  };
};
