import { portalPart, right, type PortalPart } from '@parvis/sdk/contract';
import { describe, expect, test } from 'vitest';
import { everybody } from './audience.ts';
import { contactAudience, customerAudience } from '../customer/customer.audience.ts';
import { equipmentAudience } from '../equipment/equipment.audience.ts';
import type { SubjectType } from './readable.ts';
import { fileAudience } from '../files/files.audience.ts';
import { changedAudience, interventionAudience, type Heard } from '../work/intervention.audience.ts';
import { keyAudience } from '../key/key.audience.ts';
import { linkAudience } from '../link/link.audience.ts';
import { memberAudience } from '../member/member.audience.ts';
import { mailAudience } from '../delivery/delivery.audience.ts';
import { sessionAudience } from '../session/session.audience.ts';
import { siteAudience } from '../site/site.audience.ts';
import type { Entry } from '../journal/journal.ts';
import { features } from '../feature-set.ts';
import { rightsOf } from './rights.ts';
import { isStaleAfter, invalidatedBy } from './invalidation.ts';
import type { ContactViewer, KeyViewer, MemberViewer, Viewer } from './viewer.ts';
import { visible } from './visible.ts';

const until = '2099-01-01T00:00:00.000Z';

const contact = (scope: ContactViewer['scope'], parts: readonly PortalPart[] = portalPart.options): ContactViewer => ({
  kind: 'contact',
  companyId: 'company',
  contactId: 'contact',
  customerId: 'customer',
  rights: new Set(),
  scope,
  reachesDossiers: true,
  sessionId: 's',
  previewBy: null,
  lang: 'fr',
  name: 'Éléonore',
  parts: new Set(parts),
  timeZone: 'Europe/Paris',
  until,
  dependsOn: ['session:s', 'contact:contact', 'link:link'],
});
const member = (role: MemberViewer['role']): MemberViewer => ({
  kind: 'member',
  companyId: 'company',
  memberId: 'member',
  role,
  rights: rightsOf(role, {}),
  sessionId: 's',
  lang: 'fr',
  name: 'Nora',
  until,
  dependsOn: ['session:s', 'member:member'],
});
const key: KeyViewer = {
  kind: 'key',
  companyId: 'company',
  keyId: 'key',
  name: 'ERP',
  role: 'office',
  rights: new Set(right.options),
  makerId: null,
  dependsOn: ['key:key'],
};

const entry = (given: Partial<Entry>): Entry => ({
  companyId: 'company',
  position: 1,
  at: until,
  kind: 'intervention.changed',
  actor: 'member:other',
  subjectType: 'intervention',
  subjectId: 'i',
  audience: [],
  fields: [],
  ...given,
});
const about = (subjectType: SubjectType, audience: readonly string[]) =>
  entry({ subjectType, audience: [...audience] });

const row: Heard = { id: 'i', customerId: 'customer', siteId: 'site', dossierId: null, assigneeId: null };
const intervention = (given: Partial<Heard> = {}) => about('intervention', interventionAudience({ ...row, ...given }));
/** Given from one to another. */
const given = (from: string | null, to: string | null) =>
  about('intervention', changedAudience({ ...row, assigneeId: from }, { ...row, assigneeId: to }));
const site = (id: string, customerId = 'customer') => about('site', siteAudience({ id, customerId }));
const equipment = about('equipment', equipmentAudience({ customerId: 'customer', siteId: 'site' }));
const upload = (owner: string) => about('file', fileAudience({ owner, customerId: null }, undefined));
const document = about('file', fileAudience({ owner: 'member:other', customerId: 'customer' }, row));
const attachment = about('file', fileAudience({ owner: 'member:other', customerId: 'customer' }, undefined));
const inside = [
  about('member', memberAudience({ id: 'other' })),
  about('link', linkAudience),
  about('key', keyAudience),
  about('mail', mailAudience({ customerId: 'customer' })),
  about('mail', mailAudience({ customerId: null })),
  about('session', sessionAudience({ memberId: 'other' })),
];

