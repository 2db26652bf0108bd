/** Positions in a journal as they leave the server: sealed, so that nobody can count what they may not see. */
import type { Change } from '@parvis/sdk/contract';
import type { Sealer } from '../access/seal.ts';
import type { Entry, Journal } from '../journal/journal.ts';

/** What positions are sealed with. */
export interface Sealing {
  sealer: Sealer;
  journal: Pick<Journal, 'incarnation'>;
}

const purpose = 'journal position';
/** Always as long: the length of the sealed text would else tell how much has happened. */
const digits = 16;

export const sealPosition = ({ sealer, journal }: Sealing, companyId: string, position: number): string =>
  sealer.seal(purpose, `${companyId} ${journal.incarnation} ${String(position).padStart(digits, '0')}`);

/**
 * Null for what we never gave out, or gave out of another company's journal. Of a database that was restored since, it is
 * beyond every entry (Infinity), as one may be by its number.
 */
export const openPosition = ({ sealer, journal }: Sealing, companyId: string, sealed: string): number | null => {
  const [company, incarnation, position] = sealer.open(purpose, sealed)?.split(' ') ?? [];
  if (company !== companyId || position === undefined) return null;
  return incarnation === journal.incarnation ? Number(position) : Infinity;
};

/** An entry as programs and pages read it. */
export const changeOf = (sealing: Sealing, entry: Entry): Change => ({
  kind: entry.kind,
  at: entry.at,
  subject: subjectOf(entry),
  fields: entry.fields,
  position: sealPosition(sealing, entry.companyId, entry.position),
});

/** Of a message or document also the dossier: whoever shows one reads nothing because of what came into another. */
function subjectOf({ subjectType, subjectId: id, audience }: Entry): Change['subject'] {
  const type = subjectType as Change['subject']['type'];
  // A file of an intervention is not the dossier's.
  const isInDossier = type === 'message' || (type === 'file' && !audience.some((each) => each.startsWith(ofWork)));
  const key = isInDossier ? audience.find((each) => each.startsWith(ofDossier)) : undefined;
  return key === undefined ? { type, id } : { type, id, dossierId: key.slice(ofDossier.length) };
}
const ofDossier = 'dossier:';
const ofWork = 'intervention:';
