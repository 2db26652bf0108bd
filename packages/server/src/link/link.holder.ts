/** Whom a link or a session at the portal stands for. */

/** One of the two. */
export type Holder = { contactId: string } | { stakeholderId: string };

interface Held {
  contactId: string | null;
  stakeholderId: string | null;
}

/** As what the journal names them. */
export const holderOf = ({ contactId, stakeholderId }: Held): `contact:${string}` | `stakeholder:${string}` =>
  contactId === null ? `stakeholder:${stakeholderId ?? ''}` : `contact:${contactId}`;

/** As rows name them. */
export const heldBy = (holder: Holder): Held =>
  'contactId' in holder
    ? { contactId: holder.contactId, stakeholderId: null }
    : { contactId: null, stakeholderId: holder.stakeholderId };
