/**
 * Whether a viewer may see a kind of thing at all: the one answer for reads, counts, files and what the stream tells. Which
 * of them is the predicate's matter (`scope.ts`), or, of a journal entry, that of `visible.ts`.
 */
import type { Features, SubjectType } from '../feature.ts';
import { refusalCode } from './policy.ts';
import type { Viewer } from './viewer.ts';

/** What features say of the kinds of things there are. */
export type Readable = Pick<Features, 'policy' | 'subjects'>;

/** Whether the viewer may read things of this kind. */
export function mayRead({ policy, subjects }: Readable, viewer: Viewer, type: SubjectType): boolean {
  const { readAt, contactReadsAt = readAt, stakeholderReadsAt = readAt } = subjects[type];
  const route =
    viewer.kind === 'contact' ? contactReadsAt : viewer.kind === 'stakeholder' ? stakeholderReadsAt : readAt;
  return route !== null && refusalCode(policy[route], viewer, true) === null;
}
