/** The rows that tests are about, each as usual but for what is given. */
import type { Scope } from '@parvis/sdk/contract';
import type { Schema } from './store.ts';

export type Row<Table extends keyof Schema> = Schema[Table]['$inferSelect'];
export type Given<Table extends keyof Schema> = Partial<Schema[Table]['$inferInsert']>;

/** Whoever is signed in: what is sent as `Authorization: Bearer`. */
export interface SignedIn {
  token: string;
}

export interface TestRows {
  company(given?: Given<'companies'> & { origins?: string[] }): Promise<Row<'companies'>>;
  /** Signed in; administrator unless `role` says otherwise. */
  member(company: { id: string }, given?: Given<'members'>): Promise<Row<'members'> & SignedIn>;
  /** With one contact. */
  customer(
    company: { id: string },
    given?: Given<'customers'>,
    contact?: Given<'contacts'>,
  ): Promise<{ customer: Row<'customers'>; contact: Row<'contacts'> }>;
  contact(customer: { id: string; companyId: string }, given?: Given<'contacts'>): Promise<Row<'contacts'>>;
  dossier(company: { id: string }, given?: Given<'dossiers'>): Promise<Row<'dossiers'>>;
  /** A customer takes part in it. */
  participant(dossier: { id: string; companyId: string }, customer: { id: string }): Promise<void>;
  stakeholder(dossier: { id: string; companyId: string }, given?: Given<'stakeholders'>): Promise<Row<'stakeholders'>>;
  /** The next one in the dossier, by a contact, stakeholder or member of the company: whichever is given. */
  message(
    dossier: { id: string; companyId: string },
    given: Given<'messages'> & ({ contactId: string } | { stakeholderId: string } | { memberId: string }),
  ): Promise<Row<'messages'>>;
  site(customer: { id: string; companyId: string }, given?: Given<'sites'>): Promise<Row<'sites'>>;
  equipment(customer: { id: string; companyId: string }, given?: Given<'equipment'>): Promise<Row<'equipment'>>;
  intervention(
    customer: { id: string; companyId: string },
    given?: Given<'interventions'>,
  ): Promise<Row<'interventions'>>;
  /**
   * A link for a contact (the whole customer unless `scope` says otherwise) or a stakeholder (their dossier), opened:
   * `token` is the access token, `link` the link's own, `url` its address.
   */
  link(
    holder: { id: string; companyId: string } & ({ customerId: string } | { dossierId: string }),
    scope?: Scope,
    given?: Given<'links'>,
  ): Promise<SignedIn & { id: string; link: string; url: string; sessionId: string }>;
  key(company: { id: string }, given?: Given<'keys'>): Promise<SignedIn & { id: string }>;
}
