/** The small shapes that several features share. */
import * as z from 'zod';
import { components } from './components.ts';
import type { FieldCode } from './codes.ts';
import { fieldError, problemCode } from './problem.ts';

/** What a refinement says of a value that it refuses. */
const told = (code: FieldCode) => ({ params: { code } });

/** UUIDv7, made by the application (RFC 9562). */
export const id = z.uuid();

/** Instant: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime({ precision: 3 }).meta({ examples: ['2026-12-03T08:00:00.000Z'] });

/** An instant as programs write it: with an offset, with or without seconds and their fractions. Kept as an `instant`. */
export const anyInstant = z.iso
  .datetime({ offset: true })
  // What is no instant is refused as such, beside this.
  .overwrite((value) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString()))
  // An offset leads out of the years 0 to 9999: such an instant is written otherwise, and stands in no order with others.
  .refine((value) => /^\d{4}-/.test(value), told('invalid'))
  .meta({ examples: ['2026-12-03T08:00:00.000Z', '2026-12-03T09:00:00+01:00'] });

/** Calendar date without a time: ISO 8601. */
export const day = z.iso.date();

/**
 * Text as typed: kept to the character. NUL and lone surrogates are refused because PostgreSQL and
 * UTF-8 cannot hold them (the refusal names the field; nothing is changed in silence).
 */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), told('unstorable'));

/** Without the marks that nobody sees, of direction and of width nothing, which come along with what is pasted. */
export const withoutMarks = (value: string): string => value.replace(/\p{Cf}/gu, '');

/** Whether a text says nothing: spaces, and marks that nobody sees. */
export const isBlank = (value: string): boolean => withoutMarks(value).trim() === '';

/** Text that must say something. */
export const filled = (max: number) => text(max).refine((value) => !isBlank(value), told('required'));

/** Words to look for. A text that is longer is cut, not refused: what somebody pasted is searched by its beginning. */
export const search = z.string().transform((typed) => typed.slice(0, 120));

/** As it was pasted, perhaps with spaces around and marks that nobody sees: kept without. */
export const email = z
  .string()
  .overwrite((typed) => withoutMarks(typed).trim())
  .check(z.email())
  .max(254);

/** A phone number as people write it; checked and formatted by the server for the company's country. */
export const phone = text(40);

export const lang = z.enum(['fr', 'en']);
export type Lang = z.infer<typeof lang>;

/** A label in both languages of the screens. */
export const label = z.object({ fr: filled(120), en: filled(120) });
export type Label = z.infer<typeof label>;

/** True once it is no longer offered; what has it goes on showing its words. Absent otherwise. */
export const retired = z.literal(true).optional();

export const address = z
  .object({
    line1: text(200),
    line2: text(200).default(''),
    postalCode: text(20),
    city: text(120),
    /** ISO 3166-1 alpha-2. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('FR'),
  })
  .register(components, { id: 'Address' });
export type Address = z.infer<typeof address>;

/** The person to ask for on the spot: a copy kept with one intervention, never a record of its own. */
export const contactDetails = z
  .object({
    name: filled(160),
    phone: phone.default(''),
    email: email.or(z.literal('')).default(''),
  })
  .register(components, { id: 'ContactDetails' });
export type ContactDetails = z.infer<typeof contactDetails>;

/** The caller's own identifier, unique per company and resource. */
export const externalId = filled(120);

/** A thing named on another thing's sheet. */
export const ref = z.object({ id, name: z.string() }).register(components, { id: 'Ref' });
export type Ref = z.infer<typeof ref>;

/** Position in a list: opaque, made by the server. */
const cursor = z.string().max(600);
export const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: cursor.optional() };

/** One page of a list. `next` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What a bulk write answers for one row. */
export const rowResult = z
  .object({
    index: z.number().int(),
    externalId: z.string().nullable(),
    outcome: z.enum(['created', 'updated', 'unchanged', 'refused']),
    id: id.nullable(),
    /** Of an intervention: ids of the compulsory fields that the row leaves open. People complete them at the desk. */
    missing: z.array(id).optional(),
    /** Why the row was refused: 5 errors at most, and none after the first 20 refused rows. */
    problem: z.object({ code: problemCode, errors: z.array(fieldError) }).nullable(),
  })
  .register(components, { id: 'RowResult' });
export const batchReply = z.object({ results: z.array(rowResult) }).register(components, { id: 'BatchReply' });
/** The body of a bulk write: 1 to 500 rows. */
export const rows = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row).min(1).max(500) });

/** What a change may say of anything that can be put away. */
export const putAway = {
  /** « Archivé »: out of the desk’s lists, which show it where it is asked for; read, searched and seen by its customer as before. */
  archived: z.boolean().optional(),
  /** « Corbeille »: seen by nobody; `GET /bin` lists it, and `false` takes it out as it was. */
  binned: z.boolean().optional(),
};

/** In a query: `?archived=true`. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** In a query of a list: those that are archived; absent, those that are not. Customers see both, and do not ask. */
export const archived = flag.optional();
