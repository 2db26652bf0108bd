/**
 * What the database refuses, in one vocabulary for both engines. `code` is stable:
 *
 * - `unique`: a row with these `columns` of `table` exists already
 * - `reference`: the row points at one that does not exist, or is still pointed at
 * - `unavailable`: the database cannot be reached or read
 * - `full`: its disk is full
 * - `read-only`: it does not take writes
 * - `busy`: others held what was needed for too long; trying again may work
 * - `foreign-schema`: it was migrated by another version of Parvis
 * - `failed`: anything else, a mistake of ours
 */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly table: string | undefined;
  readonly columns: readonly string[];

  constructor(
    code: StoreErrorCode,
    message: string,
    details: { table?: string; columns?: string[]; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'StoreError';
    this.code = code;
    this.table = details.table;
    this.columns = details.columns ?? [];
  }
}

export type StoreErrorCode =
  'unique' | 'reference' | 'unavailable' | 'full' | 'read-only' | 'busy' | 'foreign-schema' | 'failed';

/** Whether a write met a row that exists already: `isUnique(error, 'external_id')`. */
export const isUnique = (error: unknown, column?: string): error is StoreError =>
  error instanceof StoreError && error.code === 'unique' && (column === undefined || error.columns.includes(column));

/** The driver's error as a StoreError; an error that is not the database's own comes back as it is. */
export const storeError = (error: unknown): unknown => {
  if (error instanceof StoreError) return error;
  const driver = driverError(error);
  if (!driver) return error;
  const code = [...codes].find(([pattern]) => pattern.test(driver.code))?.[1] ?? 'failed';
  if (code === 'unique') return uniqueError(driver);
  return new StoreError(code, driver.message, { cause: driver });
};

/** PostgreSQL gave one of two transactions up so that the other can finish: the same body may succeed now. */
export const isConflict = (error: unknown): boolean => /^40(001|P01)$/.test(driverError(error)?.code ?? '');

/** A lock was not to be had within the time that the transaction set itself. */
export const isLockTimeout = (error: unknown): boolean => driverError(error)?.code === '55P03';

const codes = new Map<RegExp, StoreErrorCode>([
  [/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$|^23505$/, 'unique'],
  [/^SQLITE_CONSTRAINT_FOREIGNKEY$|^23503$|^23001$/, 'reference'],
  [/^SQLITE_FULL$|^53100$|^ENOSPC$/, 'full'],
  [/^SQLITE_READONLY|^25006$|^EROFS$/, 'read-only'],
  // Lock and statement timeouts, and the conflicts that are left after every new attempt.
  [/^SQLITE_(BUSY|LOCKED)|^55P03$|^57014$|^25P0[34]$|^40(001|P01)$/, 'busy'],
  [/^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL|NOMEM)|^08|^53|^57P|^28|^3D000$|^E[A-Z_]+$/, 'unavailable'],
]);

interface DriverError extends Error {
  code: string;
  table?: string;
  detail?: string;
}

/**
 * The driver's own error under the wrapping of drizzle, whose message repeats the query with its values: those must not
 * reach a log.
 */
const driverError = (error: unknown): DriverError | undefined => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isDriverError(at)) return at;
    // pg and better-sqlite3 say these without a code.
    if (
      /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after|The database connection is not open)/.test(
        at.message,
      )
    )
      return Object.assign(at, { code: 'ECONNECTION' });
    if (at.name === 'DrizzleQueryError' && !(at.cause instanceof Error))
      return Object.assign(new Error('query failed'), { code: '' });
  }
  return undefined;
};

const isDriverError = (error: Error): error is DriverError =>
  'code' in error &&
  typeof error.code === 'string' &&
  (error.code.startsWith('SQLITE_') ||
    (/^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error) ||
    ('syscall' in error && /^E[A-Z_]+$/.test(error.code)));

const uniqueError = (driver: DriverError): StoreError => {
  // "UNIQUE constraint failed: customers.company_id, customers.number"
  const sqlite =
    driver.message
      .split(': ')[1]
      ?.split(', ')
      .map((name) => name.split('.')) ?? [];
  // Key (company_id, number)=(…, 7) already exists: the words around it follow the language of the server.
  const postgres = /\(([^)]*)\)=\(/
    .exec(driver.detail ?? '')?.[1]
    ?.split(', ')
    .map((name) => name.replaceAll('"', ''));
  const table = driver.table ?? sqlite[0]?.[0];
  const columns = driver.code === '23505' ? (postgres ?? []) : sqlite.flatMap(([, column]) => column ?? []);
  return new StoreError('unique', `${table} has a row with the same ${columns.join(', ')}`, {
    ...(table !== undefined && { table }),
    columns,
    cause: driver,
  });
};
