/** Bodies: read up to a limit, decoded strictly, so that what is malformed is told as such and never reaches a handler. */
import { Problem } from '../problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const malformed = (detail: string) => new Problem('malformed', { detail });
const tooLarge = (limit: number) => new Problem('too-large', { detail: `The body may have ${limit} bytes.` });

/** The text of a JSON body: 415 for another type, 413 above the limit, 400 for what is not UTF-8. */
export async function readJsonText(request: Request, limit: number): Promise<string> {
  const { headers } = request;
  if (!isUtf8Json(headers.get('content-type') ?? '')) {
    throw new Problem('unsupported-media-type', { detail: 'The body must be application/json in UTF-8.' });
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem('unsupported-media-type', { detail: 'The body must not be compressed.' });
  }
  const bytes = await readBytes(request, limit);
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8.');
  }
}

/** Other parameters mean nothing (RFC 8259, 11), and `utf8` is what many programs write for UTF-8. */
function isUtf8Json(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charsets = parameters.flatMap((each) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(each)?.[1] ?? []);
  return type.trim() === 'application/json' && charsets.every((charset) => /^utf-?8$/.test(charset));
}

/** The value that a JSON text stands for; 400 when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('The body is not JSON.');
  }
}

/** What a request brings, whatever it is. Raises 413 above the limit, 400 where it ends early. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > limit) throw tooLarge(limit);
  try {
    // An announced length is enforced by the HTTP parser; without one the bytes are counted as they come.
    return announced === null ? await readCounted(request.body, limit) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw malformed('The body ended early.');
  }
}

async function readCounted(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
