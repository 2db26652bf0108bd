/** Care of a database on the command line: where there is none, when the secret is lost, its backup. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { factsOf, folder, parvis, removeFolders, secret, start, typed } from './cli.testing.ts';
import { openTestStore } from './testing/store.ts';

const isSqlite = process.env['PARVIS_TEST_ENGINE'] !== 'postgres';

afterAll(removeFolders);

// A database of PostgreSQL is not made by asking for it.
if (isSqlite)
  describe('care looks only after a database that is there', () => {
    test.each([['doctor'], ['backup', 'copy.db'], ['signing-key', 'rotate']])(
      '%s in a mistyped folder says so, and makes nothing there',
      async (...command) => {
        const data = join(folder(), 'mistyped');
        const { code, out, err } = await parvis({ PARVIS_DATA: data, PARVIS_SECRET: secret }, ...command);
        expect({ code, said: out + err }).toEqual({
          code: 1,
          said: expect.stringContaining(`there is no database at ${join(data, 'parvis.db')}`) as string,
        });
        expect(existsSync(data)).toBe(false);
      },
    );

    test('what is written is for this account alone, the copy of a backup as well', async () => {
      const data = join(folder(), 'data');
      const copy = join(data, 'copy.db');
      await typed({ PARVIS_DATA: data }, 'migrate');
      await typed({ PARVIS_DATA: data }, 'backup', copy);
      const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
      expect([mode(data), mode(join(data, 'parvis.db')), mode(copy)]).toEqual(['700', '600', '600']);
    });

    test('a backup into a folder that is not there is refused in a sentence', async () => {
      const given = { PARVIS_DATA: folder() };
      await parvis(given, 'migrate');
      const away = join(folder(), 'away');
      expect(await parvis(given, 'backup', join(away, 'copy.db'))).toMatchObject({
        code: 1,
        err: `The database refused: there is no folder ${away}.\n`,
      });
    });
  });

test('a lost secret stops the start until another one signs, which is then well', async () => {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const given = { PARVIS_SECRET: secret, PARVIS_DATA: folder(), PARVIS_DATABASE_URL: store.url, PARVIS_PORT: '0' };
  await parvis(given, 'company', 'create', '--name', 'Oublieuse', '--email', 'claire@oublieuse.example');
  const changed = { ...given, PARVIS_SECRET: 'z'.repeat(40) };
  const sentence = /^PARVIS_SECRET is not the one [^\n]+ `parvis signing-key rotate`\.\n$/;
  expect(await typed(changed, 'serve')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(sentence) as string,
  });
  expect(await parvis(changed, 'doctor')).toMatchObject({ code: 1 });
  expect(await parvis(changed, 'signing-key', 'rotate')).toMatchObject({ code: 0 });
  expect(await parvis(changed, 'doctor')).toMatchObject({ code: 0 });
  expect(await parvis(changed, 'key', 'create', '--name', 'ERP')).toMatchObject({ code: 0 });
});

test('a backup is made while serving, and the copy is well', async () => {
  const given: Record<string, string> = { PARVIS_DATA: folder(), PARVIS_PORT: '0' };
  if (!isSqlite) {
    // PostgreSQL has a tool of its own for that; the command says so.
    const store = await openTestStore();
    const copy = join(folder(), 'copy.db');
    expect(await parvis({ ...given, PARVIS_DATABASE_URL: store.url }, 'backup', copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('pg_dump') as string,
    });
    return await store.close();
  }
  const server = await start(given, 'demo');
  const api = new URL(server.facts['Desk']!).origin;
  const { out: made } = await parvis(given, 'key', 'create', '--name', 'ERP');
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${factsOf(made)['Key']}` };
  const customers = (await (await fetch(`${api}/v1/customers?limit=1`, { headers })).json()) as {
    items: { id: string }[];
  };
  const body = JSON.stringify({ customerId: customers.items[0]!.id, description: 'Pendant la sauvegarde' });
  let going = true;
  const written: number[] = [];
  const write = async () => {
    while (going) {
      const answer = await fetch(`${api}/v1/interventions`, {
        method: 'POST',
        headers,
        body,
      });
      written.push(answer.status);
    }
  };
  const writers = [write(), write()];
  await expect.poll(() => written.length).toBeGreaterThan(3);
  const copy = join(folder(), 'copy.db');
  const { code, out } = await typed(given, 'backup', copy);
  going = false;
  await Promise.all(writers);
  expect(code).toBe(0);
  expect(factsOf(out)).toMatchObject({ Backup: copy, Bytes: String(statSync(copy).size) });
  expect(new Set(written)).toEqual(new Set([201]));
  const checked = await parvis({ ...given, PARVIS_DATABASE_URL: `file:${copy}` }, 'doctor');
  expect(checked.out).toMatch(/^Database +well$/m);
  expect(checked.out).toMatch(/^Files +\d+, all there and whole$/m);
  const [company] = readdirSync(join(given['PARVIS_DATA']!, 'files'));
  const files = join(given['PARVIS_DATA']!, 'files', company!);
  const [damaged, lost] = readdirSync(files).filter((name) => !name.includes('.'));
  writeFileSync(join(files, damaged!), Buffer.alloc(statSync(join(files, damaged!)).size));
  rmSync(join(files, lost!));
  const { out: said } = await parvis({ ...given, PARVIS_DATABASE_URL: `file:${copy}` }, 'doctor');
  expect(said).toMatch(new RegExp(`^Problem +1 of \\d+ files have lost their content, such as ${lost}\\.$`, 'm'));
  expect(said).toMatch(new RegExp(`^Problem +1 of \\d+ files differ from what was kept, such as ${damaged}\\.$`, 'm'));
  expect(await parvis(given, 'backup', copy)).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already') as string,
  });
  expect(await server.stop()).toBe(0);
});
