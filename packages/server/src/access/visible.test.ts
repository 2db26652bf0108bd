import { right } from '@parvis/sdk/contract';
import { describe, expect, test } from 'vitest';
import { portalPart, type PortalPart } from '@parvis/sdk/contract';
import type { Entry } from '../journal/journal.ts';
import { features } from '../feature-set.ts';
import { rightsOf } from './rights.ts';
import { isShaken, shakes } from './shakes.ts';
import type { ContactViewer, MemberViewer, Viewer } from './viewer.ts';
import { visible } from './visible.ts';

const until = '2099-01-01T00:00:00.000Z';

const contact = (scope: ContactViewer['scope'], parts: readonly PortalPart[] = portalPart.options): ContactViewer => ({
  kind: 'contact',
  companyId: 'company',
  contactId: 'contact',
  customerId: 'customer',
  scope,
  sessionId: 's',
  previewBy: null,
  lang: 'fr',
  name: 'Éléonore',
  parts: new Set(parts),
  timeZone: 'Europe/Paris',
  until,
  standsOn: ['session:s', 'contact:contact', 'link:link'],
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
  standsOn: ['session:s', 'member:member'],
});
const key: Viewer = {
  kind: 'key',
  companyId: 'company',
  keyId: 'key',
  name: 'ERP',
  role: 'office',
  rights: new Set(right.options),
  makerId: null,
  standsOn: ['key:key'],
};

const entry = (given: Partial<Entry>): Entry => ({
  companyId: 'company',
  position: 1,
  at: until,
  kind: 'intervention.changed',
  actor: 'member:other',
  subjectType: 'intervention',
  subjectId: 'i',
  customerId: null,
  siteId: null,
  interventionId: null,
  dossierId: null,
  assigneeId: null,
  previousAssigneeId: null,
  fields: [],
  ...given,
});
const intervention = (given: Partial<Entry> = {}) =>
  entry({
    subjectType: 'intervention',
    subjectId: 'i',
    customerId: 'customer',
    siteId: 'site',
    interventionId: 'i',
    ...given,
  });

describe('a contact hears', () => {
  const whole = contact({ kind: 'customer', id: 'customer' });
  const site = contact({ kind: 'site', id: 'site' });
  const one = contact({ kind: 'intervention', id: 'i' });

  test('of the interventions in their scope', () => {
    for (const viewer of [whole, site, one]) expect(visible(features, viewer, intervention())).toBe(true);
    const elsewhere = intervention({ subjectId: 'j', interventionId: 'j', siteId: 'other' });
    expect([whole, site, one].map((viewer) => visible(features, viewer, elsewhere))).toEqual([true, false, false]);
  });

  test('of nobody else’s', () => {
    for (const viewer of [whole, site, one]) {
      expect(visible(features, viewer, intervention({ customerId: 'neighbour' }))).toBe(false);
      expect(visible(features, viewer, intervention({ companyId: 'other' }))).toBe(false);
      for (const subjectType of ['member', 'link', 'key', 'mail', 'session'] as const) {
        expect(visible(features, viewer, entry({ subjectType, customerId: 'customer' }))).toBe(false);
      }
    }
    expect(
      visible(features, whole, entry({ subjectType: 'contact', subjectId: 'colleague', customerId: 'customer' })),
    ).toBe(false);
    expect(visible(features, whole, entry({ subjectType: 'file', subjectId: 'f' }))).toBe(false);
  });

  test('of the places in their scope', () => {
    const places = [
      entry({ subjectType: 'site', subjectId: 'site', customerId: 'customer' }),
      entry({ subjectType: 'equipment', subjectId: 'e', siteId: 'site', customerId: 'customer' }),
      entry({ subjectType: 'site', subjectId: 'other', customerId: 'customer' }),
    ];
    expect(places.map((place) => visible(features, whole, place))).toEqual([true, true, true]);
    expect(places.map((place) => visible(features, site, place))).toEqual([true, true, false]);
    expect(places.map((place) => visible(features, one, place))).toEqual([false, false, false]);
  });

  test('of nothing that a part of the portal hides, when that part is off', () => {
    const told = {
      sites: entry({ subjectType: 'site', subjectId: 'site', customerId: 'customer', siteId: 'site' }),
      equipment: entry({ subjectType: 'equipment', subjectId: 'e', siteId: 'site', customerId: 'customer' }),
      documents: entry({
        subjectType: 'file',
        subjectId: 'f',
        customerId: 'customer',
        siteId: 'site',
        interventionId: 'i',
      }),
    };
    for (const scope of [whole, site].map((viewer) => viewer.scope))
      for (const [part, hidden] of Object.entries(told)) {
        expect(visible(features, contact(scope), hidden), part).toBe(true);
        expect(
          visible(
            features,
            contact(
              scope,
              portalPart.options.filter((on) => on !== part),
            ),
            hidden,
          ),
          part,
        ).toBe(false);
        expect(visible(features, contact(scope, []), intervention())).toBe(true);
      }
  });

  test('of what they upload, whatever is off; a preview hears nothing of it', () => {
    const upload = entry({ subjectType: 'file', subjectId: 'f', actor: 'contact:contact' });
    const quiet = contact({ kind: 'customer', id: 'customer' }, []);
    expect(visible(features, quiet, upload)).toBe(true);
    expect(visible(features, { ...whole, previewBy: 'member' }, upload)).toBe(false);
  });

  test('of the dossier that they follow', () => {
    const dossier = contact({ kind: 'dossier', id: 'dossier' });
    expect(visible(features, dossier, intervention({ dossierId: 'dossier' }))).toBe(true);
    expect(visible(features, dossier, intervention({ dossierId: 'other' }))).toBe(false);
  });

  test('of the company’s looks and own fields', () => {
    expect(visible(features, one, entry({ subjectType: 'company' }))).toBe(true);
    expect(visible(features, one, entry({ subjectType: 'field' }))).toBe(true);
  });
});

