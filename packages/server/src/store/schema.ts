import type { Kit } from './kit.ts';

/**
 * The tables of every feature, known here by their type alone: `src/schema.ts`, above the features, adds what it makes to
 * this declaration, and whoever opens a store hands it that.
 */
export interface Tables {}
/** An object's type and no interface: one may go through it, table by table. */
export type Schema = Pick<Tables, keyof Tables>;

/** Makes the tables for one database. */
export type MakeTables = (kit: Kit) => Schema;
