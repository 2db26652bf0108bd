/**
 * The rooms of the server, from the ground up: a room imports itself and what stands below it. Folders end in a slash.
 * Tests stand above all, and so does what serves them with the whole of Parvis (`testing/`); what serves them in a room
 * (`*.testing.ts`) reaches no higher than the room.
 */
export const rooms = [
  // What knows nothing of Parvis.
  ['config.ts', 'ids.ts', 'time.ts', 'fold.ts', 'problem.ts', 'phone.ts', 'number.ts', 'named.ts'],
  // The ground: rows, who may reach them, what happened.
  ['store/', 'worker.ts', 'storage/', 'limits.ts', 'access/', 'edit.ts', 'journal/', 'search/'],
  // The ways in and out.
  ['http/', 'batch.ts', 'paging.ts', 'delivery/'],
  // What a feature is handed, and what it declares.
  ['services.ts', 'feature.ts', 'live/', 'server.ts', 'hosted/'],
  // What several features ask of interventions; then who is let in.
  ['work/', 'link/', 'session/', 'key/'],
  // The features.
  ['files/', 'customer/', 'site/', 'equipment/', 'dossier/', 'intervention/', 'field/', 'member/', 'company/'],
  ['outbox/', 'change/', 'portal/'],
  // Put together.
  [
    'features.ts',
    'feature-set.ts',
    'schema.ts',
    'open-store.ts',
    'app.ts',
    'operations/',
    'main.ts',
    'demo/',
    'commands.ts',
    'cli.ts',
  ],
].flat();
