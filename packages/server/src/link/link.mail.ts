/** A link that is mailed to whom it is for; several of one person's in one mail, where they were asked for by e-mail. */
import type { PortalOverrides, Scope } from '@parvis/sdk/contract';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { partsOf } from '../access/parts.ts';
import { mail, mask, type CompanyRow, type NewMail, type Recipient } from '../delivery/mail.ts';
import { oneLine } from '../delivery/text.ts';
import type { Entry } from '../journal/journal.ts';
import { isRow, one, rows, type Schema, type Store, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { holderOf } from './link.holder.ts';
import { linkTexts } from './link.mail-texts.ts';

interface LinkSubject {
  link: Schema['links']['$inferSelect'];
  /** What its scope is called, when it is not the whole customer. */
  scope: { kind: Scope['kind']; name: string };
  /** Null: for a stakeholder, of no customer. */
  customerName: string | null;
  /** What of the portal was chosen for the customer. */
  overrides: PortalOverrides;
}

export const linkMail = mail<LinkSubject>({
  trigger: { by: ['link.created', 'link.renewed'], to: toTheHolder },
  read: readLinks,
  obstacle: ({ subject }) =>
    !subject || subject.link.revokedAt !== null || subject.link.expiresAt <= now() ? 'link-ended' : null,
  maskedUrl: ({ company }, { url }) => `${company.portalUrl ?? `${url}/p`}#${mask}`,
  urls: ({ tokens }, { subjects, company }) =>
    Promise.all(subjects.map(({ link }) => tokens.linkUrl(link, company.portalUrl))),
  say({ subject, subjects: all, company }, recipient) {
    if (!subject) return null;
    const texts = linkTexts[recipient.lang];
    const subjects = all.map((each) => ({ ...each, scope: shownScope(each, company) }));
    const facts = linkFacts(subjects[0]!, oneLine(company.name, 80), recipient, company.timeZone);
    if (subjects.length === 1) return texts.link(facts);
    return {
      ...texts.links({ ...facts, count: subjects.length }),
      links: subjects.map((each) => linkLabel(each, recipient)),
    };
  },
});

function* toTheHolder(tx: Tx, { companyId, subjectId }: Entry): Work<NewMail[]> {
  const { links } = tx.t;
  const link = yield* one(
    tx
      .select()
      .from(links)
      .where(and(eq(links.companyId, companyId), eq(links.id, subjectId), eq(links.delivery, 'mail'))),
  );
  if (!link || link.mailedWith !== null) return [];
  const others = yield* rows(
    tx
      .select({ id: links.id })
      .from(links)
      .where(and(eq(links.companyId, companyId), eq(links.mailedWith, subjectId)))
      .orderBy(asc(links.id)),
  );
  const gathered = others.map(({ id }) => id);
  const dossierId = link.scopeKind === 'dossier' ? link.scopeId : null;
  return [{ recipient: holderOf(link), subjectId, customerId: link.customerId, dossierId, gathered }];
}

async function readLinks({ read, t }: Store, companyId: string, ids: string[]): Promise<Map<string, LinkSubject>> {
  const { links, customers, dossiers, interventions } = t;
  const found = await read
    .select({
      link: links,
      customerName: customers.name,
      overrides: customers.options,
      dossierName: dossiers.name,
      siteName: t.sites.name,
      interventionNumber: interventions.number,
    })
    .from(links)
    .leftJoin(customers, isRow(customers, companyId, links.customerId))
    .leftJoin(dossiers, and(eq(links.scopeKind, 'dossier'), isRow(dossiers, companyId, links.scopeId)))
    .leftJoin(t.sites, and(eq(links.scopeKind, 'site'), isRow(t.sites, companyId, links.scopeId)))
    .leftJoin(interventions, and(eq(links.scopeKind, 'intervention'), isRow(interventions, companyId, links.scopeId)))
    .where(
      and(
        eq(links.companyId, companyId),
        inArray(links.id, ids),
        // What is in the bin opens no more.
        isNull(customers.binnedAt),
        isNull(t.sites.binnedAt),
        isNull(interventions.binnedAt),
      ),
    );
  return new Map(
    found.map(({ link, customerName, overrides, dossierName, siteName, interventionNumber }) => [
      link.id,
      {
        link,
        customerName,
        overrides: overrides ?? {},
        scope: { kind: link.scopeKind, name: dossierName ?? siteName ?? String(interventionNumber ?? '') },
      },
    ]),
  );
}

/** What it opens, as the portal says it: where sites are hidden, none is named. */
const shownScope = ({ scope, overrides }: LinkSubject, { options }: CompanyRow): LinkSubject['scope'] =>
  scope.kind === 'site' && !partsOf(options, overrides).has('sites') ? { kind: 'customer', name: '' } : scope;

/** Whose, and what of theirs where it is not the whole. */
const linkLabel = ({ customerName, scope }: LinkSubject, { lang }: Recipient): string => {
  const customer = oneLine(customerName ?? '', 80);
  const target = scope.kind === 'intervention' ? linkTexts[lang].intervention(scope.name) : oneLine(scope.name, 80);
  return [customer, scope.kind === 'customer' ? '' : target].filter(Boolean).join(' – ');
};

const linkFacts = ({ link, scope }: LinkSubject, company: string, { lang }: Recipient, timeZone: string) => ({
  company,
  scope: { kind: scope.kind, name: oneLine(scope.name, 80) },
  until: new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(new Date(link.expiresAt)),
  asked: link.createdBy === null,
});
