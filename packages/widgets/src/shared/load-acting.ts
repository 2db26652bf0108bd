import { Connection } from './connection.ts';
import { loadChunk } from './load-chunk.ts';

/** Loads what is first used when someone acts. */
export const loadActing = () => loadChunk(Connection.acting!);
