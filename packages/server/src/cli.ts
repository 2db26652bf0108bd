/** The command line: what is asked becomes a call, what comes of it one fact a line. Exit 0: done; 1: refused; 2: not understood. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { email, filled, lang, role, scope as scopeSchema } from '@parvis/sdk/contract';
import * as z from 'zod';
import { ConfigError, readConfig, readSettings, type Config } from './config.ts';
import { demoPassword, makeSecret, serveDemo } from './demo/demo.ts';
import { makeScale } from './demo/scale.ts';
import { close, open, serve } from './main.ts';
import {
  companyCreate,
  CommandError,
  keyCreate,
  linkCreate,
  linkRevoke,
  memberInvite,
  signingKeyRotate,
} from './operations/administer.ts';
import { fact, factLines, factsJson, type Fact } from './operations/facts.ts';
import { createLog } from './operations/log.ts';
import { backup, doctor, isWell, migrate } from './operations/upkeep.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';
import { StoreError, storeError } from './store/store.ts';

const usage = `parvis <command> [--json]

  serve                                       serves, configured by the environment (PARVIS_SECRET is compulsory)
  demo [--scale <companies>]                  serves the demo company; --scale makes many companies to measure with
  company create --name <name> --email <of the first administrator>
                 [--first-name <…>] [--last-name <…>] [--lang fr|en]
  member invite --email <…> --first-name <…> --last-name <…> [--role admin|office|technician] [--company <id or name>]
  link create --customer <number> [--scope intervention:<id>|site:<id>] [--contact <id>] [--days <days>] [--company <…>]
  link revoke <id>
  key create --name <name> [--company <…>]    an API key, shown this once
  signing-key rotate                          a new key signs from now on
  migrate                                     brings the database up to date
  backup <file>                               copies the database while it is served
  doctor                                      looks at everything and says what is wrong
`;

/** What was asked makes no sense. */
class UsageError extends Error {
  override name = 'UsageError';
}

type Values = Record<string, string | boolean | undefined>;

interface Command {
  options?: ParseArgsOptionsConfig;
  /** Names of what stands behind the command without a dash. */
  operands?: readonly string[];
  run(values: Values, operands: string[]): Promise<Fact[]>;
}

const text = { type: 'string' } as const;
const person = { 'first-name': text, 'last-name': text, email: text };

const commands: Record<string, Command> = {
  serve: {
    run: async () => {
      const server = await serve(readConfig(process.env));
      stopOnSignal(server.stop);
      const { url } = server;
      return [fact('Portal', `${url}/p`), fact('Desk', `${url}/desk`), fact('API', `${url}/docs`)];
    },
  },
  demo: {
    options: { scale: text },
    run: async ({ scale }) => {
      const { data } = readSettings(process.env);
      if (!process.env['PARVIS_SECRET']) makeSecret(data);
      const config = readConfig(process.env);
      if (scale !== undefined)
        return await scaled(config, option('scale', z.coerce.number().int().min(1).max(100_000), scale));
      // The demo tells of its addresses; its log is for when something is looked for.
      const demo = await serveDemo({ ...config, log: process.env['PARVIS_LOG'] ? config.log : 'warn' });
      stopOnSignal(demo.stop);
      return [
        fact('Portal', demo.portal),
        fact('Desk', demo.desk),
        fact('Example', demo.example),
        fact('API', demo.api),
        ...demo.signIns.map(({ email, role }) => fact('Sign-in', { email, password: demoPassword, role })),
      ];
    },
  },
  'company create': {
    options: { ...person, name: text, lang: text },
    run: (values) =>
      withServices((s) =>
        companyCreate(s, {
          name: option('name', filled(160), values['name']),
          lang: option('lang', lang.default('fr'), values['lang']),
          administrator: {
            firstName: option('first-name', filled(80).default('Admin'), values['first-name']),
            lastName: option('last-name', filled(80).default(String(values['name'])), values['last-name']),
            email: option('email', email, values['email']),
          },
        }),
      ),
  },
  'member invite': {
    options: { ...person, role: text, company: text },
    run: (values) =>
      withServices((s) =>
        memberInvite(s, {
          company: asText(values['company']),
          role: option('role', role.default('technician'), values['role']),
          person: {
            firstName: option('first-name', filled(80), values['first-name']),
            lastName: option('last-name', filled(80), values['last-name']),
            email: option('email', email, values['email']),
          },
        }),
      ),
  },
  'link create': {
    options: { customer: text, scope: text, contact: text, days: text, company: text },
    run: (values) =>
      withServices((s) =>
        linkCreate(s, {
          company: asText(values['company']),
          customer: option('customer', z.coerce.number().int().min(1), values['customer']),
          scope: values['scope'] === undefined ? undefined : scopeOf(String(values['scope'])),
          contact: asText(values['contact']),
          days: option('days', z.coerce.number().int().min(1).max(730).optional(), values['days']),
        }),
      ),
  },
  'link revoke': { operands: ['id'], run: (_, [id]) => withServices((s) => linkRevoke(s, id!)) },
  'key create': {
    options: { name: text, company: text },
    run: (values) =>
      withServices((s) =>
        keyCreate(s, { company: asText(values['company']), name: option('name', filled(120), values['name']) }),
      ),
  },
  'signing-key rotate': { run: () => withServices(signingKeyRotate) },
  migrate: { run: () => migrate(readSettings(process.env)) },
  backup: { operands: ['file'], run: (_, [file]) => backup(readSettings(process.env), file!) },
  doctor: {
    run: async () => {
      const facts = await doctor(readSettings(process.env), secretIfAny());
      if (!isWell(facts)) process.exitCode = 1;
      return facts;
    },
  },
};

