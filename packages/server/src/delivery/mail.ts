/**
 * What a feature declares of a kind of mail: which entries make it and for whom, what it tells of, and in which words. How
 * it waits, is gathered with others, sent and tried again is the same for all (`reader.ts`, `sender.ts`).
 */
import type { ChangeKind, Lang, MailKind, NotificationChoice } from '@parvis/sdk/contract';
import type { Logger } from 'pino';
import type { Sealer } from '../access/seal.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Config } from '../config.ts';
import type { Entry, Journal } from '../journal/journal.ts';
import type { Schema, Store, Tx, Work } from '../store/store.ts';
import type { Coalescing } from './coalesce.ts';
import type { ComposedMail } from './render.ts';

/** What the delivery is handed: of the services of the house no more than this. */
export interface DeliveryServices {
  store: Store;
  journal: Journal;
  config: Config;
  log: Logger;
  tokens: Tokens;
  sealer: Sealer;
  features: { mails: Mails };
}

/** Every kind of mail, as its feature declares it. */
export type Mails = Record<MailKind, Mail>;

export type MailRow = Schema['outbox']['$inferSelect'];
export type CompanyRow = Schema['companies']['$inferSelect'];

export interface Recipient {
  name: string;
  firstName: string;
  email: string;
  lang: Lang;
  /** A removed contact or stakeholder, a contact of a customer in the bin, a deactivated member: nothing is mailed to them any more. */
  gone: boolean;
  /** A member who has chosen a password. */
  active: boolean;
  /** What they have chosen to be mailed of what others write. */
  messages: NotificationChoice;
  /** Of the secret by which they choose from a mail, once one has left that brings it. */
  secretHash: string | null;
}

/** To whom, and about what. */
export interface NewMail {
  /** Principal. */
  recipient: `contact:${string}` | `stakeholder:${string}` | `member:${string}`;
  subjectId: string;
  /** Whose things it is about, or which dossier; neither: a member's signing in. */
  customerId: string | null;
  dossierId?: string | null;
  /** Further subjects that leave in the same mail. */
  gathered?: string[];
}

/** A mail at hand, with what it tells of. */
export interface MailOf<Subject> {
  row: MailRow;
  company: CompanyRow;
  /** Null when no row bears its id any more. */
  subject: Subject | null;
  /** With those gathered into the same mail, that one first: as many as there are. */
  subjects: Subject[];
}

/** What differs from mail to mail. Names and numbers come from people; nothing here is escaped. */
export interface Content {
  subject: string;
  paragraphs: string[];
  /** None where there is nothing to open. */
  button: string | null;
  notes: string[];
  facts?: ComposedMail['facts'];
  /** What each address is called, where a mail brings several in the place of one button. */
  links?: string[];
  /** What lists of mails show behind the subject; what the mail begins with unless said. */
  preview?: string;
}

/** A one-time link in a mail: what is stored opens nothing, the token itself is in the mail alone. */
export interface OneTime {
  /** Whether whom it is for is at this address still; from here on they stay as they are until the transaction ends. */
  isFor(tx: Tx, row: MailRow, address: string): Work<boolean>;
  /** Its token. Earlier ones that were made before `asked` open no longer. */
  make(tx: Tx, row: MailRow, asked: string): Work<string>;
}

export interface Mail<Subject = unknown> {
  /** None for a mail that a rule puts into the outbox itself. */
  trigger?: {
    /** Kinds of entries, and which of them: told from the entry alone, so that a company where much happens costs nothing. */
    by: readonly ChangeKind[];
    where?(entry: Entry): boolean;
    to(tx: Tx, entry: Entry): NewMail[] | Work<NewMail[]>;
  };
  /** What comes while one waits for somebody, or soon after one has left, is put into one mail. */
  coalesces?: Coalescing;
  /** What those to one person are shown together by, as one conversation; each its own unless said. */
  thread?(mail: MailOf<Subject>): string;
  /**
   * What mail programs file it under (RFC 2919), and whoever gets it may choose of: not at all, or once a day. None for what is
   * mailed to one person for one reason.
   */
  list?: 'messages';
  /** It brings a one-time link, made when it leaves. */
  oneTime?: OneTime;
  /** What it tells of, by id: read when it leaves or is looked at. */
  read?(store: Store, companyId: string, ids: string[]): Promise<ReadonlyMap<string, Subject>>;
  /** Why it must not leave any more, though it waited to. */
  obstacle(mail: MailOf<Subject>, recipient: Recipient): string | null;
  /** Where its button leads, for everybody's eyes: with `mask` in the place of a secret. */
  maskedUrl(mail: MailOf<Subject>, config: Config): string;
  /** Where its addresses lead, the button's first, with the secrets that are nowhere but in the mail itself. `token`: of the one-time link. */
  urls(s: DeliveryServices, mail: MailOf<Subject>, token: string | null): Promise<string[]>;
  /** Null when what it tells of is there no longer. */
  say(mail: MailOf<Subject>, recipient: Recipient): Content | null;
}

export const mail = <Subject = null>(declared: Mail<Subject>): Mail<Subject> => declared;

/** What is shown in the place of a secret. */
export const mask = '•••';

/** Where whoever gets a mail chooses what they are mailed. */
export const stopUrl = ({ url }: Pick<Config, 'url'>, secret: string): string => `${url}/mail/${secret}`;
