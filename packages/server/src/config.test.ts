import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError, localUrl, readConfig, readSettings, secretFile } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'parvis-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secret = 'a secret of more than thirty-two characters';

test('without any variable but the secret, everything has its usual value', () => {
  const data = resolve('data');
  expect(readConfig({ PARVIS_SECRET: secret })).toEqual({
    port: 8787,
    host: '127.0.0.1',
    proxies: 0,
    url: 'http://127.0.0.1:8787',
    data,
    databaseUrl: `file:${join(data, 'parvis.db')}`,
    filesUrl: join(data, 'files'),
    smtpUrl: null,
    smsUrl: null,
    metrics: null,
    log: 'info',
    secret,
  });
});

test('every variable is read', () => {
  expect(
    readConfig({
      PARVIS_SECRET: secret,
      PARVIS_PORT: '0',
      PARVIS_HOST: '::1',
      PARVIS_TRUST_PROXY: '2',
      PARVIS_URL: 'https://Portail.example.fr/',
      PARVIS_DATA: folder,
      PARVIS_DATABASE_URL: 'postgres://parvis@db.example.fr/parvis',
      PARVIS_FILES_URL: 's3://bucket/files?region=eu-west-3',
      PARVIS_SMTP_URL: 'smtps://user:password@smtp.example.fr',
      PARVIS_SMS_URL: 'https://sms.example.fr/send',
      PARVIS_METRICS: '127.0.0.1:9090',
      PARVIS_LOG: 'debug',
    }),
  ).toMatchObject({
    port: 0,
    host: '::1',
    proxies: 2,
    url: 'https://portail.example.fr',
    data: folder,
    databaseUrl: 'postgres://parvis@db.example.fr/parvis',
    filesUrl: 's3://bucket/files?region=eu-west-3',
    smtpUrl: 'smtps://user:password@smtp.example.fr',
    smsUrl: 'https://sms.example.fr/send',
    metrics: { host: '127.0.0.1', port: 9090 },
    log: 'debug',
  });
});

test.each([
  ['[::1]:9090', { host: '::1', port: 9090 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  ['c2VjcmV0IG9mIG1ldHJpY3M=', { token: 'c2VjcmV0IG9mIG1ldHJpY3M=' }],
])('metrics are reached by an address or a token: %s', (text, metrics) => {
  expect(readSettings({ PARVIS_METRICS: text })).toMatchObject({ metrics });
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PARVIS_PORT: '', PARVIS_SMTP_URL: ' ' })).toMatchObject({ port: 8787, smtpUrl: null });
});

test('relative folders and database files are found from where the command was started', () => {
  expect(
    readSettings({ PARVIS_DATA: 'kept', PARVIS_FILES_URL: 'papers', PARVIS_DATABASE_URL: 'file:./here.db' }),
  ).toMatchObject({
    data: resolve('kept'),
    filesUrl: resolve('papers'),
    databaseUrl: `file:${resolve('here.db')}`,
  });
});

describe('a wrong value is refused in one sentence that names the variable', () => {
  test.each([
    ['PARVIS_METRICS', '127.0.0.1:99999'],
    ['PARVIS_METRICS', 'too-short'],
    ['PARVIS_METRICS', 'http://127.0.0.1:9090/metrics'],
    ['PARVIS_PORT', 'http'],
    ['PARVIS_PORT', '65536'],
    ['PARVIS_PORT', '-1'],
    ['PARVIS_PORT', '80.5'],
    ['PARVIS_HOST', 'two words'],
    ['PARVIS_TRUST_PROXY', 'yes'],
    ['PARVIS_URL', 'portail.example.fr'],
    ['PARVIS_URL', 'ftp://portail.example.fr'],
    ['PARVIS_URL', 'https://portail.example.fr/p'],
    ['PARVIS_URL', 'https://user@portail.example.fr'],
    ['PARVIS_DATABASE_URL', 'mysql://db/parvis'],
    ['PARVIS_DATABASE_URL', 'postgres://db'],
    ['PARVIS_DATABASE_URL', 'file:'],
    ['PARVIS_FILES_URL', 'https://bucket.example.fr'],
    ['PARVIS_FILES_URL', 's3://'],
    ['PARVIS_SMTP_URL', 'smtp.example.fr'],
    ['PARVIS_SMS_URL', 'sms:+33600000000'],
    ['PARVIS_LOG', 'verbose'],
    ['PARVIS_SECRET', 'short'],
  ])('%s = %s', (name, value) => {
    const read = () => readConfig({ PARVIS_SECRET: secret, PARVIS_DATA: folder, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} [^\n]+\\.$`));
  });

  test('the secret is never repeated, nor an address that may hold a password', () => {
    const wrong = { PARVIS_DATA: folder, PARVIS_SECRET: 'hunter2', PARVIS_DATABASE_URL: 'mysql://u:hunter2@db/x' };
    expect(() => readSettings(wrong)).not.toThrow(/hunter2/);
    expect(() => readConfig({ ...wrong, PARVIS_DATABASE_URL: '' })).not.toThrow(/hunter2/);
  });
});

test('serving without a secret is refused, and what to do is said', () => {
  expect(() => readConfig({ PARVIS_DATA: join(folder, 'nothing-here') })).toThrow(
    /^PARVIS_SECRET is missing: .+openssl rand/,
  );
});

test('the demo’s own secret serves where none is set', () => {
  writeFileSync(secretFile(folder), `${secret}\n`);
  expect(readConfig({ PARVIS_DATA: folder }).secret).toBe(secret);
  expect(readConfig({ PARVIS_DATA: folder, PARVIS_SECRET: `another ${secret}` }).secret).toBe(`another ${secret}`);
});

test('the local address can be opened whatever the server listens on', () => {
  expect(localUrl('0.0.0.0', 80)).toBe('http://localhost:80');
  expect(localUrl('::', 80)).toBe('http://localhost:80');
  expect(localUrl('::1', 80)).toBe('http://[::1]:80');
});
