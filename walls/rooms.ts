/**
 * The rooms of the server, from the ground up: a room imports itself and what stands below it. Folders end in a slash.
 * Tests stand above all, and so does what serves them with the whole of Parvis (`testing/`); what serves them in a room
 * (`*.testing.ts`) reaches no higher than the room.
 */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

const server = join(import.meta.dirname, '../packages/server/src');

/** Features that no other one asks anything of: they stand above those that are named here, and need no line. */
const shown = (named: readonly string[]) =>
  globSync('*/*.feature.ts', { cwd: server })
    .flatMap((path) => (named.includes(`${dirname(path)}/`) ? [] : [`${dirname(path)}/`]))
    .toSorted();

type Storey = readonly [rooms: readonly string[], what: string];
const below: readonly Storey[] = [
  [
    ['config.ts', 'ids.ts', 'time.ts', 'fold.ts', 'problem.ts', 'phone.ts', 'number.ts', 'named.ts'],
    'what knows nothing of Parvis',
  ],
  [
    ['store/', 'worker.ts', 'storage/', 'limits.ts', 'access/', 'edit.ts', 'journal/', 'search/'],
    'rows, who may reach them, what happened',
  ],
  [['http/', 'batch.ts', 'paging.ts', 'delivery/'], 'the ways in and out'],
  [['services.ts', 'feature.ts'], 'what a feature declares, and is handed'],
  [['live/', 'server.ts', 'hosted/'], 'pages, sockets, streams'],
  [['work/'], 'what several ask of interventions and dossiers'],
  [['link/', 'session/', 'key/'], 'who is let in'],
  [
    ['files/', 'customer/', 'site/', 'equipment/', 'dossier/', 'intervention/', 'field/', 'member/', 'company/'],
    'what others keep',
  ],
];

const above: readonly Storey[] = [
  [['features.ts', 'feature-set.ts', 'schema.ts', 'open-store.ts', 'app.ts', 'operations/'], 'put together'],
  [['main.ts', 'demo/', 'commands.ts', 'cli.ts'], 'what is run'],
];

const features = shown(below.flatMap(([each]) => each));
const storeys: readonly Storey[] = [...below, [features, 'features that nobody asks'], ...above];

export const rooms = storeys.flatMap(([each]) => each);

/** As `docs/architecture.md` has them: from the roof down. */
export const drawing = storeys
  .map(([each, what]) => `${each.toReversed().join(' ').padEnd(90)}  ${what}`)
  .toReversed()
  .join('\n');
