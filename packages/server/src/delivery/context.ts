/** What a mail tells of, read when it leaves or is looked at: the outbox itself holds ids alone. */
import type { MailKind } from '@parvis/sdk/contract';
import { eq } from 'drizzle-orm';
import type { DeliveryServices, Mail, MailOf, MailRow, Recipient } from './mail.ts';
import { readRecipients } from './recipient.ts';

export interface MailContext extends MailOf<unknown> {
  /** As it is declared. */
  mail: Mail;
  /** Null when no row bears that id, which only a hand in the database can bring about. */
  recipient: Recipient | null;
}

/** Of one company. One query for each table, however many mails. */
export async function readContexts(
  { store, features }: Pick<DeliveryServices, 'store' | 'features'>,
  companyId: string,
  mails: readonly MailRow[],
): Promise<MailContext[]> {
  if (mails.length === 0) return [];
  const { read, t } = store;
  const kinds = [...Map.groupBy(mails, ({ kind }) => kind)];
  const [[company], recipients, known] = await Promise.all([
    read.select().from(t.companies).where(eq(t.companies.id, companyId)),
    readRecipients(
      store,
      companyId,
      mails.map(({ recipient }) => personIn(recipient)),
    ),
    Promise.all(
      kinds.map(async ([kind, some]): Promise<[MailKind, ReadonlyMap<string, unknown>]> => [
        kind,
        (await features.mails[kind].read?.(store, companyId, some.flatMap(subjectsOf))) ?? new Map<string, unknown>(),
      ]),
    ),
  ]);
  if (!company) return [];
  const subjects = new Map(known);
  return mails.map((row) => {
    const found = subjects.get(row.kind)!;
    return {
      row,
      company,
      mail: features.mails[row.kind],
      recipient: recipientOf(row, recipients),
      subject: found.get(row.subjectId) ?? null,
      subjects: subjectsOf(row).flatMap((id) => found.get(id) ?? []),
    };
  });
}

const subjectsOf = ({ subjectId, gathered }: MailRow): string[] => [subjectId, ...gathered];

/** Whose address it is, or was. */
const personIn = (recipient: string): string => recipient.replace(/^former:/, 'member:');

function recipientOf({ recipient, address }: MailRow, known: ReadonlyMap<string, Recipient>): Recipient | null {
  const person = known.get(personIn(recipient));
  if (!person) return null;
  if (!recipient.startsWith('former:')) return person;
  // Whose address it is now is not known: it may be a stranger's, to whom nobody is named.
  return { ...person, name: '', firstName: '', email: address ?? '' };
}
