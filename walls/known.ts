/** What still breaks a rule, and why. These lists may only become shorter: what no longer does is to be taken out. */
export const known = [
  // Two files each, of which the second is loaded when it is first needed.
  'packages/sdk/src/live.ts -> packages/sdk/src/stream.ts',
  'packages/widgets/src/shared/care.ts -> packages/widgets/src/shared/connection.ts',
  // Stories that put a connection, or photographs, of their own below an element.
  'stories/customer.ts -> packages/widgets/src/shared/connection.ts',
  'stories/desk.stories.ts -> packages/widgets/src/shared/connection.ts',
  'stories/intervention-form.stories.ts -> packages/widgets/src/shared/photos.ts',
  'stories/intervention-form.stories.ts -> packages/widgets/src/testing/picture.ts',
];

/** Writes to tables of another folder. */
export const knownWrites = [
  // One function writes the rows that people edit, whichever of their tables it is handed by the owner.
  'edit.ts: insert of a table that is not named',
  "access/tokens.ts: update of `keys`, which is key's",
  // Numbers are counted in the company's row, which the same statement locks.
  "customer/customer.rules.ts: update of `companies`, which is company's",
  "delivery/reader.ts: insert of `journalReaders`, which is journal's",
  "delivery/reader.ts: update of `journalReaders`, which is journal's",
  // The demo is made of rows.
  "demo/demo.ts: update of `companies`, which is company's",
  'demo/rows.ts: insert of a table that is not named',
  "intervention/intervention.rules.ts: update of `companies`, which is company's",
  "journal/append.ts: update of `companies`, which is company's",
  "member/profile.rules.ts: update of `sessions`, which is session's",
  "operations/sweep.ts: delete of `idempotency`, which is http's",
  "operations/sweep.ts: delete of `passwordTokens`, which is session's",
  "operations/sweep.ts: delete of `sessions`, which is session's",
  "outbox/outbox.rules.ts: update of `outbox`, which is delivery's",
  "session/link-session.ts: update of `links`, which is link's",
  "session/renewal.rules.ts: insert of `links`, which is link's",
  "session/session.revocation.ts: update of `outbox`, which is delivery's",
  "work/intervention.batch.ts: insert of `backfills`, which is intervention's",
];
