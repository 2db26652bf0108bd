/**
 * Whether who asks is still who was admitted, judged where their change takes its place in the journal: whatever comes
 * after the entry that invalidated them is undone. Costs a comparison, unless others wrote to the same company in the
 * same moment.
 */
import { invalidatedBetween } from './invalidated.ts';
import { StoreError, type Asker } from '../store/store.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Principal, Viewer } from '../access/viewer.ts';

/** Something the viewer depends on has changed before their write took its place: who they are now is to be found out. */
export class OutdatedViewer extends StoreError {
  constructor() {
    super('busy', 'who asks has changed meanwhile');
    this.name = 'OutdatedViewer';
  }
}

/** Who was known so long ago is rather read again. */
const mostLookedAt = 1000;

/** What each transaction of the viewer's asks of itself (`onBehalfOf`). Raises OutdatedViewer. */
export const stillCurrent = (tokens: Tokens, viewer: Viewer): NonNullable<Asker['assertCurrent']> =>
  function* (tx, companyId, position) {
    if (companyId !== viewer.companyId) return;
    const known = tokens.knownUpTo(viewer);
    if (known === position - 1) return;
    // After what comes next: the database is another than the one that they were read from.
    if (known >= position || position - known > mostLookedAt) throw new OutdatedViewer();
    const invalidated: Principal[] = yield* invalidatedBetween(tx, companyId, known, position);
    if (invalidated.some((principal) => viewer.dependsOn.includes(principal))) throw new OutdatedViewer();
  };
