import type { OutboxMail } from '@parvis/sdk/contract';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { scopeOf } from '../access/scope.ts';
import { principalOf, type Viewer } from '../access/viewer.ts';
import type { Config } from '../config.ts';
import { composeMail } from '../delivery/compose.ts';
import { readContexts, type MailContext } from '../delivery/context.ts';
import { mask, stopUrl, type MailRow } from '../delivery/mail.ts';
import { renderText } from '../delivery/render.ts';
import { sendNow } from '../delivery/waiting.ts';
import { lockRow } from '../edit.ts';
import { append } from '../journal/append.ts';
import { conflict, notFound, Problem } from '../problem.ts';
import type { SearchQuery } from '../search/search.query.ts';
import { firstFound } from '../search/search.rules.ts';
import type { Services } from '../services.ts';
import { one, prepared, type Store, type Tx, type Work } from '../store/store.ts';
import { outbox } from './outbox.reach.ts';
import { searchMails, type MailSearch } from './outbox.search.ts';
import { mailAudience } from '../delivery/delivery.audience.ts';

type Outside = Pick<Services, 'config' | 'features' | 'store'>;

/** A mail as the company sees it: its subject and text are made here and now, its secret address is not. */
const view = (context: MailContext, config: Config): OutboxMail & { text: string } => {
  const { row, recipient, mail, subjects } = context;
  const url = mail.maskedUrl(context, config);
  const stop = mail.list === undefined ? null : stopUrl(config, mask);
  const letter = composeMail(context, [url, ...subjects.slice(1).map(() => url)], stop);
  return {
    id: row.id,
    kind: row.kind,
    to: recipient?.email ?? '',
    subject: letter?.subject ?? '',
    status: row.status,
    attempts: row.attempts,
    createdAt: row.createdAt,
    // Without a mail server nothing is going to be tried.
    nextAttemptAt: config.smtpUrl === null ? null : row.nextAttemptAt,
    sentAt: row.sentAt,
    lastError: row.lastError,
    text: letter ? renderText(letter) : '',
  };
};

export interface MailsAsked {
  status?: MailRow['status'] | undefined;
  /** Those to this customer's contacts. */
  customerId?: string | undefined;
  limit: number;
  before: readonly [string, string] | null;
}

/** The mails that the viewer may see, newest first: a page and one more. */
export const findMails = async (
  { store, features: { finders } }: Outside,
  viewer: Viewer,
  query: SearchQuery | null,
  asked: MailsAsked,
): Promise<MailRow[]> => {
  if (!query) return await readMails(store, viewer, asked, null);
  const { companyId } = viewer;
  return await firstFound(store, companyId, finders.customer.searched, query, async (words) =>
    readMails(store, viewer, asked, await searchMails(store, companyId, finders, words)),
  );
};

function readMails(
  { read, t }: Store,
  viewer: Viewer,
  { status, customerId, limit, before }: MailsAsked,
  search: MailSearch | null,
): PromiseLike<MailRow[]> {
  const [createdAt, id] = before ?? [];
  const scope = scopeOf(viewer, outbox);
  const shape = [scope.shape, status && 'status', customerId && 'customer', before && 'before', search?.shape];
  return prepared(read, `outbox.list:${shape.filter(Boolean).join(':')}`, (ph) => {
    const theirs = read
      .select({ recipient: sql`'contact:' || ${t.contacts.id}` })
      .from(t.contacts)
      .where(and(eq(t.contacts.companyId, ph('companyId')), eq(t.contacts.customerId, ph('customerId'))));
    return read
      .select()
      .from(t.outbox)
      .where(
        and(
          scope.where(t, ph),
          status ? eq(t.outbox.status, ph('status')) : undefined,
          customerId ? inArray(t.outbox.recipient, theirs) : undefined,
          before ? sql`(${t.outbox.createdAt}, ${t.outbox.id}) < (${ph('createdAt')}, ${ph('id')})` : undefined,
          search?.where(read, t, ph),
        ),
      )
      .orderBy(desc(t.outbox.createdAt), desc(t.outbox.id))
      .limit(ph('limit'));
  })({
    ...scope.values,
    ...search?.values,
    companyId: viewer.companyId,
    status,
    customerId,
    createdAt,
    id,
    limit: limit + 1,
  });
}

/** How each of these mails is shown, by its id. */
export const viewMails = async (
  s: Outside,
  companyId: string,
  mails: readonly MailRow[],
): Promise<Map<string, OutboxMail>> => {
  const contexts = await readContexts(s, companyId, mails);
  return new Map(
    contexts.map((context) => {
      const { text: _, ...mail } = view(context, s.config);
      return [mail.id, mail];
    }),
  );
};

/** One mail with what it says. Raises 404 `not-found`. */
export const readMail = async (s: Outside, viewer: Viewer, id: string): Promise<OutboxMail & { text: string }> => {
  const { read, t } = s.store;
  const scope = scopeOf(viewer, outbox);
  const found = await prepared(read, `outbox.read:${scope.shape}`, (ph) =>
    read
      .select()
      .from(t.outbox)
      .where(and(scope.where(t, ph), eq(t.outbox.id, ph('id')))),
  )({ ...scope.values, id });
  const [context] = await readContexts(s, viewer.companyId, found);
  if (!context) throw notFound();
  return view(context, s.config);
};

/** Given up for good: what is in such a mail was replaced, or whom or what it is about is no more. */
const lasting = new Set([
  'replaced',
  'recipient-gone',
  'link-ended',
  'already-active',
  'not-active',
  'subject-gone',
  'unsubscribed',
]);

/** Makes a mail due now, also one that was given up. Raises 404 `not-found`, 409 `already-sent`, `given-up`. */
export function* retryMail(tx: Tx, viewer: Viewer, id: string): Work<{ accepted: true }> {
  const { t } = tx;
  const { companyId } = viewer;
  const scope = scopeOf(viewer, outbox);
  // What it is tried again for stays so until it is due.
  yield* lockRow(tx, 'companies', companyId);
  const found = yield* one(
    prepared(tx, `outbox.byId:${scope.shape}`, (ph) =>
      tx
        .select({
          customerId: t.outbox.customerId,
          dossierId: t.outbox.dossierId,
          status: t.outbox.status,
          lastError: t.outbox.lastError,
        })
        .from(t.outbox)
        .where(and(scope.where(t, ph), eq(t.outbox.id, ph('id')))),
    )({ ...scope.values, id }),
  );
  if (!found) throw notFound();
  if (found.status === 'failed' && lasting.has(found.lastError ?? ''))
    throw new Problem('given-up', { detail: 'What it brings was replaced, or whom or what it is about is gone.' });
  if (!(yield* sendNow(tx, companyId, { id, status: found.status }))) throw conflict('already-sent');
  yield* append(tx, {
    companyId,
    kind: 'mail.retried',
    actor: principalOf(viewer),
    subject: { type: 'mail', id },
    audience: mailAudience(found),
  });
  return { accepted: true };
}
