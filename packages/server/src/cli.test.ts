/** What a command says that cannot be done. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { scope } from '@parvis/sdk/contract';
import { parvis, removeFolders, secret, typed } from './cli.testing.ts';

afterAll(removeFolders);

describe('what is not understood ends with 2 and says what would be', () => {
  test.each([
    [['nonsense']],
    [['company']],
    [['constructor']],
    [['backup']],
    [['link', 'revoke']],
    [['backup', 'a', 'b']],
    [['serve', '--fast']],
    [['link', 'create']],
    [['link', 'create', '--customer', 'twelve']],
    [['link', 'create', '--customer', '12', '--scope', 'house:1']],
    [['company', 'create', '--name', 'X', '--email', 'nobody']],
    [['demo', '--scale', '0']],
  ])('%j', async (args) => {
    const { code, out, err } = await parvis({ PARVIS_SECRET: secret }, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\.?\n\nparvis <command>/);
  });

  test('from a terminal, too', async () => {
    expect(await typed({}, 'nonsense')).toMatchObject({ code: 2, out: '' });
  });

  test('asking for help is no mistake', async () => {
    expect(await typed({}, '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('parvis <command>') as string,
    });
  });

  test('help names every scope that a link may have', async () => {
    const { out } = await parvis({}, '--help');
    for (const kind of scope.shape.kind.exclude(['customer']).options) expect(out).toContain(`${kind}:<id>`);
  });
});

describe('a wrong environment ends with 1 and one sentence', () => {
  test.each([
    ['PARVIS_SECRET', {}],
    ['PARVIS_PORT', { PARVIS_SECRET: secret, PARVIS_PORT: 'http' }],
    ['PARVIS_DATABASE_URL', { PARVIS_SECRET: secret, PARVIS_DATABASE_URL: 'mysql://x/y' }],
  ])('%s', async (name, given: Record<string, string>) => {
    const { code, out, err } = await parvis(given, 'serve');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`^${name} [^\n]+\n$`));
  });

  test('from a terminal, too', async () => {
    expect(await typed({}, 'serve')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PARVIS_SECRET is missing: [^\n]+\n$/) as string,
    });
  });

  test('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    const port = String((taken.address() as AddressInfo).port);
    const { code, err } = await parvis({ PARVIS_SECRET: secret, PARVIS_PORT: port }, 'serve');
    taken.close();
    expect(code).toBe(1);
    expect(err).toMatch(/^PARVIS_PORT \d+ is in use [^\n]+\n$/);
  });

  test('a database that does not answer', async () => {
    const { code, err } = await parvis({ PARVIS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }, 'migrate');
    expect(code).toBe(1);
    expect(err).toMatch(/^The database refused: [^\n]+\n$/);
  });
});
