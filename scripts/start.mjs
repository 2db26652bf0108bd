/** `npm start`: builds the widgets where they changed, then serves the demo company. */
import { fileURLToPath } from 'node:url';
import { buildEmbed } from './build.mjs';

await buildEmbed();

// From here on this process is the server.
const parvis = new URL('../packages/server/bin/parvis.mjs', import.meta.url);
process.argv = [process.execPath, fileURLToPath(parvis), 'demo', ...process.argv.slice(2)];
await import(parvis.href);
