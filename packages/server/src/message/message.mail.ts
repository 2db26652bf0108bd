/** Messages of a dossier, mailed to whoever else takes part in it; those that follow one another are put into one mail. */
import type { Lang, NotificationChoice } from '@parvis/sdk/contract';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { inDossier, mostNamed } from '../delivery/coalesce.ts';
import {
  mail,
  mask,
  type CompanyRow,
  type DeliveryServices,
  type MailOf,
  type MailRow,
  type NewMail,
} from '../delivery/mail.ts';
import { choicesOf } from '../delivery/notification.ts';
import { oneLine, severalLines } from '../delivery/text.ts';
import { mailedOf, readMailed, type Mailed } from '../dossier/dossier.mailed.ts';
import type { Entry } from '../journal/journal.ts';
import { linkToDossier } from '../link/link.to-dossier.ts';
import { isRow, one, type Schema, type Store, type Tx, type Work } from '../store/store.ts';
import { messageTexts } from './message.mail-texts.ts';
import { writtenBy, type Names } from './message.rules.ts';

export interface MessageSubject {
  message: Pick<Schema['messages']['$inferSelect'], 'id' | 'memberId' | 'contactId' | 'body' | 'createdAt'>;
  names: Names;
  dossier: { id: string; number: number; name: string };
  /** Who hears of the dossier now. */
  mailed: Mailed;
}

export const messageMail = mail<MessageSubject>({
  trigger: { by: ['message.created'], to: toTheOthers('all') },
  coalesces: inDossier,
  list: 'messages',
  thread: ({ row }) => `${row.dossierId}.${idIn(row.recipient)}`,
  read: readMessages,
  obstacle({ row, subjects }) {
    const [first] = subjects;
    if (!first) return 'subject-gone';
    return first.mailed.has(row.recipient as NewMail['recipient']) ? null : 'recipient-gone';
  },
  maskedUrl: ({ row, company }, { url }) => maskedUrl(row, company, url, row.dossierId ?? ''),
  urls: async (s, told) => [await dossierUrl(s, told, told.row.dossierId ?? '')],
  say(told, { lang }) {
    const { row, subjects, company } = told;
    const [first] = subjects;
    if (!first) return null;
    const texts = messageTexts[lang];
    const dossier = { number: first.dossier.number, name: oneLine(first.dossier.name, 80) };
    const facts = messageFacts(told, lang);
    const [{ author }] = facts as [(typeof facts)[number]];
    return {
      subject: texts.subject({ ...dossier, company: oneLine(company.name, 80) }),
      preview: `${author}${texts.colon} ${oneLine(first.message.body, 100)}`,
      paragraphs: [
        subjects.length === 1
          ? texts.one({ ...dossier, author })
          : texts.several({ ...dossier, count: subjects.length }),
      ],
      facts,
      button: texts.button,
      notes: [
        ...(subjects.length > facts.length || row.count > 1 + row.gathered.length ? [texts.more] : []),
        texts.answer,
        ...(isMember(row) ? [] : [texts.personal]),
      ],
    };
  },
});

const idIn = (recipient: string): string => recipient.slice(recipient.indexOf(':') + 1);
export const isMember = ({ recipient }: MailRow): boolean => recipient.startsWith('member:');
const deskUrl = (url: string, dossierId: string): string => `${url}/desk#/dossiers/${dossierId}`;

/** Where a mail leads, without its secret. */
export const maskedUrl = (row: MailRow, { portalUrl }: CompanyRow, url: string, dossierId: string): string =>
  isMember(row) ? deskUrl(url, dossierId) : `${portalUrl ?? `${url}/p`}#${mask}`;

