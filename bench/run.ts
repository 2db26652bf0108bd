/**
 * `npm run bench` measures all; `npm run bench -- list creates` those two. Ratios only: figures of this machine say nothing
 * about another. Sizes are held by the tests (`weight.test.ts`), not here.
 */
import { creates } from './creates.ts';
import { desks } from './desks.ts';
import { growth } from './growth.ts';
import { list } from './list.ts';
import { memory } from './memory.ts';
import { overview } from './overview.ts';
import { page } from './page.ts';
import { streams } from './streams.ts';
import { print } from './table.ts';

const all = { list, overview, creates, growth, streams, memory, page, desks };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(all)) {
  if (asked.length === 0 || asked.includes(name)) print(await run());
}
