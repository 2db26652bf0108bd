/** `npm run storybook`, and `node scripts/storybook.mjs build` for a static copy in storybook-static. */
import { join } from 'node:path';
import { root, run } from './setup.mjs';

const args =
  process.argv[2] === 'build' ? ['build', '--quiet'] : ['dev', '--port', '6006', '--host', '127.0.0.1', '--no-open'];

// The tables of attributes, events and parts come from the comments in the classes.
const code = await run('cem', ['analyze', '--quiet'], { cwd: join(root, 'packages', 'widgets') });
process.exitCode = code || (await run('storybook', [...args, '--disable-telemetry']));
