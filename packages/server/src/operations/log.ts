import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config.ts';
import { LineWriter, standardError } from './line-writer.ts';

/** One for all logs of the process: what one of them dropped is counted once. */
let lines: LineWriter | undefined;

/** One line of JSON for each thing worth knowing, on standard error: standard output is for facts that a person or program asked for. */
export const createLog = (level: LogLevel): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, (lines ??= new LineWriter(standardError())));
