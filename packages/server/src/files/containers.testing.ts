/** Containers of pictures, put together part by part. */
import { crc32, deflateSync } from 'node:zlib';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export function pngChunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** Of eight bits in red, green and blue. */
export const pngHeader = (width: number, height: number): Buffer =>
  pngChunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])]));

export const pngOf = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks]);

/** Ten by ten, black, with more in front of its samples. */
export const smallPng = (...chunks: Buffer[]): Buffer =>
  pngOf(pngHeader(10, 10), ...chunks, pngChunk('IDAT', deflateSync(Buffer.alloc(310))), pngChunk('IEND'));

/** A text of so many megabytes in a thousandth of it. */
export const packedText = (megabytes: number): Buffer =>
  pngChunk(
    'zTXt',
    Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(megabytes << 20), { level: 9 })]),
  );

/** What a PNG consists of, in order. */
export function pngTypes(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

export function jpegSegment(marker: number, data: Uint8Array | string): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, typeof data === 'string' ? Buffer.from(data, 'latin1') : data]);
}

/** With more behind its first marker. */
export const jpegWith = (jpeg: Buffer, ...segments: Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

export function webpChunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** With more behind its last chunk. */
export function webpWith(webp: Buffer, ...chunks: Buffer[]): Buffer {
  const all = Buffer.concat([webp, ...chunks]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}
