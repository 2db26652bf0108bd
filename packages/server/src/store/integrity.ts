/**
 * The integrity of a database file: one that lost its content looks to SQLite like one that was never written, and is begun
 * anew, as if there had been no company. Beside each file lies a mark that there was a database.
 */
import { existsSync, openSync, readSync, closeSync, statSync, writeFileSync } from 'node:fs';
import { StoreError } from './errors.ts';

const markOf = (file: string): string => `${file}.mark`;

/** Says, from now on, that there is a database at this place. */
export const markCreated = (file: string): void => {
  try {
    writeFileSync(
      markOf(file),
      'There is a Parvis database beside this file: without it, nothing is begun anew here.\n',
      {
        flag: 'wx',
      },
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

/** Raises `unavailable` where there was a database, and its file is gone, empty or cut off. To be asked before SQLite is. */
export const assertIntact = (file: string): void => {
  const size = sizeOf(file);
  const written = sizeOf(`${file}-wal`);
  const wasMade = existsSync(markOf(file)) || written > 0;
  const sentence =
    size === 0 && wasMade
      ? `is ${existsSync(file) ? 'empty' : 'gone'}`
      : written === 0 && size > 0 && size < sizeByHeader(file)
        ? 'is cut off'
        : null;
  if (sentence === null) return;
  throw new StoreError(
    'unavailable',
    `the database at ${file} ${sentence}: restore a backup, or remove ${markOf(file)} and what else begins with this name to begin anew`,
  );
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** How long the file says that it is (https://sqlite.org/fileformat.html#in_header_database_size); 0 where it says nothing. */
const sizeByHeader = (file: string): number => {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header) < header.length) return Infinity;
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return 0;
  const isValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const page = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  return isValid ? header.readUInt32BE(28) * page : 0;
};