/** Where a dossier's discussion is for whoever gets a mail: at the desk, or behind a link of their own. */
export async function dossierUrl(
  { config, store, tokens }: DeliveryServices,
  { row, company }: Pick<MailOf<MessageSubject>, 'row' | 'company'>,
  dossierId: string,
): Promise<string> {
  if (isMember(row)) return deskUrl(config.url, dossierId);
  const { companyId, customerId, recipient } = row;
  const id = idIn(recipient);
  const holder = recipient.startsWith('contact:')
    ? { customerId, contactId: id, stakeholderId: null }
    : { customerId: null, contactId: null, stakeholderId: id };
  const link = await store.transaction((tx) =>
    linkToDossier(tx, { companyId, dossierId, ...holder }, company.linkDays),
  );
  return tokens.linkUrl(link, company.portalUrl);
}

/** Everybody who hears of the dossier, and has chosen to so, but the author. */
export function toTheOthers(choice: Exclude<NotificationChoice, 'none'>) {
  return function* (tx: Tx, { companyId, subjectId, actor }: Entry): Work<NewMail[]> {
    const { messages } = tx.t;
    const message = yield* one(
      tx
        .select({ dossierId: messages.dossierId, withdrawnAt: messages.withdrawnAt })
        .from(messages)
        .where(isRow(messages, companyId, subjectId)),
    );
    if (!message || message.withdrawnAt !== null) return [];
    const { dossierId } = message;
    const mailed: Mailed = (yield* mailedOf(tx, { companyId, dossierIds: [dossierId] })).get(dossierId) ?? new Map();
    const choices = yield* choicesOf(tx, companyId, [...mailed.keys()]);
    return [...mailed]
      .filter(([recipient]) => recipient !== actor && (choices.get(recipient) ?? 'all') === choice)
      .map(([recipient, { customerId }]) => ({ recipient, subjectId, customerId, dossierId }));
  };
}

/**
 * Those that are still there, as they read now. Who has read what is not known yet: once it is, what the recipient has read
 * falls out here as well.
 */
export async function readMessages(
  store: Store,
  companyId: string,
  ids: string[],
): Promise<Map<string, MessageSubject>> {
  const { read, t } = store;
  const { messages: m } = t;
  const found = await read
    .select({
      message: { id: m.id, memberId: m.memberId, contactId: m.contactId, body: m.body, createdAt: m.createdAt },
      names: {
        memberFirstName: t.members.firstName,
        memberName: t.members.name,
        contactName: t.contacts.name,
        stakeholderName: t.stakeholders.name,
      },
      dossier: { id: t.dossiers.id, number: t.dossiers.number, name: t.dossiers.name },
    })
    .from(m)
    .innerJoin(t.dossiers, isRow(t.dossiers, companyId, m.dossierId))
    .leftJoin(t.members, isRow(t.members, companyId, m.memberId))
    .leftJoin(t.contacts, isRow(t.contacts, companyId, m.contactId))
    .leftJoin(t.stakeholders, isRow(t.stakeholders, companyId, m.stakeholderId))
    .where(and(eq(m.companyId, companyId), inArray(m.id, ids), isNull(m.withdrawnAt)));
  const dossierIds = [...new Set(found.map(({ dossier }) => dossier.id))];
  const mailed =
    dossierIds.length === 0 ? new Map<string, Mailed>() : await readMailed(store, { companyId, dossierIds });
  return new Map(found.map((each) => [each.message.id, { ...each, mailed: mailed.get(each.dossier.id) ?? new Map() }]));
}

/**
 * So many characters of all messages together: Gmail cuts a mail off at about 102 kB, and one character can take six bytes (`&quot;`).
 * What is longer is read where the button leads.
 */
const mostCharacters = 12_000;
const mostOfOne = 6000;

function messageFacts({ row, subjects, company }: MailOf<MessageSubject>, lang: Lang) {
  const named = subjects.slice(0, mostNamed);
  const most = Math.min(mostOfOne, Math.floor(mostCharacters / named.length));
  const format = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: company.timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return named.map(({ message, names }) => {
    const author = oneLine(writtenBy(message, names, !isMember(row)).name ?? '', 80);
    return {
      author,
      name: `${author}, ${format.format(new Date(message.createdAt))}`,
      value: severalLines(message.body, most) || '…',
    };
  });
}