const hears = (viewer: Viewer, told: Entry) => visible(features, viewer, told);

describe('a contact hears', () => {
  const whole = contact({ kind: 'customer', id: 'customer' });
  const ofSite = contact({ kind: 'site', id: 'site' });
  const one = contact({ kind: 'intervention', id: 'i' });
  const every = [whole, ofSite, one];

  test('of the interventions in their scope', () => {
    for (const viewer of every) expect(hears(viewer, intervention())).toBe(true);
    const elsewhere = intervention({ id: 'j', siteId: 'other' });
    expect(every.map((viewer) => hears(viewer, elsewhere))).toEqual([true, false, false]);
  });

  test('of nobody else’s', () => {
    const theirs = { id: 'j', customerId: 'neighbour', siteId: 'theirs' };
    for (const viewer of every) {
      expect(hears(viewer, intervention(theirs))).toBe(false);
      expect(hears(viewer, { ...intervention(), companyId: 'other' })).toBe(false);
      expect(inside.filter((told) => hears(viewer, told))).toEqual([]);
      expect(hears(viewer, about('contact', contactAudience({ id: 'colleague' })))).toBe(false);
      expect(hears(viewer, about('customer', customerAudience({ id: 'neighbour' })))).toBe(false);
      for (const owner of ['contact:colleague', 'member:other', 'key:key'])
        expect(hears(viewer, upload(owner))).toBe(false);
    }
  });

  test('of their customer and themselves, however narrow their scope', () => {
    for (const viewer of every) {
      expect(hears(viewer, about('customer', customerAudience({ id: 'customer' })))).toBe(true);
      expect(hears(viewer, about('contact', contactAudience({ id: 'contact' })))).toBe(true);
    }
  });

  test('of the places in their scope', () => {
    const places = [site('site'), equipment, site('other')];
    expect(places.map((place) => hears(whole, place))).toEqual([true, true, true]);
    expect(places.map((place) => hears(ofSite, place))).toEqual([true, true, false]);
    expect(places.map((place) => hears(one, place))).toEqual([false, false, false]);
  });

  test('of the documents of what is in their scope; of what is the customer’s alone where all of it is', () => {
    expect(every.map((viewer) => hears(viewer, document))).toEqual([true, true, true]);
    expect(every.map((viewer) => hears(viewer, attachment))).toEqual([true, false, false]);
  });

  test('of nothing that a part of the portal hides, when that part is off', () => {
    const told = { sites: site('site'), equipment, documents: document };
    for (const { scope } of [whole, ofSite])
      for (const [part, hidden] of Object.entries(told)) {
        const others = portalPart.options.filter((on) => on !== part);
        expect(hears(contact(scope), hidden), part).toBe(true);
        expect(hears(contact(scope, others), hidden), part).toBe(false);
        expect(hears(contact(scope, []), intervention())).toBe(true);
      }
  });

  test('of what they upload, whatever is off; a preview hears nothing of it', () => {
    const quiet = contact({ kind: 'customer', id: 'customer' }, []);
    const preview = { ...whole, previewBy: 'member' };
    expect(hears(quiet, upload('contact:contact'))).toBe(true);
    expect(hears(preview, upload('contact:contact'))).toBe(false);
    expect(hears(preview, about('contact', contactAudience({ id: 'contact' })))).toBe(true);
  });

  test('of the dossier that they follow', () => {
    const dossier = contact({ kind: 'dossier', id: 'dossier' });
    expect(hears(dossier, intervention({ dossierId: 'dossier' }))).toBe(true);
    expect(hears(dossier, intervention({ dossierId: 'other' }))).toBe(false);
  });

  test('of the company’s looks and own fields', () => {
    expect(hears(one, about('company', everybody))).toBe(true);
    expect(hears(one, about('field', everybody))).toBe(true);
  });
});

