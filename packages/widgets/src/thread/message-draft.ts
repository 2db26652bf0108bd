/** What is being written into a discussion: kept on the device until it has arrived, for whom it is of. */
import { keeps } from '../shared/kept.ts';

/** As many characters as the server takes. */
export const longest = 10_000;

export interface MessageDraft {
  text: string;
  /** Belongs to this text: sent twice it has one effect. */
  idempotencyKey: string;
  /** It was sent without a network, and leaves as soon as there is one. */
  waits?: boolean;
}

/** Of all that a viewer writes, what the names of its items begin with. */
const prefixOf = (viewer: string) => `parvis-message ${viewer} `;
const nameOf = (viewer: string, dossierId: string) => prefixOf(viewer) + dossierId;

export function readMessageDraft(viewer: string, dossierId: string): MessageDraft | undefined {
  try {
    return (JSON.parse(localStorage.getItem(nameOf(viewer, dossierId)) ?? 'null') as MessageDraft | null) ?? undefined;
  } catch {
    // A page without storage.
    return undefined;
  }
}

/** Undefined: there is nothing to keep any more. */
export function writeMessageDraft(viewer: string, dossierId: string, draft: MessageDraft | undefined) {
  const name = nameOf(viewer, dossierId);
  try {
    if (draft) localStorage.setItem(name, JSON.stringify(draft));
    else localStorage.removeItem(name);
  } catch {
    // It is kept as long as the page is.
  }
}

/** Whether signing out would lose a message. */
export const hasMessageDrafts = (viewer: string): boolean => keeps(prefixOf(viewer));

/** Forgets all that a viewer was writing: after signing out. */
export function dropMessageDrafts(viewer: string) {
  if (!hasMessageDrafts(viewer)) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefixOf(viewer))) localStorage.removeItem(name);
}
