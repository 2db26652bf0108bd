/**
 * Files of a built folder, open to every page: read once, compressed once, kept in memory. A file that was built anew is
 * noticed, so that development needs no restart.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface StaticFile {
  body: Buffer<ArrayBuffer>;
  headers: Record<string, string>;
}

type Encoding = 'br' | 'gzip' | 'identity';

interface Kept {
  changedAt: number;
  etag: string;
  bodies: Partial<Record<Encoding, Promise<Buffer>>> & { identity: Promise<Buffer> };
}

export interface StaticFiles {
  /** Null for what was not built. */
  get(name: string, acceptEncoding: string): Promise<StaticFile | null>;
  /** What a file imports statically, and what that imports: all that a page should fetch at the same time. */
  imports(name: string): Promise<string[]>;
  /** Compresses what pages load before it is asked for: the first visitor should not wait for it. */
  prepare(stopping: AbortSignal): Promise<void>;
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
  md: 'text/markdown; charset=utf-8',
};

/** Names that carry a hash of their content never change. */
const hashed = /\.[\w-]{7}\.js(\.map)?$/;

/** The folder of an installed package. */
export const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

export function openStatic(folder: string): StaticFiles {
  const files = new Map<string, Kept>();

  const load = async (name: string): Promise<Kept | null> => {
    if (!/^[\w-]+(\.[\w-]+)*\.(css|js|map|md)$/.test(name)) return null;
    const found = await stat(join(folder, name)).catch(() => null);
    if (!found) return null;
    const known = files.get(name);
    if (known?.changedAt === found.mtimeMs) return known;
    const body = await readFile(join(folder, name));
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 20);
    const kept: Kept = { changedAt: found.mtimeMs, etag, bodies: { identity: Promise.resolve(body) } };
    files.set(name, kept);
    return kept;
  };

  const bodyOf = ({ bodies }: Kept, encoding: Encoding) =>
    (bodies[encoding] ??= bodies.identity.then(compress[encoding]));

  return {
    async get(name, acceptEncoding) {
      const kept = await load(name);
      if (!kept) return null;
      const encoding = encodingOf(acceptEncoding);
      const body = await bodyOf(kept, encoding);
      return {
        body: body as Buffer<ArrayBuffer>,
        headers: {
          'content-type': types[name.slice(name.lastIndexOf('.') + 1)]!,
          ...(encoding !== 'identity' && { 'content-encoding': encoding }),
          vary: 'accept-encoding',
          etag: `"${kept.etag}-${encoding}"`,
          'cache-control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
          ...openToAll,
        },
      };
    },
    async imports(name) {
      const found = new Set([name]);
      for (const each of found) {
        const source = await (await load(each))?.bodies.identity;
        for (const [, file] of source?.toString().matchAll(staticImport) ?? []) found.add(file!);
      }
      found.delete(name);
      return [...found];
    },
    async prepare(stopping) {
      // One at a time: requests go first.
      for (const name of await readdir(folder)) {
        if (stopping.aborted) return;
        const kept = /\.(css|js)$/.test(name) && (await load(name));
        if (kept) await bodyOf(kept, 'br');
      }
    },
  };
}

const staticImport = /(?:^|[;}\n])\s*(?:import|export)\b[^'"();]*["']\.\/([\w.-]+\.js)["']/g;

/** Any page may embed these; what they may ask for is decided where they ask. */
const openToAll = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      // The last steps of quality cost seconds on a megabyte.
      params: {
        [constants.BROTLI_PARAM_QUALITY]: body.length < 500_000 ? 11 : 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => promisify(gzip)(body, { level: 9 }),
  identity: (body) => Promise.resolve(body),
};

/** The smallest that the browser takes. */
function encodingOf(accepted: string): Encoding {
  const taken = new Map(
    accepted.split(',').map((part) => {
      const [name = '', quality] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q\s*=\s*/);
      return [name, quality === undefined || Number(quality) > 0];
    }),
  );
  return taken.get('br') ? 'br' : taken.get('gzip') ? 'gzip' : 'identity';
}
