/**
 * Whether a statement says of each table of companies which company's rows it means, by a value of its own: not by what
 * another table's row says, which on a database spread over several machines asks all of them, and not in one branch of
 * an `or`, behind which others' rows would lie open.
 */

/** What a text holds between its parentheses, and theirs in turn. */
interface Group {
  /** Its own words, each group within it a `()`. */
  text: string;
  groups: Group[];
}

/** By the table's name the column that holds the company. */
export type Tenants = ReadonlyMap<string, string>;

/** The names under which the statement asks for tenants' tables without their company. */
export function withoutCompany(sql: string, tenants: Tenants): string[] {
  return queriesIn(grouped(sql)).flatMap((query) => {
    const [inserted] = /^insert into "(\w+)" \(\)/.exec(query.text)?.slice(1) ?? [];
    const asked = tablesIn(query.text).filter(({ table }) => tenants.has(table));
    const said = certain(query);
    return asked.flatMap(({ table, name }) => {
      const column = tenants.get(table)!;
      if (table === inserted) return query.groups[0]!.text.includes(`"${column}"`) ? [] : [name];
      const own = asked.length === 1 ? `("${name}"\\.)?` : `"${name}"\\.`;
      return new RegExp(`(?<![\\w".])${own}"${column}" = (\\?|\\$\\d+)`).test(said) ? [] : [name];
    });
  });
}

/** Literals stay out of the way: what they hold is no SQL. */
function grouped(sql: string): Group {
  const open: Group[] = [{ text: '', groups: [] }];
  for (const token of sql.match(/'(?:[^']|'')*'|[()]|[^'()]+/g) ?? []) {
    const here = open.at(-1)!;
    if (token === '(') {
      const group = { text: '', groups: [] };
      here.text += '()';
      here.groups.push(group);
      open.push(group);
    } else if (token === ')') open.pop();
    else here.text += token.startsWith("'") ? "''" : token;
  }
  return open[0]!;
}

const isQuery = ({ text }: Group): boolean => /^\s*(select|insert|update|delete)\b/i.test(text);

/** The statement and each query within it. */
const queriesIn = (group: Group): Group[] => [
  ...(isQuery(group) ? [group] : []),
  ...group.groups.flatMap((inner) => queriesIn(inner)),
];

const keyword = /^(where|on|left|inner|join|set|order|group|limit|returning|values|default)$/;

function tablesIn(text: string): { table: string; name: string }[] {
  const found = text.matchAll(/\b(?:from|join|into|update)\s+"?(\w+)"?(?:\s+"?(\w+)"?)?/g);
  return [...found].map(([, table, alias]) => ({
    table: table!,
    name: alias === undefined || keyword.test(alias) ? table! : alias,
  }));
}

/** What a query says of all its rows: less its queries, and whatever stands beside an `or` or behind a `not`. */
function certain({ text, groups }: Group): string {
  const isSure = groups.map(
    (_, n) =>
      !/\b(not|when|then|else)\s*$/.test(
        text
          .split('()')
          .slice(0, n + 1)
          .join('()'),
      ),
  );
  const own = /\bor\b/.test(text) ? '' : text;
  return [
    own,
    ...groups.filter((group, n) => isSure[n] && !isQuery(group)).map((group) => (own ? certain(group) : '')),
  ].join(' ');
}
