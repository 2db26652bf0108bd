/** The demo, as the command line starts and stops it. */
import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { folder, parvis, removeFolders, secret, start } from './cli.testing.ts';
import { openTestStore, type TestStore } from './testing/store.ts';

afterAll(removeFolders);

describe('the demo', () => {
  let store: TestStore;
  const data = folder();
  let given: Record<string, string>;
  beforeAll(async () => {
    store = await openTestStore();
    given = { PARVIS_DATA: data, PARVIS_DATABASE_URL: store.url };
  });
  afterAll(() => store.close());

  test('serves everything that it prints, and is as it was left when it starts again', async () => {
    const first = await start(given, 'demo');
    const { Portal, Desk, Example, API, 'Sign-in': signIn } = first.facts;
    expect(signIn).toMatch(/^\S+@\S+ {2}\S+ {2}\w+$/);
    for (const page of [Portal!, Desk!, Example!, API!]) expect((await fetch(page)).status).toBe(200);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);

    const api = new URL(Desk!).origin;
    const json = { 'content-type': 'application/json' };
    const session = await fetch(`${api}/v1/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ link: Portal }),
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    const own = await fetch(`${new URL(Example!).origin}/espace-client/session`);
    expect(await own.json()).toMatchObject({ viewer: { kind: 'contact', name: 'Éléonore Vasseur' } });
    const asked = await fetch(`${api}/v1/interventions`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${accessToken}`, origin: new URL(Example!).origin },
      body: JSON.stringify({ description: 'Une demande de plus' }),
    });
    expect(asked.status).toBe(201);
    expect(asked.headers.get('access-control-allow-origin')).toBe(new URL(Example!).origin);
    const { number } = (await asked.json()) as { number: number };
    expect(await first.stop()).toBe(0);

    const again = await start(given, 'demo');
    const url = new URL(again.facts['Desk']!).origin;
    const reopened = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ link: again.facts['Portal'] }),
    });
    const { accessToken: token } = (await reopened.json()) as { accessToken: string };
    const list = await fetch(`${url}/v1/interventions?sort=number`, { headers: { authorization: `Bearer ${token}` } });
    expect(await list.json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ number })]) as unknown,
    });
    expect(await again.stop()).toBe(0);
  });

  test('stops under open streams, and what was asked before is answered', async () => {
    const server = await start(given, 'demo');
    const url = new URL(server.facts['Desk']!).origin;
    const session = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link: server.facts['Portal'] }),
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    const headers = { authorization: `Bearer ${accessToken}` };
    const stream = await fetch(`${url}/v1/live`, { headers });
    const read = stream.body!.getReader();
    await read.read();
    const listed = Promise.all(
      Array.from({ length: 20 }, () => fetch(`${url}/v1/interventions`, { headers }).then((answer) => answer.status)),
    );
    const [code, statuses] = await Promise.all([server.stop(), listed.catch(() => [200])]);
    expect(code).toBe(0);
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (
      let part = await read.read().catch(() => ({ done: true }));
      !part.done;
      part = await read.read().catch(() => ({ done: true }))
    );
  });

  test('keeps out of another company’s data', async () => {
    const other = await openTestStore();
    onTestFinished(() => other.close());
    const elsewhere = { PARVIS_SECRET: secret, PARVIS_DATA: folder(), PARVIS_DATABASE_URL: other.url };
    await parvis(elsewhere, 'company', 'create', '--name', 'Vraie', '--email', 'vraie@vraie.example');
    const { code, err } = await parvis({ ...elsewhere, PARVIS_PORT: '0' }, 'demo');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'PARVIS_DATA holds another company: give the demo a folder of its own.\n',
    });
  });

  test('is well, says the doctor, until a file is missing or another than it was', async () => {
    const well = await parvis(given, 'doctor');
    expect(well.out).toMatch(/^Database +well$/m);
    expect(well.out).toMatch(/^Keys +1, open with PARVIS_SECRET$/m);
    expect(well.out).toMatch(/^Files +\d+, all there and whole$/m);
    expect(await parvis({ ...given, PARVIS_SECRET: secret }, 'doctor')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Problem +PARVIS_SECRET is not the one/m) as string,
    });
    const [companyFolder] = readdirSync(join(data, 'files'));
    const files = join(data, 'files', companyFolder!);
    const [lost, shorter, altered] = readdirSync(files)
      .filter((name) => !name.includes('.'))
      .map((name) => join(files, name));
    rmSync(lost!);
    truncateSync(shorter!, 10);
    // Of the same length.
    writeFileSync(altered!, Buffer.alloc(statSync(altered!).size));
    const ill = await parvis(given, 'doctor');
    expect(ill.code).toBe(1);
    expect(ill.out).toMatch(/^Problem +1 of \d+ files have lost their content/m);
    expect(ill.out).toMatch(/^Problem +2 of \d+ files differ from what was kept/m);
  });
});
