/** Sends what was written, and shows what came of it. */
import { ParvisErrorEvent } from '../shared/events.ts';
import type { Draft } from './draft.ts';
import { ParvisInterventionCreatedEvent } from './events.ts';
import { check, partOf } from './field-errors.ts';
import { unfold } from './folded.ts';
import { why } from './pending.ts';
import { isThere, type Outcome } from './sending.ts';
import { drawn, type Writing } from './writing.ts';

export async function submit(writing: Writing) {
  const { host, state } = writing;
  const { portal } = state;
  if (state.isSending || !portal || portal.preview) return;
  state.problem = '';
  state.errors = check(state, portal);
  if (state.isWrong) return showErrors(writing);
  // What is sent is no longer written in, and its fields can hold no focus.
  host.renderRoot.querySelector<HTMLElement>('[part="submit"]')?.focus();
  state.isSending = true;
  state.changed();
  try {
    await state.picker?.settle();
    await send(writing);
  } finally {
    state.isSending = false;
    state.changed();
  }
}

async function send(writing: Writing) {
  const { host, state, saver } = writing;
  const id = await saver.seal();
  const outcome = await saver.outbox?.send(id);
  state.isSending = false;
  switch (outcome?.kind) {
    case 'arrived':
      await confirm(writing, outcome);
      break;
    case 'refused':
      saver.takeBack(outcome.draft);
      state.picker?.resume();
      host.dispatchEvent(new ParvisErrorEvent(outcome.error));
      await showRefusal(writing, outcome.draft.refused);
      break;
    case 'later':
    case 'gone':
    case undefined:
      // It waits on this device: the line above says so, and the form is ready for another one.
      if (outcome?.kind === 'later') {
        if (outcome.error) host.dispatchEvent(new ParvisErrorEvent(outcome.error));
        host.announce(why(writing.words.now.pending, saver.outbox!.stateOf({ id })));
      }
      saver.letGo();
      state.clear();
      (await drawn(writing)).querySelector('parvis-pending')?.scrollIntoView({ block: 'nearest' });
  }
}

async function confirm(writing: Writing, { draft, intervention }: Outcome & { kind: 'arrived' }) {
  const { host, state, saver } = writing;
  if (intervention) host.dispatchEvent(new ParvisInterventionCreatedEvent(intervention));
  const arrived = host.isConnected && draft.arrived;
  saver.letGo();
  state.clear();
  // Nobody looks at the form any more, or there is more to say than its number: the line says it.
  if (!arrived) return;
  state.arrived = { ...arrived, status: intervention?.status ?? 'requested', missing: draft.photos.length };
  if (!draft.photos.length) saver.outbox?.dismiss(draft.id);
  (await drawn(writing)).querySelector<HTMLElement>('#created')?.focus();
}

/** Says why it was refused: beside the fields, or as a whole. */
export async function showRefusal(writing: Writing, refused: Draft['refused']) {
  const { host, state, words } = writing;
  const { code, errors = [] } = refused ?? {};
  state.errors = Object.fromEntries(errors.map(({ field, code }) => [field, code]));
  state.problem = errors.length ? '' : isThere({ code }) ? words.now.alreadySent : host.sentence({ code });
  if (errors.length) return showErrors(writing);
  const root = await drawn(writing);
  // More than the button that it takes the place of.
  root.querySelector('[part="form"] > .notice[part="message"]')?.scrollIntoView({ block: 'nearest' });
}

/** Unfolds whatever has something wrong in it, and moves to the first. */
export async function showErrors(writing: Writing) {
  const { state } = writing;
  for (const name of Object.keys(state.errors)) {
    const part = partOf(name);
    if (part) await unfold(writing, part);
  }
  const root = await drawn(writing);
  // In the order of the form, which is not that of the refusals.
  const first = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  first?.focus();
  // With its label: browsers do not scroll to a field of which all is in sight but that.
  first?.closest('.field')?.scrollIntoView({ block: 'nearest' });
}
