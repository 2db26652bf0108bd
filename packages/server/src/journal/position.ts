/** Positions in a journal as they leave the server: sealed, so that nobody can count what they may not see. */
import type { Change } from '@parvis/sdk/contract';
import type { Sealer } from '../access/seal.ts';
import type { Entry } from './journal.ts';

const purpose = 'journal position';
/** Always as long: the length of the sealed text would else tell how much has happened. */
const digits = 16;

export const sealPosition = (sealer: Sealer, companyId: string, position: number): string =>
  sealer.seal(purpose, `${companyId} ${String(position).padStart(digits, '0')}`);

/** Null for what we never gave out, or gave out of another company's journal. */
export const openPosition = (sealer: Sealer, companyId: string, sealed: string): number | null => {
  const [company, position] = sealer.open(purpose, sealed)?.split(' ') ?? [];
  return company === companyId && position !== undefined ? Number(position) : null;
};

/** An entry as programs and pages read it. */
export const changeOf = (sealer: Sealer, entry: Entry): Change => ({
  kind: entry.kind,
  at: entry.at,
  subject: { type: entry.subjectType as Change['subject']['type'], id: entry.subjectId },
  fields: entry.fields,
  position: sealPosition(sealer, entry.companyId, entry.position),
});
