/** Every code with its sentence, as a page for whoever programs against Parvis: `docs/codes.md`, committed. */
import { STATUS_CODES } from 'node:http';
import {
  changeKindNames,
  changeKinds,
  clientCodeNames,
  clientCodes,
  fieldCodeNames,
  fieldCodes,
  problemCodeNames,
  problemCodes,
} from '@parvis/sdk/contract';

export function codesPage(): string {
  const statuses = [...Map.groupBy(problemCodeNames, (code) => problemCodes[code].status)].toSorted(
    ([one], [other]) => one - other,
  );
  const problems = statuses
    .map(
      ([status, codes]) =>
        `### ${status} ${STATUS_CODES[status]}\n\n${list(codes, (code) => problemCodes[code].sentence)}`,
    )
    .join('\n\n');
  return `<!-- Made from packages/sdk/src/contract/codes.ts by packages/server/src/http/openapi.test.ts: change it there. -->

# Codes

Names that programs match on. They are closed lists: the server says nothing else, and the SDK's types know them
(\`ProblemCode\`, \`FieldCode\`, \`ChangeKind\`, \`ErrorCode\`). Which of them a route can answer stands in
[openapi.json](../openapi.json), by status. A later version may add some: treat one that you do not know by its status.

## Problems

\`code\` of a problem document (RFC 9457), and \`ParvisError.code\` in the SDK.

${problems}

### Without an answer of Parvis

The SDK alone says these; \`http-502\` and the like stand for an answer that is no problem document.

${list(clientCodeNames, (code) => clientCodes[code])}

## Fields

\`errors[].code\` of a problem \`invalid\`, and \`ParvisError.errors\` in the SDK.

${list(fieldCodeNames, (code) => fieldCodes[code])}

## Changes

\`kind\` of an entry in \`GET /changes\` and \`GET /live\`.

${list(changeKindNames, (kind) => changeKinds[kind])}
`;
}

const list = <Name extends string>(names: readonly Name[], sentence: (name: Name) => string): string =>
  names.map((name) => `- \`${name}\`: ${sentence(name)}`).join('\n');
