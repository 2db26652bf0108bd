import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config.ts';

/** One line of JSON for each thing worth knowing, on standard error: standard output is for facts that a person or program asked for. */
export const createLog = (level: LogLevel): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
