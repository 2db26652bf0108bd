import { Connection } from './connection.ts';
import { part } from './part.ts';

/** Loads what is first used when someone acts. */
export const later = () => part(Connection.acting!);
