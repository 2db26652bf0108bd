import { and, eq } from 'drizzle-orm';
import type { Body, Field, fieldApi } from '@parvis/sdk/contract';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { lockRow } from '../edit.ts';
import { newId } from '../ids.ts';
import { fieldView, fieldsOf } from '../work/field.list.ts';
import { unmarkComplete } from '../intervention/intervention.incomplete.ts';
import { append } from '../journal/append.ts';
import { assertBelowLimit } from '../limits.ts';
import { withKeys } from '../named.ts';
import { notFound, refused, stale } from '../problem.ts';
import { one, type Tx, type Work } from '../store/store.ts';
import { everybody } from '../access/audience.ts';

type Definition = Body<(typeof fieldApi)['POST /fields']>;
type DefinitionChange = Body<(typeof fieldApi)['PATCH /fields/:fieldId']>;

const choicesOf = (kind: Field['kind'], before: Field['choices'], given: Definition['choices']): Field['choices'] => {
  if (kind === 'choice') return withKeys(before, given, 'choices');
  if (given.length > 0) throw refused('choices', 'not-a-choice');
  return [];
};

/** Adds a field. Raises 422 when a choice has nothing to choose from, or two choices share a key, 409 `limit-reached`. */
export function* addField(tx: Tx, viewer: Viewer, definition: Definition): Work<Field> {
  const { t } = tx;
  const choices = choicesOf(definition.kind, [], definition.choices);
  yield* assertBelowLimit(tx, 'fields', eq(t.fields.companyId, viewer.companyId));
  const added = yield* one(
    tx
      .insert(t.fields)
      .values({ id: newId(), companyId: viewer.companyId, ...definition, choices })
      .returning(),
  );
  yield* append(tx, {
    companyId: viewer.companyId,
    kind: 'field.created',
    actor: principalOf(viewer),
    subject: { type: 'field', id: added!.id },
    audience: everybody,
    fields: Object.keys(definition),
  });
  return fieldView(added!);
}

/** Changes a field. Raises 404 `not-found`, 412 `stale`, 422 as adding does. */
export function* changeField(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  change: DefinitionChange,
): Work<Field> {
  const { t } = tx;
  const thisField = and(eq(t.fields.companyId, viewer.companyId), eq(t.fields.id, id));
  const before = yield* one(tx.select().from(t.fields).where(thisField));
  if (!before) throw notFound();
  const { choices: given, ...plain } = change;
  const choices = given && choicesOf(before.kind, before.choices, given);
  const after = yield* one(
    tx
      .update(t.fields)
      .set({ ...plain, ...(choices && { choices }), version: version + 1 })
      .where(and(thisField, eq(t.fields.version, version)))
      .returning(),
  );
  if (!after) throw stale();
  if (change.required === false || change.active === false) yield* unmark(tx, viewer.companyId, id);
  yield* append(tx, {
    companyId: viewer.companyId,
    kind: 'field.changed',
    actor: principalOf(viewer),
    subject: { type: 'field', id },
    audience: everybody,
    fields: Object.keys(change),
  });
  return fieldView(after);
}

/**
 * Once without the company, since others hold an intervention when they take it; and once with it, for what was written by
 * the old words meanwhile: whoever marks one holds the company when they read how fields are asked.
 */
function* unmark(tx: Tx, companyId: string, id: string): Work<void> {
  yield* unmarkComplete(tx, companyId, id, yield* fieldsOf(tx, companyId));
  yield* lockRow(tx, 'companies', companyId);
  yield* unmarkComplete(tx, companyId, id, yield* fieldsOf(tx, companyId));
}
