/** Which of the company's own fields a request is asked for, and where. */
import type { Field } from '@parvis/sdk';

/** Choices, as the time that one would prefer, stand in sight below the description; what asks for typing is folded. */
export function asked(fields: readonly Field[]): { inSight: Field[]; folded: Field[] } {
  const active = fields.filter((each) => each.active);
  return {
    inSight: active.filter(({ kind }) => kind === 'choice'),
    folded: active.filter(({ kind }) => kind !== 'choice'),
  };
}
