/**
 * The service location of an intervention: where it takes place and whom to ask for there: copies of what the customer's
 * records say, unless given.
 */
import { and, eq } from 'drizzle-orm';
import type { Address, ContactDetails } from '@parvis/sdk/contract';
import { isShown } from '../access/scope.ts';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { referred } from '../edit.ts';
import { contactsOf } from '../customer/contact.rules.ts';
import type { CustomerRow } from '../customer/customer.find.ts';
import { equipment as shownEquipment } from '../equipment/equipment.reach.ts';
import { findEquipment, type EquipmentRow } from '../equipment/equipment.rules.ts';
import { refused } from '../problem.ts';
import { sites } from '../site/site.reach.ts';
import { contactOnSpot, findSite, type SiteRow } from '../site/site.rules.ts';
import { usualSite } from '../site/site.usual.ts';
import { one, rows, type Tx, type Work } from '../store/store.ts';

export interface WantedLocation {
  /** Null: none. Absent: to be found. */
  siteId?: string | null;
  equipmentId?: string | null;
  address?: Address;
  contact?: ContactDetails;
}

export interface ServiceLocation {
  site: SiteRow | null;
  equipment: EquipmentRow | null;
  address: Address;
  contact: ContactDetails;
}

/** Raises 422 naming the field. */
export function* serviceLocationOf(
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  wanted: WantedLocation,
): Work<ServiceLocation> {
  const equipment = wanted.equipmentId ? yield* equipmentOf(tx, viewer, customer, wanted.equipmentId) : null;
  const site = yield* siteOf(tx, viewer, customer, wanted, equipment);
  checkTogether(site?.id ?? null, equipment);
  const address = wanted.address ?? site?.address ?? customer.address;
  const contact = wanted.contact
    ? contactOnSpot(wanted.contact, address)
    : (site?.contact ?? (yield* contactFor(tx, viewer, customer)));
  return { site, equipment, address, contact };
}

/** Of this customer, and in the viewer's sight. Raises 422 on `equipmentId`. */
export function* equipmentOf(tx: Tx, viewer: Viewer, customer: { id: string }, id: string): Work<EquipmentRow> {
  if (!isShown(viewer, shownEquipment)) throw refused('equipmentId', 'unknown-reference');
  const equipment = yield* referred(findEquipment(tx, viewer, id), 'equipmentId');
  if (equipment.customerId !== customer.id) throw refused('equipmentId', 'unknown-reference');
  return equipment;
}

/** Of this customer, and in the viewer's sight. Raises 422 on `siteId`. */
export function* chosenSite(tx: Tx, viewer: Viewer, customer: { id: string }, id: string): Work<SiteRow> {
  const site = yield* referred(findSite(tx, viewer, id), 'siteId');
  if (site.customerId !== customer.id) throw refused('siteId', 'unknown-reference');
  return site;
}

/** A thing is serviced where it stands. Raises 422 on `equipmentId`. */
export const checkTogether = (siteId: string | null, equipment: EquipmentRow | null): void => {
  if (equipment?.siteId && siteId && equipment.siteId !== siteId) throw refused('equipmentId', 'at-another-site');
};

function* siteOf(
  tx: Tx,
  viewer: Viewer,
  customer: CustomerRow,
  { siteId }: WantedLocation,
  equipment: EquipmentRow | null,
): Work<SiteRow | null> {
  // Whom no site is shown has chosen none by naming none.
  const asked = siteId !== null || isShown(viewer, sites) ? siteId : undefined;
  if (asked && !isShown(viewer, sites)) throw refused('siteId', 'unknown-reference');
  // A link to a site opens that site and no other.
  const scoped = isOutside(viewer) && viewer.scope.kind === 'site' ? viewer.scope.id : null;
  if (scoped && asked !== undefined && asked !== scoped) throw refused('siteId', 'unknown-reference');
  const chosen = scoped ?? asked;
  if (chosen === null) return null;
  if (chosen !== undefined) return yield* chosenSite(tx, viewer, customer, chosen);
  if (equipment?.siteId) return yield* chosenSite(tx, viewer, customer, equipment.siteId);
  return yield* usualSite(tx, viewer, customer);
}

/** A contact asks for themselves; the company for the customer's main contact. */
function* contactFor(tx: Tx, viewer: Viewer, customer: CustomerRow): Work<ContactDetails> {
  const { contacts } = tx.t;
  const contact =
    viewer.kind === 'contact'
      ? yield* one(
          tx
            .select()
            .from(contacts)
            .where(and(eq(contacts.companyId, viewer.companyId), eq(contacts.id, viewer.contactId))),
        )
      : (yield* rows(contactsOf(tx, tx.t, customer.companyId, customer.id)))[0];
  return contact
    ? { name: shortened(contact.name), phone: contact.phone, email: contact.email }
    : { name: shortened(customer.name), phone: '', email: '' };
}

/** First and last name together may be longer than a form takes for the name of who is asked for. */
export const shortened = (name: string): string => name.slice(0, 160).replace(/[\uD800-\uDBFF]$/, '');
