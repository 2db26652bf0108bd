/** Every command: what it takes, and what it does with it. */
import { email, filled, lang, phone, role, scope } from '@parvis/sdk/contract';
import * as z from 'zod';
import { readConfig, readSettings, type Config, type Environment } from './config.ts';
import { demoPassword, makeSecret, serveDemo } from './demo/demo.ts';
import { makeScale } from './demo/scale.ts';
import { requireWidgets } from './hosted/hosted.routes.ts';
import { close, open, serve } from './main.ts';
import { companyCreate, keyCreate, linkCreate, linkRevoke, memberInvite } from './operations/administer.ts';
import { fact, type Fact } from './operations/facts.ts';
import { createLog } from './operations/log.ts';
import { backup, doctor, migrate, restored, signingKeyRotate } from './operations/maintenance.ts';
import type { Services } from './services.ts';

export const usage = `parvis <command> [--json]

  serve                                       serves, configured by the environment (PARVIS_SECRET is compulsory)
  demo [--scale <companies>]                  serves the demo company; --scale makes many companies to measure with
  company create --name <name> --email <of the first administrator>
                 [--first-name <theirs>] [--last-name <theirs>] [--lang fr|en]
                 [--phone <of the company>] [--logo <picture>] [--dark-logo <picture>]
  member invite --email <…> --first-name <…> --last-name <…> [--role admin|office|technician] [--company <id or name>]
                 who was invited and is not in yet gets another one-time link, and stays as they were invited
  link create --customer <number> [--scope intervention:<id>|site:<id>|dossier:<id>]
                 [--contact <id>] [--days <days>] [--company <…>]
  link revoke <id> [--company <…>]
  key create --name <name> [--company <…>]    an API key, shown this once
  signing-key rotate                          a new key signs from now on
  migrate                                     brings the database up to date
  backup <file>                               copies the database while it is served
  restored                                    after a restore by other means than the file of a backup: cursors begin anew
  doctor                                      looks at everything and says what is wrong
`;

export interface Terminal {
  env: Environment;
  /** Says how a long command is getting on. */
  progress(line: string): void;
  /** Begins the same command again in this process, which then forgets all that it has used; not every system can. */
  startAgain?: () => void;
}

/** What came of a command, and what ends it where it goes on. */
export interface Outcome {
  facts: Fact[];
  stop?: () => Promise<void>;
}

export interface Command {
  /** Each option with what it may be; `--first-name` is `first-name` here. */
  options: z.ZodObject;
  /** Names of what stands behind the command without a dash. */
  operands: readonly string[];
  run(terminal: Terminal, options: never, operands: readonly string[]): Promise<Outcome>;
}

const define = <Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (terminal: Terminal, options: z.output<z.ZodObject<Shape>>, operands: readonly string[]) => Promise<Outcome>,
  operands: readonly string[] = [],
): Command => ({ options: z.object(shape), operands, run });

const company = z.string().optional();
const wholeNumber = (most: number) => z.coerce.number().int().min(1).max(most);
/** A link's scope as it is typed: `site:<id>`. */
const typedScope = z
  .string()
  .transform((typed) => ({ kind: typed.split(':')[0], id: typed.split(':')[1] }))
  .pipe(scope);

export const commands: Record<string, Command> = {
  serve: define({}, async ({ env }) => {
    const config = readConfig(env);
    requireWidgets();
    const { url, stop } = await serve(config);
    return { facts: [fact('Portal', `${url}/p`), fact('Desk', `${url}/desk`), fact('API', `${url}/docs`)], stop };
  }),

  demo: define({ scale: wholeNumber(100_000).optional() }, async ({ env, progress, startAgain }, { scale }) => {
    if (!env.PARVIS_SECRET) makeSecret(readSettings(env).data);
    const config = readConfig(env);
    if (scale !== undefined) return await withServices(env, (s) => makeScale(s, scale, progress));
    // The demo tells of its addresses; its log is for when something is looked for.
    const { stop, ...demo } = await serveDemo({ ...config, log: env.PARVIS_LOG ? config.log : 'warn' }, startAgain);
    const signIns = demo.signIns.map(({ email, role }) => fact('Sign-in', { email, password: demoPassword, role }));
    return {
      facts: [
        fact('Portal', demo.portal),
        fact('Desk', demo.desk),
        fact('Example', demo.example),
        fact('API', demo.api),
        ...signIns,
      ],
      stop,
    };
  }),

  'company create': define(
    {
      name: filled(160),
      email,
      'first-name': filled(80).default(''),
      'last-name': filled(80).default(''),
      lang: lang.default('fr'),
      phone: phone.default(''),
      logo: z.string().optional(),
      'dark-logo': z.string().optional(),
    },
    ({ env }, { name, email, lang, phone, 'first-name': firstName, 'last-name': lastName, ...files }) =>
      withServices(env, (s) =>
        companyCreate(s, {
          name,
          lang,
          phone,
          logos: { light: files.logo, dark: files['dark-logo'] },
          administrator: { firstName, lastName, email },
        }),
      ),
  ),

  'member invite': define(
    { email, 'first-name': filled(80), 'last-name': filled(80), role: role.default('technician'), company },
    ({ env }, { email, role, company, 'first-name': firstName, 'last-name': lastName }) =>
      withServices(env, (s) => memberInvite(s, { company, role, person: { firstName, lastName, email } })),
  ),

  'link create': define(
    {
      customer: wholeNumber(Number.MAX_SAFE_INTEGER),
      scope: typedScope.optional(),
      contact: z.string().optional(),
      days: wholeNumber(730).optional(),
      company,
    },
    ({ env }, wish) => withServices(env, (s) => linkCreate(s, wish)),
  ),

  'link revoke': define(
    { company },
    ({ env }, { company }, [id]) => withServices(env, (s) => linkRevoke(s, company, id!)),
    ['id'],
  ),

  'key create': define({ name: filled(120), company }, ({ env }, wish) => withServices(env, (s) => keyCreate(s, wish))),

  'signing-key rotate': define({}, async ({ env }) => ({ facts: await signingKeyRotate(readConfig(env)) })),

  migrate: define({}, async ({ env }) => ({ facts: await migrate(readSettings(env)) })),

  backup: define({}, async ({ env }, _, [file]) => ({ facts: await backup(readSettings(env), file!) }), ['file']),

  restored: define({}, async ({ env }) => ({ facts: await restored(readSettings(env)) })),

  doctor: define({}, async ({ env }) => ({ facts: await doctor(readSettings(env), env) })),
};

async function withServices(env: Environment, act: (s: Services) => Promise<Fact[]>): Promise<Outcome> {
  const config: Config = readConfig(env);
  // What goes wrong is said in a sentence; the log belongs to the server.
  const s = await open(config, createLog(env.PARVIS_LOG ? config.log : 'silent'));
  try {
    return { facts: await act(s) };
  } finally {
    await close(s);
  }
}
