/**
 * drizzle finds out for each cell anew what kind of column it is: on a list that costs a third of the whole query.
 * For flat rows (no joined tables under their own names) this writes the mapping down once, as code.
 */
import { Column, is, noopDecoder, SQL, Subquery, type DriverValueDecoder } from 'drizzle-orm';

type Decoder = DriverValueDecoder<unknown, unknown>;
interface Field {
  path: string[];
  field: unknown;
}

/** Makes a prepared drizzle query map its rows faster; `fields` and `customResultMapper` are drizzle's own, held by a test. */
export const mapRows = <Query extends object>(query: Query): Query => {
  const inner = query as { fields?: Field[]; customResultMapper?: unknown };
  if (inner.fields?.every(({ path }) => path.length === 1) && !inner.customResultMapper)
    inner.customResultMapper = rowMapper(inner.fields);
  return query;
};

const rowMapper = (fields: Field[]): ((rows: unknown[][]) => unknown[]) => {
  const decoders = fields.map(({ field }) => decoderOf(field));
  const cells = fields.map(({ path }, n) => {
    const value = decoders[n]
      ? `row[${n}] === null ? null : decoders[${n}].mapFromDriverValue(row[${n}])`
      : `row[${n}]`;
    return `${JSON.stringify(path[0])}: ${value}`;
  });
  // An object literal gives every row the same shape, which loops over keys do not. The names are those of our own code.
  // oxlint-disable-next-line typescript/no-implied-eval -- measured: 8 % of a list of 25
  const make = new Function('decoders', `return (rows) => rows.map((row) => ({ ${cells.join(', ')} }));`);
  return make(decoders) as (rows: unknown[][]) => unknown[];
};

/** None when the value is taken as it comes. */
const decoderOf = (field: unknown): Decoder | undefined => {
  const decoder = is(field, Column)
    ? field
    : is(field, Subquery)
      ? (field._.sql as unknown as { decoder: Decoder }).decoder
      : ((is(field, SQL) ? field : (field as { sql: SQL }).sql) as unknown as { decoder: Decoder }).decoder;
  const plain = decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue || decoder === noopDecoder;
  return plain ? undefined : decoder;
};
