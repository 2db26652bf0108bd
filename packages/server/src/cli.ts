/**
 * The command line: what was typed becomes a call, what comes of it one fact a line. Exit 0: done; 1: refused, or
 * something is wrong; 2: not understood.
 */
import { parseArgs } from 'node:util';
import { commands, usage, type Outcome, type Terminal } from './commands.ts';
import { ConfigError } from './config.ts';
import { CommandError } from './operations/administer.ts';
import { factLines, factsJson } from './operations/facts.ts';
import { stopOnSignal } from './operations/stop-on-signal.ts';
import { Problem } from './problem.ts';
import { StoreError, storeError } from './store/store.ts';

/** What was typed makes no sense. */
class UsageError extends Error {
  override name = 'UsageError';
}

export interface Said {
  /** Exit code. */
  code: 0 | 1 | 2;
  out: string;
  err: string;
  /** Of a command that goes on: what ends it. */
  stop?: Outcome['stop'];
}

export async function run(args: string[], terminal: Terminal): Promise<Said> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return { code: 0, out: usage, err: '' };
  try {
    const { command, options, operands, json } = understand(args);
    const { facts, stop } = await command.run(terminal, options as never, operands);
    const code = facts.some(({ word }) => word === 'Problem') ? 1 : 0;
    return { code, out: json ? factsJson(facts) : factLines(facts), err: '', ...(stop && { stop }) };
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, out: '', err: `${error.message}\n\n${usage}` };
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    return { code: 1, out: '', err: `${sentence}\n` };
  }
}

function understand(args: string[]) {
  const [first = '', second = ''] = args.filter((arg) => !arg.startsWith('-'));
  const name = [`${first} ${second}`, first].find((known) => Object.hasOwn(commands, known));
  if (name === undefined) throw new UsageError(`There is no command “${`${first} ${second}`.trim()}”.`);
  const command = commands[name]!;
  const known = Object.keys(command.options.shape).map((option) => [option, { type: 'string' }] as const);
  const { json, typed, positionals } = parse(args, Object.fromEntries(known));
  const operands = positionals.slice(name.split(' ').length);
  const [missing] = command.operands.slice(operands.length);
  if (missing !== undefined) throw new UsageError(`<${missing}> is missing.`);
  const [surplus] = operands.slice(command.operands.length);
  if (surplus !== undefined) throw new UsageError(`“${surplus}” is one word too many.`);
  const { success, data, error } = command.options.safeParse(typed);
  if (success) return { command, options: data, operands, json };
  const wrong = String(error.issues[0]!.path[0]);
  const given = typed[wrong];
  throw new UsageError(given === undefined ? `--${wrong} is missing.` : `--${wrong} cannot be “${given}”.`);
}

function parse(args: string[], options: Record<string, { type: 'string' }>) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const { json = false, ...typed } = values;
    return { json, typed: typed as Record<string, string | undefined>, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What a person reads when a command was refused; null for a mistake of ours. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof CommandError) return error.message;
  if (error instanceof Problem) {
    const where = error.errors?.map(({ field, code }) => `${field}: ${code}`).join(', ');
    return `Refused: ${where ?? error.code}.`;
  }
  const cause = storeError(error);
  return cause instanceof StoreError ? `The database refused: ${cause.message}.` : null;
}

export async function main(): Promise<void> {
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  // Windows has the function, and refuses it.
  const startAgain =
    process.platform === 'win32' || !process.execve
      ? undefined
      : () => process.execve?.(process.execPath, again, process.env);
  // Database, backups, files and keys are for this account alone: 0600, folders 0700.
  process.umask(0o077);
  // Nobody may read what we say: that ends nothing.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const { code, out, err, stop } = await run(process.argv.slice(2), { env: process.env, progress, startAgain });
  // Whoever reads that we serve may at once ask us to stop.
  if (stop) stopOnSignal(stop);
  process.exitCode = code;
  process.stderr.write(err);
  process.stdout.write(out);
}
