/**
 * What screens say of codes, typed by the closed lists of the contract: a sentence for what is no code does not compile.
 * Types alone. Which codes have none, and why, stands in `sentences.test.ts`.
 */
import type { ErrorCode, FieldCode } from '@parvis/sdk';

/** By the code of what failed; `other` is said of all that has no sentence of its own. */
export type Sentences = Partial<Record<ErrorCode | 'other', string>>;

/** By the code of a field, or by its name and code (`email invalid`). */
export type FieldSentences = Partial<Record<FieldCode | `${string} ${FieldCode}`, string>>;

/** Of a photo; `unreadable`: the device itself no longer has it. */
export type PhotoSentences = Sentences & { unreadable?: string };
/** What a photo can be refused for. */
export type PhotoCode = keyof PhotoSentences;
