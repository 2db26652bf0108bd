/**
 * The environment, read once and checked. Beside the two starting files (`main.ts`, `cli.ts`) nothing else reads it.
 * A wrong value ends the start with one sentence that names the variable.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What every command needs. */
export interface Settings {
  port: number;
  host: string;
  /** How many proxies of ours stand in front: so many addresses at the end of X-Forwarded-For are believed. */
  proxies: number;
  /** Public origin, without a slash at its end: `https://portail.example.fr`. */
  url: string;
  /** Absolute folder of database, files and keys. */
  data: string;
  /** `file:<absolute path>` or `postgres://…` */
  databaseUrl: string;
  /** Absolute folder, or `s3://…` */
  filesUrl: string;
  /** Null: mails wait in the outbox. */
  smtpUrl: string | null;
  smsUrl: string | null;
  metrics: MetricsAccess | null;
  log: LogLevel;
}

/** How `/metrics` is reached: on an address of its own, or with a token as bearer. */
export type MetricsAccess = { host: string; port: number } | { token: string };

/** What serving needs as well. */
export interface Config extends Settings {
  /** Encrypts keys at rest; what the server seals and signs stands on it. */
  secret: string;
}

export type Environment = Record<string, string | undefined>;

/** A sentence for the person who starts the server. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The environment of the server; PARVIS_SECRET is compulsory unless a demo made its own in the data folder. */
export function readConfig(env: Environment): Config {
  const settings = readSettings(env);
  return { ...settings, secret: readSecret(env, settings.data) };
}

/** The environment of the commands that neither seal nor sign. */
export function readSettings(env: Environment): Settings {
  const value = (name: string) => env[name]?.trim() || undefined;
  const port = whole('PARVIS_PORT', value('PARVIS_PORT') ?? '8787', 0, 65535);
  const host = readHost(value('PARVIS_HOST') ?? '127.0.0.1');
  const data = resolve(value('PARVIS_DATA') ?? 'data');
  return {
    port,
    host,
    proxies: whole('PARVIS_TRUST_PROXY', value('PARVIS_TRUST_PROXY') ?? '0', 0, 10),
    url: readUrl(value('PARVIS_URL')) ?? localUrl(host, port),
    data,
    databaseUrl: readDatabaseUrl(value('PARVIS_DATABASE_URL')) ?? `file:${join(data, 'parvis.db')}`,
    filesUrl: readFilesUrl(value('PARVIS_FILES_URL')) ?? join(data, 'files'),
    smtpUrl: service('PARVIS_SMTP_URL', value('PARVIS_SMTP_URL'), ['smtp:', 'smtps:']),
    smsUrl: service('PARVIS_SMS_URL', value('PARVIS_SMS_URL'), ['https:', 'http:']),
    metrics: readMetrics(value('PARVIS_METRICS')),
    log: readLog(value('PARVIS_LOG') ?? 'info'),
  };
}

/** Where a server without PARVIS_URL is reached. */
export function localUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The demo keeps its secret here. */
export const secretFile = (data: string): string => join(data, 'secret');

function readSecret(env: Environment, data: string): string {
  const secret = env.PARVIS_SECRET?.trim() || ownSecret(data);
  if (!secret) {
    throw new ConfigError(
      'PARVIS_SECRET is missing: set it to at least 32 random characters, for example from `openssl rand -base64 48`, and keep it.',
    );
  }
  if (secret.length < 32) throw new ConfigError('PARVIS_SECRET is too short: it needs at least 32 random characters.');
  return secret;
}

function ownSecret(data: string): string | undefined {
  try {
    return readFileSync(secretFile(data), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (number >= min && number <= max) return number;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not “${text}”.`);
}

function readHost(text: string): string {
  if (/^[a-z0-9.:_-]{1,253}$/i.test(text)) return text;
  throw new ConfigError(`PARVIS_HOST must be an address or a host name such as 127.0.0.1 or 0.0.0.0, not “${text}”.`);
}

function readUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  const wellFormed = url && (url.protocol === 'https:' || url.protocol === 'http:') && url.host !== '';
  if (!wellFormed || url.username || url.pathname !== '/' || url.search || url.hash) {
    throw new ConfigError(
      `PARVIS_URL must be the public address without a path, such as https://portail.example.fr, not “${text}”.`,
    );
  }
  return url.origin;
}

function readDatabaseUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^file:.+/.test(text)) return `file:${resolve(text.slice('file:'.length).replace(/^\/\//, ''))}`;
  const url = URL.parse(text);
  if (url && (url.protocol === 'postgres:' || url.protocol === 'postgresql:') && url.pathname.length > 1) return text;
  // The value is not repeated: it may hold a password.
  throw new ConfigError(
    'PARVIS_DATABASE_URL must start with file: followed by a path, or be postgres://user@host/database.',
  );
}

function readFilesUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(text)) return resolve(text);
  if (text.startsWith('file://')) return resolve(text.slice('file://'.length));
  const url = URL.parse(text);
  if (url?.protocol === 's3:' && url.hostname !== '') return text;
  throw new ConfigError(
    'PARVIS_FILES_URL must be a folder, or start with s3:// and name a bucket, such as s3://bucket/prefix?region=eu-west-3.',
  );
}

function service(name: string, text: string | undefined, protocols: string[]): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url && protocols.includes(url.protocol) && url.hostname !== '') return text;
  throw new ConfigError(`${name} must be an address that starts with ${protocols.join('// or ')}//.`);
}

// A bearer's characters (RFC 6750, 2.1) hold no colon: what has one is meant as an address.
const metricsToken = /^[A-Za-z0-9._~+/-]{16,}=*$/;

function readMetrics(text: string | undefined): MetricsAccess | null {
  if (text === undefined) return null;
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host !== undefined && Number(port) <= 65535) return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  if (metricsToken.test(text)) return { token: text };
  // The value is not repeated: it may be a secret.
  throw new ConfigError(
    'PARVIS_METRICS must be an address to listen on, such as 127.0.0.1:9090, or a token of at least 16 letters and digits.',
  );
}

function readLog(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  throw new ConfigError(`PARVIS_LOG must be one of ${logLevels.join(', ')}, not “${text}”.`);
}