/** A link's scope as it is typed: `site:<id>`. */
function scopeOf(typed: string) {
  const [kind, id] = typed.split(':');
  return option('scope', scopeSchema, { kind, id });
}

function option<Out>(name: string, schema: z.ZodType<Out>, given: unknown): Out {
  const { success, data } = schema.safeParse(given);
  if (success) return data;
  throw new UsageError(
    given === undefined
      ? `--${name} is missing.`
      : `--${name} cannot be “${typeof given === 'string' ? given : 'that'}”.`,
  );
}

const asText = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function secretIfAny(): string | null {
  try {
    return readConfig(process.env).secret;
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}

async function withServices(act: (s: Services) => Promise<Fact[]>): Promise<Fact[]> {
  const config = readConfig(process.env);
  // What goes wrong is said in a sentence; the log belongs to the server.
  const s = await open(config, createLog(process.env['PARVIS_LOG'] ? config.log : 'silent'));
  try {
    return await act(s);
  } finally {
    await close(s);
  }
}

async function scaled(config: Config, companies: number): Promise<Fact[]> {
  const s = await open(config, createLog('silent'));
  try {
    return await makeScale(s, companies, (line) => process.stderr.write(`${line}\n`));
  } finally {
    await close(s);
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second one means now.
      if (ending.signal.aborted) process.exit(1);
      ending.abort();
      // Whatever hangs, it is over within ten seconds.
      setTimeout(() => process.exit(1), 9_500).unref();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

/** What a person reads when a command was refused. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof CommandError) return error.message;
  if (error instanceof Problem) {
    const where = error.errors?.map(({ field, code }) => `${field}: ${code}`).join(', ');
    return `Refused: ${where ?? error.code}.`;
  }
  const cause = storeError(error);
  return cause instanceof StoreError ? `The database refused: ${cause.message}.` : null;
}

async function main(args: string[]): Promise<void> {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((known) => Object.hasOwn(commands, known));
  if (args.includes('--help') || args.includes('-h') || args.length === 0) {
    process.stdout.write(usage);
    return;
  }
  try {
    if (name === undefined) throw new UsageError(`There is no command “${words.slice(0, 2).join(' ')}”.`);
    const { options = {}, operands = [], run } = commands[name]!;
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const given = positionals.slice(name.split(' ').length);
    if (given.length < operands.length) throw new UsageError(`<${operands[given.length]}> is missing.`);
    if (given.length > operands.length) throw new UsageError(`“${given[operands.length]}” is one word too many.`);
    const facts = await run(values as Values, given);
    process.stdout.write(values.json ? factsJson(facts) : factLines(facts));
  } catch (error) {
    const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    if (isUsage) {
      process.stderr.write(`${(error as Error).message}\n\n${usage}`);
      process.exit(2);
    }
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

await main(process.argv.slice(2));
