#!/usr/bin/env node
// Plain JavaScript that even an old Node can read: it must get far enough to say that it is too old.
// (better-sqlite3 would end an older Node by a segmentation fault, without a word.)
const [major, minor] = process.versions.node.split('.').map(Number);
if (!(major > 22 || (major === 22 && minor >= 14)) || Number(process.versions.napi) < 10) {
  console.error(`Parvis needs Node 22.14 or newer, this is ${process.version}: please install a current Node.`);
  process.exit(1);
}

// The sources run as they are; these flags are what Node needs for that, in worker threads too.
const flags = ['--conditions=source', '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

// glibc gives each thread a heap of its own, and pictures drawn in several of them leave holes everywhere: a third of what
// the server weighs after the first hundred.
const env = { MALLOC_ARENA_MAX: '2', ...process.env };

const { fileURLToPath } = await import('node:url');

if (flags.every((flag) => process.execArgv.includes(flag))) {
  const { enableCompileCache } = await import('node:module');
  // What was compiled once is not compiled at the next start: half of its time. Not in the common temporary folder, where
  // others could put what we then run.
  enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)));
  await import('./resolve.mjs');
  const { main } = await import('../src/cli.ts');
  await main();
} else {
  const args = [...process.execArgv, ...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  if (process.execve) {
    // The same process goes on under the flags, so signals, exit code and terminal need no relaying.
    process.execve(process.execPath, [process.execPath, ...args], env);
  } else {
    // Windows, and Node 22.14.
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, args, { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
  }
}