describe('a member hears', () => {
  const signIn = about('mail', mailAudience({ customerId: null }));

  test('of everything with the right to see all, but for keys and other people’s sessions and uploads', () => {
    expect(hears(member('office'), intervention())).toBe(true);
    expect(hears(member('office'), about('key', keyAudience))).toBe(false);
    expect(hears(member('admin'), about('key', keyAudience))).toBe(true);
    expect(hears(member('admin'), about('session', sessionAudience({ memberId: 'other' })))).toBe(false);
    expect(hears(member('admin'), upload('contact:contact'))).toBe(false);
  });

  test('of their own account and sessions, whatever their role', () => {
    for (const role of ['admin', 'office', 'technician'] as const) {
      expect(hears(member(role), about('member', memberAudience({ id: 'member' })))).toBe(true);
      expect(hears(member(role), about('session', sessionAudience({ memberId: 'member' })))).toBe(true);
      expect(hears(member(role), upload('member:member'))).toBe(true);
    }
  });

  test('of mails about signing in where they manage users', () => {
    expect(hears(member('admin'), signIn)).toBe(true);
    expect(hears(member('office'), signIn)).toBe(false);
    expect(hears(member('office'), about('mail', mailAudience({ customerId: 'customer' })))).toBe(true);
  });

  test('as a technician, of what is given to them and what is taken away', () => {
    const technician = member('technician');
    expect(hears(technician, intervention({ assigneeId: 'member' }))).toBe(true);
    expect(hears(technician, intervention({ assigneeId: 'other' }))).toBe(false);
    expect(hears(technician, given('member', 'other'))).toBe(true);
    expect(hears(technician, given('member', null))).toBe(true);
    expect(hears(technician, given('third', 'other'))).toBe(false);
    expect(hears(technician, given(null, 'other'))).toBe(false);
    expect(hears(technician, about('customer', customerAudience({ id: 'customer' })))).toBe(false);
    expect(hears(technician, about('member', memberAudience({ id: 'other' })))).toBe(false);
  });
});

test('a program hears of the company’s things, not of its people’s sign-ins', () => {
  expect(hears(key, intervention())).toBe(true);
  expect(inside.filter((told) => hears(key, told)).map(({ subjectType }) => subjectType)).toEqual(['link']);
  const mayLess: KeyViewer = { ...key, role: 'technician', rights: new Set(), makerId: 'member' };
  expect(hears(mayLess, intervention({ assigneeId: 'member' }))).toBe(true);
  expect(hears(mayLess, intervention({ assigneeId: 'other' }))).toBe(false);
  expect(hears(mayLess, about('member', memberAudience({ id: 'member' })))).toBe(false);
});

describe('what invalidates an access', () => {
  test.each([
    ['session.ended', 'session', 's', 'session:s'],
    ['link.revoked', 'link', 'link', 'link:link'],
    ['contact.removed', 'contact', 'contact', 'contact:contact'],
    ['contact.changed', 'contact', 'contact', 'contact:contact'],
  ] as const)('%s', (kind, subjectType, subjectId, principal) => {
    const told = entry({ kind, subjectType, subjectId });
    expect(invalidatedBy(told)).toBe(principal);
    expect(isStaleAfter(contact({ kind: 'customer', id: 'customer' }), told)).toBe(true);
    expect(isStaleAfter(key, told)).toBe(false);
  });

  test('options, but no other setting', () => {
    expect(
      invalidatedBy(entry({ kind: 'company.changed', subjectType: 'company', subjectId: 'company', fields: ['name'] })),
    ).toBeNull();
    expect(
      invalidatedBy(
        entry({ kind: 'company.changed', subjectType: 'company', subjectId: 'company', fields: ['options'] }),
      ),
    ).toBe('company:company');
    expect(
      invalidatedBy(entry({ kind: 'customer.changed', subjectType: 'customer', subjectId: 'c', fields: ['options'] })),
    ).toBe('customer:c');
    expect(invalidatedBy({ ...intervention(), kind: 'intervention.created' })).toBeNull();
    expect(invalidatedBy({ ...intervention(), fields: ['assigneeId'] })).toBe('intervention:i');
  });
});
