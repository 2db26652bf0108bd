/** `parvis demo`: the company Atelier des Monts, made when it is not there yet, served together with its own web site. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { ConfigError, secretFile, type Config } from '../config.ts';
import { lookUpCompany } from '../company/company.lookup.ts';
import { skipMail } from '../delivery/reader.ts';
import { lockRow } from '../edit.ts';
import { features } from '../feature-set.ts';
import { makeThumbnails } from '../files/thumbnails.ts';
import { append } from '../journal/append.ts';
import { exampleKey } from '../key/key.demo.ts';
import { draftLink, operatorOf, recordLink } from '../link/link.rules.ts';
import { close, serve } from '../main.ts';
import type { Services } from '../services.ts';
import { hashPassword } from '../session/passwords.ts';
import { one, run } from '../store/store.ts';
import { now } from '../time.ts';
import { castOf, demoCompanyId } from './atelier.ts';
import { addDossierFiles, contentsOf, storeContents } from './documents.ts';
import { serveExample } from './example/example.ts';
import { addJournal } from './happenings.ts';
import { addLogo } from './logo.ts';
import { insertRows } from './rows.ts';
import { addStories } from './stories.ts';
import { everybody } from '../access/audience.ts';

/** The password of the demo's three members: printed at each start, good on this machine only. */
export const demoPassword = 'cuivre-montagne-bouilloire';

/** Where the pages of `examples/` are served unless told otherwise. */
const exampleOrigins = ['http://127.0.0.1:8790', 'http://127.0.0.1:8791'];

export interface Demo {
  portal: string;
  desk: string;
  example: string;
  api: string;
  signIns: { email: string; role: string }[];
  stop(): Promise<void>;
}

/** A secret of its own for a demo whose folder has none yet, readable by its owner alone. */
export function makeSecret(data: string): void {
  mkdirSync(data, { recursive: true });
  try {
    writeFileSync(secretFile(data), `${randomBytes(36).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Serves the demo, making it first where there is none. `startAgain`, where the system has it, begins anew once it is made:
 * a process that drew a hundred pictures keeps the room that it needed for them.
 */
export async function serveDemo(config: Config, startAgain?: () => void): Promise<Demo> {
  const server = await serve(config, async (s) => {
    if (!(await makeDemo(s)) || !startAgain) return;
    await makeThumbnails(s);
    await close(s);
    startAgain();
  });
  const s = server.services;
  const { url } = s.config;
  const contact = await firstContact(s);
  const port = Number(new URL(url).port);
  const example = await serveExample({
    host: config.host,
    port: config.port === 0 ? 0 : port + 1,
    api: url,
    apiKey: exampleKey(config, demoCompanyId),
    contactId: contact.id,
    customerName: contact.name,
  });
  const address = new URL(url);
  address.port = String(example.port);
  for (const origin of [address.origin, ...exampleOrigins]) await allow(s, origin);
  const { members } = s.store.t;
  return {
    portal: await portalLink(s, contact.id),
    desk: `${url}/desk`,
    example: `${address.origin}/`,
    api: `${url}/docs`,
    signIns: await s.store.read
      .select({ email: members.email, role: members.role })
      .from(members)
      .where(and(eq(members.companyId, demoCompanyId), eq(members.status, 'active')))
      .orderBy(members.role),
    async stop() {
      await Promise.all([example.stop(), server.stop()]);
    },
  };
}

/** Fills an empty database; leaves a demo as it was left, and touches nobody else's data. Tells whether it made anything. */
export async function makeDemo(s: Services, today = new Date()): Promise<boolean> {
  const { companies } = s.store.t;
  const known = await s.store.read.select({ id: companies.id }).from(companies).limit(2);
  if (known.some(({ id }) => id === demoCompanyId)) return false;
  if (known.length > 0) {
    throw new ConfigError('PARVIS_DATA holds another company: give the demo a folder of its own.');
  }
  const cast = castOf(today);
  addStories(cast, today);
  const contents = await contentsOf(cast);
  await addLogo(cast);
  const passwordHash = await hashPassword(demoPassword);
  for (const member of cast.rows.members) member.passwordHash = passwordHash;
  for (const part of features.demo) part(cast, s.config);
  await addDossierFiles(cast, contents);
  addJournal(cast);
  // Bytes before rows: what shows can be opened.
  await storeContents(s, contents);
  await s.store.transaction(function* (tx) {
    yield* insertRows(tx, cast.rows);
    // What happened before the demo began is nobody's mail any more.
    yield* skipMail(tx, demoCompanyId);
  });
  await s.journal.wake([demoCompanyId]);
  return true;
}

async function firstContact({ store }: Services): Promise<{ id: string; name: string }> {
  const { contacts } = store.t;
  const [found] = await store.read
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(and(eq(contacts.companyId, demoCompanyId), isNull(contacts.removedAt)))
    .orderBy(contacts.id)
    .limit(1);
  if (!found)
    throw new ConfigError('PARVIS_DATA holds a demo whose contacts were all removed: start it in another folder.');
  return found;
}

/** The site's origin may embed from now on; its port may be another at each start. */
async function allow(s: Services, origin: string): Promise<void> {
  await s.store.transaction(function* (tx) {
    yield* lockRow(tx, 'companies', demoCompanyId);
    const { companies } = tx.t;
    const before = yield* one(tx.select().from(companies).where(eq(companies.id, demoCompanyId)));
    if (!before || before.allowedOrigins.includes(origin)) return;
    const after = { ...before, allowedOrigins: [...before.allowedOrigins, origin].toSorted() };
    const { allowedOrigins, version } = after;
    yield* run(
      tx
        .update(companies)
        .set({ allowedOrigins, version: version + 1 })
        .where(eq(companies.id, demoCompanyId)),
    );
    yield* lookUpCompany(tx, before, after);
    const subject = { type: 'company', id: demoCompanyId } as const;
    yield* append(tx, {
      companyId: demoCompanyId,
      kind: 'company.changed',
      actor: 'system',
      subject,
      audience: everybody,
      fields: ['allowedOrigins'],
    });
  });
  await s.journal.wake([demoCompanyId]);
}

/** A link that opens the whole customer; the one of an earlier start while it is good. */
async function portalLink(s: Services, contactId: string): Promise<string> {
  const { links } = s.store.t;
  const by = { companyId: demoCompanyId, principal: 'system' };
  const [known] = await s.store.read
    .select()
    .from(links)
    .where(
      and(
        eq(links.companyId, by.companyId),
        eq(links.contactId, contactId),
        eq(links.createdBy, by.principal),
        eq(links.scopeKind, 'customer'),
        isNull(links.revokedAt),
        gt(links.expiresAt, now()),
      ),
    )
    .orderBy(desc(links.createdAt))
    .limit(1);
  if (known) return s.tokens.linkUrl(known, null);
  const issuer = { ...operatorOf(s.features, by.companyId), ...by };
  const { link } = await draftLink(s.store, issuer, { contactId, delivery: 'copy' });
  await s.store.transaction((tx) => recordLink(tx, issuer, link, null));
  return s.tokens.linkUrl(link, null);
}
