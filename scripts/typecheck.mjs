/** Checks the types of each package and of what lies at the root, side by side; exits 1 when any has errors. */
import { run } from './setup.mjs';

/** Of itself it checks with four at once, each of which checks anew what its files share: three times the work. */
const once = ['--checkers', '1'];
const projects = ['packages/sdk', 'packages/server', 'packages/widgets', 'bench', 'examples/react', '.'];
const codes = await Promise.all(projects.map((project) => run('tsc', ['-p', project, ...once])));
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