describe('a member hears', () => {
  test('of everything with the right to see all, but for keys and other people’s sessions', () => {
    expect(visible(features, member('office'), intervention())).toBe(true);
    expect(visible(features, member('office'), entry({ subjectType: 'key' }))).toBe(false);
    expect(visible(features, member('admin'), entry({ subjectType: 'key' }))).toBe(true);
    expect(visible(features, member('admin'), entry({ subjectType: 'session' }))).toBe(false);
  });

  test('as a technician, of what is given to them and what is taken away', () => {
    const technician = member('technician');
    expect(visible(features, technician, intervention({ assigneeId: 'member' }))).toBe(true);
    expect(visible(features, technician, intervention({ assigneeId: 'other' }))).toBe(false);
    const given = { assigneeId: 'other', fields: ['assigneeId'] };
    expect(visible(features, technician, intervention({ ...given, previousAssigneeId: 'member' }))).toBe(true);
    expect(visible(features, technician, intervention({ ...given, previousAssigneeId: 'third' }))).toBe(false);
    expect(visible(features, technician, intervention({ ...given, previousAssigneeId: null }))).toBe(false);
    expect(visible(features, technician, entry({ subjectType: 'customer', customerId: 'customer' }))).toBe(false);
    expect(visible(features, technician, entry({ subjectType: 'member', subjectId: 'other' }))).toBe(false);
  });
});

test('a program hears of the company’s things, not of its people’s sign-ins', () => {
  expect(visible(features, key, intervention())).toBe(true);
  for (const subjectType of ['member', 'key', 'mail', 'session'] as const) {
    expect(visible(features, key, entry({ subjectType }))).toBe(false);
  }
});

describe('what shakes an access', () => {
  test.each([
    ['session.ended', 'session', 's', 'session:s'],
    ['link.revoked', 'link', 'link', 'link:link'],
    ['contact.removed', 'contact', 'contact', 'contact:contact'],
    ['contact.changed', 'contact', 'contact', 'contact:contact'],
  ] as const)('%s', (kind, subjectType, subjectId, principal) => {
    const told = entry({ kind, subjectType, subjectId });
    expect(shakes(told)).toBe(principal);
    expect(isShaken(contact({ kind: 'customer', id: 'customer' }), told)).toBe(true);
    expect(isShaken(key, told)).toBe(false);
  });

  test('options, but no other setting', () => {
    expect(
      shakes(entry({ kind: 'company.changed', subjectType: 'company', subjectId: 'company', fields: ['name'] })),
    ).toBeNull();
    expect(
      shakes(entry({ kind: 'company.changed', subjectType: 'company', subjectId: 'company', fields: ['options'] })),
    ).toBe('company:company');
    expect(
      shakes(entry({ kind: 'customer.changed', subjectType: 'customer', subjectId: 'c', fields: ['options'] })),
    ).toBe('customer:c');
    expect(shakes(intervention({ kind: 'intervention.created' }))).toBeNull();
  });
});
