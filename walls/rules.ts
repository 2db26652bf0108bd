/** Who may import whom, as dependency-cruiser asks for it. Each name is the beginning of the sentence that a broken rule says. */
import type { IRegularForbiddenRuleType } from 'dependency-cruiser';
import { rooms } from './rooms.ts';

const server = '^packages/server/src/';
const tests = String.raw`\.test\.ts$|testing\.ts$|/testing/`;
const escaped = (path: string) => path.replaceAll('.', String.raw`\.`) + (path.endsWith('/') ? '' : '$');

const forbidden = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({ name, comment, severity: 'error', from, to });

const packages = [
  forbidden(
    'contract',
    'the contract imports zod and its own files',
    { path: '^packages/sdk/src/contract/' },
    { pathNot: '^packages/sdk/src/contract/|^node_modules/zod/' },
  ),
  forbidden(
    'sdk',
    'the SDK imports the contract and its own files',
    { path: '^packages/sdk/src/', pathNot: tests },
    { path: '^(packages/(server|widgets)|stories|examples|e2e|bench|scripts)/' },
  ),
  forbidden(
    'types-of-the-contract',
    'no byte of zod reaches a browser: of the contract, the SDK and the widgets take types',
    { path: '^packages/(sdk|widgets)/src/', pathNot: `^packages/sdk/src/contract/|${tests}` },
    { path: '^packages/sdk/src/contract/|^node_modules/zod/', dependencyTypesNot: ['type-only'] },
  ),
  forbidden(
    'widgets',
    'what shows does not reach into what decides',
    { path: '^packages/widgets/src/', pathNot: tests },
    { path: '^(packages/server|stories|examples|e2e|bench|scripts)/' },
  ),
  forbidden(
    'server',
    'the server knows the contract alone of what is shown',
    { path: '^packages/server/src/', pathNot: tests },
    { path: '^(packages/(widgets|sdk/src/(?!contract/))|stories|examples|e2e|bench|scripts)/' },
  ),
  forbidden(
    'public-entries',
    'stories and examples import packages by what these export',
    { path: '^(stories|examples)/', pathNot: tests },
    {
      path: '^packages/[^/]+/(src|dist)/',
      pathNot:
        String.raw`^packages/sdk/src/(index|contract/index|member-client|node/index|portal-client|profile)\.ts$|` +
        String.raw`^packages/widgets/src/(index|define|portal/portal|intervention/intervention-form|intervention/interventions|desk/desk|define/[^/]+|testing/[^/]+)\.ts$`,
    },
  ),
  forbidden(
    'tests',
    'tests, and what serves them, are no part of what is served',
    { path: '^packages/', pathNot: tests },
    { path: tests, pathNot: 'node_modules' },
  ),
  forbidden(
    'tests-above',
    'what serves tests in a room reaches no higher than the room; what needs the whole of Parvis stands in testing/',
    { path: `${server}[^/]+/.*testing\\.ts$`, pathNot: `${server}testing/` },
    { path: `${server}(testing/|[^/]*testing\\.ts$)`, pathNot: `${server}feature\\.testing\\.ts$` },
  ),
  forbidden('circle', 'files that import each other are one file, or want a third', {}, { circular: true }),
];

/** A room of the server, and all that stands above it. */
const order = rooms.slice(0, -1).map((room, n) =>
  forbidden(
    `above ${room}`,
    `the server's rooms import what stands below them (walls/rooms.ts)`,
    { path: `${server}${escaped(room)}`, pathNot: String.raw`\.test\.ts$` },
    {
      path: `${server}(${rooms
        .slice(n + 1)
        .map(escaped)
        .join('|')})`,
    },
  ),
);

export const rules = [...packages, ...order];
