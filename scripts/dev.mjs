/** `npm run dev`: the demo company, with server and widgets made anew at each change of their sources. */
import { buildEmbed } from './build.mjs';
import { run } from './setup.mjs';

await buildEmbed();

const server = [
  '--watch',
  '--conditions=source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
];
const codes = await Promise.all([
  run('vite', ['build', '--config', 'packages/widgets/vite.config.ts', '--watch', '--logLevel', 'warn']),
  run('node', [...server, 'packages/server/bin/parvis.mjs', 'demo', ...process.argv.slice(2)]),
]);
process.exitCode = Math.max(...codes);
