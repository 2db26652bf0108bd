/** What tests are about, written as rows: companies, people, places and work, each as usual but for what is given. */
import { contactRight, type ChangeKindOf, type PortalOptions, portalPart, right } from '@parvis/sdk/contract';
import { hashSecret, keyPrefix, newSecret } from './access/secret.ts';
import { everybody } from './access/audience.ts';
import { lookUpCompany } from './company/company.lookup.ts';
import { lookUpContact } from './customer/contact.lookup.ts';
import { takePosition } from './dossier/dossier.position.ts';
import { lookUpStakeholder } from './dossier/stakeholder.lookup.ts';
import { fold } from './fold.ts';
import { newId } from './ids.ts';
import { append } from './journal/append.ts';
import { lookUpMember } from './member/member.lookup.ts';
import type { Services } from './services.ts';
import type { NewSession } from './session/session.rules.ts';
import type { Row, SignedIn, TestRows } from './store/rows.testing.ts';
import { run, type Schema } from './store/store.ts';
import { now } from './time.ts';
import { notPutAway } from './work/put-away.columns.ts';

export type { SignedIn, TestRows } from './store/rows.testing.ts';

export const everyPart = Object.fromEntries(portalPart.options.map((part) => [part, true])) as PortalOptions;
export const someAddress = { line1: '12 rue des Alpes', line2: '', postalCode: '69001', city: 'Lyon', country: 'FR' };

