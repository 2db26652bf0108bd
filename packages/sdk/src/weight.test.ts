import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

/** What an integrator's bundler makes of the SDK. */
async function built(entry: string): Promise<Rolldown.OutputChunk[]> {
  const outputs = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2024',
      lib: { entry: new URL(entry, import.meta.url).pathname, formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  })) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.filter((each) => each.type === 'chunk'));
}
let chunks: Rolldown.OutputChunk[];
beforeAll(async () => {
  chunks = await built('index.ts');
});
const weight = (chunk: Rolldown.OutputChunk | undefined) => brotliCompressSync(chunk?.code ?? '').length;

describe('in a browser bundle', () => {
  // With the stakeholders of a dossier, what somebody calls it by, its documents, and messages that are corrected and withdrawn.
  it('all calls weigh at most 3.17 kB', () => {
    expect(weight(chunks.find(({ isEntry }) => isEntry))).toBeLessThanOrEqual(3170);
  });

  it('what members call adds at most 0.3 kB', async () => {
    const whole = (await built('member-client.ts')).find(({ isEntry }) => isEntry);
    const usual = chunks.find(({ isEntry }) => isEntry);
    expect(weight(whole) - weight(usual)).toBeLessThanOrEqual(300);
  });

  it('live changes, their stream, uploads, and why a session ended come when they are first used, each in one file that waits for no other', () => {
    const later = chunks.filter(({ isEntry }) => !isEntry);
    expect(later.map(({ name }) => name).toSorted()).toEqual(['live', 'refusal', 'stream', 'upload']);
    for (const chunk of later) {
      expect(chunk.imports).toEqual([]);
      expect(weight(chunk)).toBeLessThanOrEqual(700);
    }
  });

  it('a customer’s screen carries no call that only the company makes', async () => {
    const [portal] = await built('portal-client.ts');
    expect(weight(portal)).toBeLessThanOrEqual(2600);
    expect(
      portal?.moduleIds.filter((id) => /[\\/](member|customer|key|outbox|company|change|field)\.ts$/.test(id)),
    ).toEqual([]);
  });

  it('there is no byte of zod, nor of any other package', () => {
    const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
    expect(modules.filter((id) => /zod|node_modules|contract/.test(id))).toEqual([]);
    expect(modules.length).toBeGreaterThan(10);
  });
});
