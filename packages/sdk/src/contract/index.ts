/**
 * The contract: what crosses the wire, and nothing else. Imports zod alone.
 * The server mounts `api`; `openapi.json` is generated from it; the SDK takes types, so no byte of zod reaches a browser.
 */
import type { Endpoint } from './endpoint.ts';
import * as features from './features.ts';

type Declared = typeof features;
type ApiOf<Name> = Name extends `${string}Api` & keyof Declared ? Declared[Name] : never;
type All<Each> = (Each extends unknown ? (each: Each) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;

/** Every route of every feature. */
export type Api = { [Route in keyof All<ApiOf<keyof Declared>>]: All<ApiOf<keyof Declared>>[Route] };
export type ApiRoute = keyof Api & string;

const apis = Object.entries(features).flatMap(([name, one]) => (name.endsWith('Api') ? [one] : []));
export const api = Object.assign({}, ...apis) as Api satisfies Record<string, Endpoint>;

export * from './features.ts';
export * from './codes.ts';
export * from './common.ts';
export * from './components.ts';
export type * from './endpoint.ts';
export * from './problem.ts';
