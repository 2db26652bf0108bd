/** Requests that are admitted at once and whose body takes its time, for tests. */
import { testUrl, type SignedIn, type TestApp } from '../testing.ts';

export interface HeldRequest {
  /** The body comes; gives the answer. */
  finish(): Promise<Response>;
  /** The caller goes away, and the body never comes. */
  leave(): void;
}

/** Begins to write: what is not bytes is sent as JSON. Comes back when the request was admitted, or refused. */
export async function holdOpen(
  app: TestApp['app'],
  { token }: SignedIn,
  path: string,
  content: object | Uint8Array,
): Promise<HeldRequest> {
  const isFile = content instanceof Uint8Array;
  const begun = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  rest.promise.catch(() => {});
  const body = new ReadableStream<Uint8Array>(
    {
      // Nothing is asked for before the request is admitted.
      async pull(controller) {
        begun.resolve();
        await rest.promise;
        controller.enqueue(isFile ? content : Buffer.from(JSON.stringify(content)));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': isFile ? 'application/octet-stream' : 'application/json',
  };
  const request = new Request(`${testUrl}/v1${path}`, { method: 'POST', duplex: 'half', headers, body });
  const answered = Promise.resolve(app.fetch(request));
  await Promise.race([begun.promise, answered]);
  return {
    finish() {
      rest.resolve();
      return answered;
    },
    leave: () => rest.reject(new Error('gone')),
  };
}
