import type { ErrorCode, FieldCode } from '@parvis/sdk';
import { expect } from '@open-wc/testing';
import { fieldErrorsOf } from '../desk/fields.ts';
import { words as desk } from '../desk/desk.fr.ts';
import { words as outbox } from '../desk/outbox/outbox.fr.ts';
import { words as settings } from '../desk/settings/settings.fr.ts';
import { words as common } from './common.fr.ts';
import { words as photos } from './photos.fr.ts';

type Said =
  | keyof typeof common.problems
  | keyof typeof photos.errors
  | keyof typeof desk.refusals
  | keyof typeof settings.refusals
  | keyof typeof outbox.refusals;
type SaidOfFields = keyof typeof common.fieldErrors | keyof typeof desk.fieldErrors;

/**
 * Why a code has no sentence under its own name. It does not compile when a code of the contract has neither a sentence nor
 * a line here, and not when it has both.
 *
 * - `screen`: a screen of its own meets it, with words of its own
 * - `general`: the reader cannot mend it, and is told that the service does not answer as expected
 * - `program`: no screen sends what it refuses
 */
const unsaid: Record<Exclude<ErrorCode, Said | `http-${number}`>, 'screen' | 'general' | 'program'> = {
  unauthorized: 'screen',
  'link-expired': 'screen',
  'link-invalid': 'screen',
  'viewer-changed': 'screen',
  'invalid-credentials': 'screen',
  'choose-company': 'screen',
  'ticket-ended': 'screen',
  'file-damaged': 'screen',
  'origin-not-allowed': 'general',
  'part-off': 'general',
  preview: 'general',
  'message-too-old': 'screen',
  interrupted: 'general',
  'too-large': 'general',
  'too-many-streams': 'general',
  'request-timeout': 'general',
  invalid: 'general',
  internal: 'general',
  unavailable: 'general',
  'storage-unavailable': 'general',
  malformed: 'program',
  'key-in-browser': 'program',
  'method-not-allowed': 'program',
  'unsupported-media-type': 'program',
  'expectation-failed': 'program',
  'unsupported-order': 'program',
  'has-interventions': 'program',
  'if-match-required': 'program',
  'headers-too-large': 'program',
  'not-ready': 'program',
};

type CodeIn<Key> = Key extends `${string} ${infer Code}` ? Code : Key;
/** The same of fields: these are said as a value that does not fit. Few forms of ours can come to them. */
const unsaidOfFields: Record<Exclude<FieldCode, CodeIn<SaidOfFields>>, true> = {
  'not-a-text': true,
  'not-a-date': true,
  'not-a-choice': true,
  unstorable: true,
  'unknown-field': true,
  repeated: true,
  'in-bin': true,
  'of-another-customer': true,
  'not-of-an-organization': true,
  'unknown-time-zone': true,
  'not-of-this-move': true,
  'not-after-start': true,
  'period-too-long': true,
  'in-the-future': true,
  'no-email': true,
};

describe('a code', () => {
  it('is said by a sentence of its own, or by one for all that have none', () => {
    const said = {
      ...common.problems,
      ...photos.errors,
      ...desk.refusals,
      ...settings.refusals,
      ...outbox.refusals,
    };
    for (const code of Object.keys(unsaid)) expect(said, code).not.to.have.property(code);
    for (const [code, sentence] of Object.entries(said)) expect(sentence, code).to.match(/\.$/);
  });

  it('of a field is said beside it, whatever it is', () => {
    const { fieldErrors } = common;
    const words = { names: ['accent'], own: desk.fieldErrors, common: fieldErrors, sentence: () => '' };
    const says = (code: string) => fieldErrorsOf({ errors: [{ field: 'accent', code }] }, words)['accent'];
    for (const code of Object.keys(unsaidOfFields)) expect(says(code), code).to.equal(fieldErrors.invalid);
    expect(says('too-many')).to.equal(desk.fieldErrors['too-many']);
    expect(says('invalid')).to.equal(desk.fieldErrors['accent invalid']);
  });
});
