/**
 * Whether a viewer may see a kind of thing at all: the one answer for reads, counts, files and what the stream tells. Which
 * of them is the predicate's matter (`scope.ts`), or, of a journal entry, that of `visible.ts`.
 */
import type { ApiRoute, Change } from '@parvis/sdk/contract';
import { refusalCode, type Rule } from './policy.ts';
import type { Reach } from './scope.ts';
import type { Viewer } from './viewer.ts';

export type SubjectType = Change['subject']['type'];

/** A kind of thing that journal entries are about. */
export interface Subject {
  /** Where one is read; null: nowhere. */
  readAt: ApiRoute | null;
  /** Where a contact reads of it what is theirs. */
  contactReadsAt?: ApiRoute;
  /** Where a stakeholder does. */
  stakeholderReadsAt?: ApiRoute;
  /** What viewers reach of its table, and the part of the portal that shows it. */
  reach?: Reach;
}

/** What features say of the kinds of things there are. */
export interface Readable {
  policy: Record<ApiRoute, Rule>;
  subjects: Record<SubjectType, Subject>;
}

/** What viewers reach of a kind of thing. */
export function reachOf({ subjects }: Pick<Readable, 'subjects'>, type: SubjectType): Reach {
  const { reach } = subjects[type];
  if (!reach) throw new Error(`nothing says who reaches a ${type}`);
  return reach;
}

/** Whether the viewer may read things of this kind. */
export function mayRead({ policy, subjects }: Readable, viewer: Viewer, type: SubjectType): boolean {
  const { readAt, contactReadsAt = readAt, stakeholderReadsAt = readAt } = subjects[type];
  const route =
    viewer.kind === 'contact' ? contactReadsAt : viewer.kind === 'stakeholder' ? stakeholderReadsAt : readAt;
  return route !== null && refusalCode(policy[route], viewer, true) === null;
}