export function rowsIn(
  s: Services,
  session: (asked: NewSession) => Promise<SignedIn & { sessionId: string }>,
): TestRows {
  const { store } = s;
  const numbers = { customers: 0, interventions: 0, dossiers: 0 };

  const insert = async <Table extends keyof Schema>(table: Table, row: Row<Table>, kind?: ChangeKindOf<'company'>) => {
    await store.transaction(function* (tx) {
      yield* run(tx.insert(tx.t[table]).values(row as never));
      if (table === 'companies') yield* lookUpCompany(tx, null, row as Row<'companies'>);
      if (table === 'members') yield* lookUpMember(tx, null, row as Row<'members'>);
      if (table === 'contacts') yield* lookUpContact(tx, null, row as Row<'contacts'>);
      if (table === 'stakeholders') yield* lookUpStakeholder(tx, null, row as Row<'stakeholders'>);
      const companyId = (row as { companyId?: string }).companyId ?? (row as unknown as { id: string }).id;
      const subject = { type: 'company', id: companyId } as const;
      if (kind) yield* append(tx, { companyId, kind, actor: 'system', subject, audience: everybody });
    });
    return row;
  };

  const rows: TestRows = {
    async company({ origins = [], ...given } = {}) {
      const id = newId();
      const row = await insert(
        'companies',
        {
          id,
          name: 'Atelier des Monts',
          phone: '+33472000000',
          email: 'bonjour@atelier.example',
          address: { line1: '2 rue du Port', line2: '', postalCode: '69009', city: 'Lyon', country: 'FR' },
          logo: { light: null, dark: null },
          lang: 'fr',
          timeZone: 'Europe/Paris',
          branding: { accent: null, surface: null, text: null, radius: null },
          options: everyPart,
          types: [{ key: 'repair', label: { fr: 'Dépannage', en: 'Repair' } }],
          linkDays: 180,
          portalUrl: null,
          allowedOrigins: origins.toSorted(),
          customerNumber: 1000,
          interventionNumber: 1000,
          dossierNumber: 0,
          journalPosition: 0,
          createdAt: now(),
          version: 1,
          ...given,
        },
        'company.created',
      );
      if (origins.length > 0) await s.journal.wake([id]);
      return row;
    },

    async member(company, given = {}) {
      const id = newId();
      const firstName = given.firstName ?? 'Nora';
      const lastName = given.lastName ?? 'Blanc';
      const email = given.email ?? `nora.${id.slice(-12)}@atelier.example`;
      const row = await insert('members', {
        id,
        companyId: company.id,
        civility: 'mme',
        firstName,
        lastName,
        name: `${firstName} ${lastName}`,
        nameFolded: fold(`${lastName} ${firstName}`),
        email,
        emailFolded: fold(email),
        landline: '',
        mobile: '',
        role: 'admin',
        rights: {},
        lang: 'fr',
        status: 'active',
        passwordHash: null,
        createdAt: now(),
        version: 1,
        ...given,
      });
      const opened = row.status === 'active' ? await session({ companyId: company.id, memberId: id }) : { token: '' };
      return { ...row, token: opened.token };
    },

    async customer(company, given = {}, contact = {}) {
      const id = newId();
      const lastName = given.lastName ?? 'Durand';
      const firstName = given.firstName ?? 'Éléonore';
      const customer = await insert('customers', {
        id,
        companyId: company.id,
        number: ++numbers.customers,
        kind: 'person',
        firstName,
        lastName,
        name: `${firstName} ${lastName}`.trim(),
        nameFolded: fold(`${lastName} ${firstName}`.trim()),
        status: 'active',
        address: someAddress,
        extra: '',
        options: {},
        externalId: null,
        ...notPutAway,
        createdAt: now(),
        version: 1,
        ...given,
      });
      return { customer, contact: await rows.contact(customer, { firstName, lastName, main: true, ...contact }) };
    },

    contact(customer, given = {}) {
      const id = newId();
      const firstName = given.firstName ?? 'Éléonore';
      const lastName = given.lastName ?? 'Durand';
      const email = given.email ?? `eleonore.${id.slice(-12)}@client.example`;
      return insert('contacts', {
        id,
        companyId: customer.companyId,
        customerId: customer.id,
        firstName,
        lastName,
        name: `${firstName} ${lastName}`.trim(),
        email,
        emailFolded: fold(email),
        phone: '',
        lang: 'fr',
        main: false,
        rights: contactRight.options,
        externalId: null,
        createdAt: now(),
        removedAt: null,
        version: 1,
        ...given,
      });
    },

    dossier(company, given = {}) {
      return insert('dossiers', {
        id: newId(),
        companyId: company.id,
        number: ++numbers.dossiers,
        name: 'Chantier',
        status: 'open',
        startsOn: null,
        lastPosition: 0,
        createdAt: now(),
        version: 1,
        ...given,
      });
    },

    async participant({ id: dossierId, companyId }, { id: customerId }) {
      await insert('dossierParticipants', { companyId, dossierId, customerId, reference: '' });
    },

    stakeholder(dossier, given = {}) {
      const id = newId();
      const email = given.email ?? `ines.${id.slice(-12)}@architecte.example`;
      return insert('stakeholders', {
        id,
        companyId: dossier.companyId,
        dossierId: dossier.id,
        name: 'Inès Morel',
        email,
        emailFolded: fold(email),
        role: 'Architecte',
        reference: '',
        lang: 'fr',
        createdAt: now(),
        removedAt: null,
        version: 1,
        ...given,
      });
    },

    message({ id: dossierId, companyId }, given) {
      return store.transaction(function* (tx) {
        const row = {
          id: newId(),
          companyId,
          dossierId,
          position: yield* takePosition(tx, { id: dossierId, companyId }),
          memberId: null,
          contactId: null,
          stakeholderId: null,
          body: 'Bonjour',
          sentUnder: null,
          createdAt: now(),
          editedAt: null,
          withdrawnAt: null,
          version: 1,
          ...given,
        };
        yield* run(tx.insert(tx.t.messages).values(row));
        return row;
      });
    },

    site(customer, given = {}) {
      const name = given.name ?? 'Chalet';
      return insert('sites', {
        id: newId(),
        companyId: customer.companyId,
        customerId: customer.id,
        name,
        nameFolded: fold(name),
        address: someAddress,
        contact: null,
        externalId: null,
        ...notPutAway,
        createdAt: now(),
        version: 1,
        ...given,
      });
    },

    equipment(customer, given = {}) {
      const kind = given.kind ?? 'Chaudière gaz';
      return insert('equipment', {
        id: newId(),
        companyId: customer.companyId,
        customerId: customer.id,
        siteId: null,
        kind,
        kindFolded: fold(kind),
        brand: '',
        model: '',
        serialNumber: '',
        installedOn: null,
        warrantyUntil: null,
        externalId: null,
        ...notPutAway,
        createdAt: now(),
        version: 1,
        ...given,
      });
    },

    intervention(customer, given = {}) {
      const status = given.status ?? 'requested';
      const createdAt = given.createdAt ?? now();
      return insert('interventions', {
        id: newId(),
        companyId: customer.companyId,
        number: ++numbers.interventions,
        customerId: customer.id,
        siteId: null,
        equipmentId: null,
        dossierId: null,
        assigneeId: null,
        type: null,
        description: 'Fuite sous la chaudière',
        status,
        inbox: status === 'requested' || status === 'to_schedule',
        date: given.windowStart ?? createdAt,
        windowStart: null,
        windowEnd: null,
        address: someAddress,
        contact: { name: 'Éléonore Durand', phone: '', email: '' },
        fields: {},
        incomplete: false,
        rescheduleRequested: false,
        externalId: null,
        ...notPutAway,
        createdAt,
        version: 1,
        ...given,
      });
    },

    async link(holder, asked, given = {}) {
      const createdAt = now();
      const isContact = 'customerId' in holder;
      const scope =
        asked ??
        (isContact
          ? { kind: 'customer' as const, id: holder.customerId }
          : { kind: 'dossier' as const, id: holder.dossierId });
      const row = await insert('links', {
        id: newId(),
        companyId: holder.companyId,
        customerId: isContact ? holder.customerId : null,
        contactId: isContact ? holder.id : null,
        stakeholderId: isContact ? null : holder.id,
        scopeKind: scope.kind,
        scopeId: scope.id,
        delivery: 'copy',
        createdAt,
        createdBy: null,
        expiresAt: new Date(Date.parse(createdAt) + 180 * 86_400_000).toISOString(),
        mailedWith: null,
        lastUsedAt: null,
        revokedAt: null,
        ...given,
      });
      const url = await s.tokens.linkUrl(row, null);
      const isOpen = row.revokedAt === null && row.expiresAt > createdAt;
      const { companyId, contactId, stakeholderId, expiresAt } = row;
      const opened = isOpen
        ? await session({ companyId, contactId, stakeholderId, linkId: row.id, scope, notAfter: expiresAt })
        : { token: '', sessionId: '' };
      return { ...opened, id: row.id, url, link: url.slice(url.indexOf('#') + 1) };
    },

    async key(company, given = {}) {
      const token = newSecret(company.id, keyPrefix);
      const { id } = await insert('keys', {
        id: newId(),
        companyId: company.id,
        name: 'ERP',
        prefix: token.slice(0, 12),
        secretHash: hashSecret(token),
        role: 'office',
        rights: right.options,
        createdAt: now(),
        createdBy: null,
        lastUsedAt: null,
        revokedAt: null,
        ...given,
      });
      return { id, token };
    },
  };
  return rows;
}
