/** `docs/policy.md`: who may call what, and what they reach, as the features declare it. */
import { api, type ApiRoute, type Endpoint } from '@parvis/sdk/contract';
import { everyone, everyScope, type Rule } from './access/policy.ts';
import type { Reach } from './access/scope.ts';
import { features } from './feature-set.ts';
import * as declared from './features.ts';

const intro = `# Who may do what

Made from what the features declare, and tested to be current: run
\`npx vitest run packages/server/src/features --project sqlite -u\` after a change. A contact comes by a link or session of
one scope; they must have the right named behind it, and the part of the portal named must be on for them; a
stakeholder by a link or session to the dossier that they take part in. A member may by
role, or by the right named; an API key as a member of its role and rights. A preview, a member who looks as a contact, reads and does nothing else.
`;

const reachIntro = `## What they reach

Each read carries what its viewer reaches of the table: nothing else is there for them. Members and API keys with the right
\`see_all\` reach what the last column says, others what the one before it does.
`;

const internalIntro = `## What nobody reaches as such

\`audience\`: each entry is told to those who see what it is about; \`credential\`: found by its hash, or one's own;
\`index\`: leads to rows that are reached; \`parent\`: read with the row that it belongs to; \`progress\`: how far a worker
has come; \`public\`: read by everybody who has its address; \`replay\`: answers kept for who asks again.
`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const listed = (all: readonly string[], some: readonly string[], every: string): string =>
  some.length === all.length ? every : some.join(', ');

function whoMay({ open, contact, contactRight, stakeholder, member, right, key, preview }: Rule): string {
  if (open) return 'open';
  return [
    ...(contact
      ? [
          `contacts: ${listed(everyScope, contact, 'every scope')}${contactRight ? `, with \`${contactRight}\`` : ''}${preview ? ', previews too' : ''}`,
        ]
      : []),
    ...(stakeholder ? ['stakeholders'] : []),
    ...(member ? [`members: ${listed(everyone, member, 'all')}`] : []),
    ...(right ? [`members with \`${right}\``] : []),
    ...(key ? ['keys'] : []),
  ].join('; ');
}

const routeRow = (route: string, rule: Rule): string[] => {
  const { summary }: Endpoint = api[route as ApiRoute];
  return [`\`${route}\``, whoMay(rule), rule.part ? `\`${rule.part}\`` : '', beginning(summary)];
};

/** What it does, without what goes wrong and how often. */
const beginning = (summary: string): string => /^.+?(?=[.:;]( |$)| \()/.exec(summary)?.[0] ?? summary;

const reachRow = ({ table: name, part, contact, stakeholder, assignee, seeAll }: Reach): string[] => [
  `\`${name}\``,
  part ? `\`${part}\`` : '',
  contact.summary,
  stakeholder.summary,
  assignee.summary,
  seeAll.summary,
];

export function policyPage(): string {
  const parts = Object.values<{ policy: Record<string, Rule> }>(declared).map(({ policy }, n) => {
    const rows = Object.entries(policy).map(([route, rule]) => routeRow(route, rule));
    const name = Object.keys(declared)[n]!.replace(/Feature$/, '');
    return rows.length > 0 ? [`### ${name}`, table(['route', 'who', 'part', 'what'], rows)] : [];
  });
  const reached = features.reach.map(reachRow).toSorted(byName);
  const internal = Object.entries(features.internal).map(([name, why]) => [`\`${name}\``, `\`${why}\``]);
  return [
    intro,
    '## What they may call',
    ...parts.flat(),
    reachIntro,
    table(['table', 'part', 'contacts', 'stakeholders', 'without `see_all`', 'with it'], reached),
    internalIntro,
    table(['table', 'why'], internal.toSorted(byName)),
  ].join('\n\n');
}

const byName = ([one = '']: string[], [other = '']: string[]): number => (one < other ? -1 : 1);
