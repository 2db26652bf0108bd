/** Mails by whom they are to or about: a customer as customers are searched, a member by name or e-mail. */
import { eq, inArray, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { tokenize } from '../fold.ts';
import type { Finders } from '../search/search.finder.ts';
import type { SearchedKind } from '../search/search.kind.ts';
import { searchFor, type Search } from '../search/search.rules.ts';
import { prepared, type Reader, type Schema, type Store } from '../store/store.ts';

/** More members who are called so are no answer to a question. */
const mostMembers = 32;

export interface MailSearch {
  /** In the name of the prepared query. */
  shape: string;
  where(db: Reader, t: Schema, ph: (name: string) => Placeholder): SQL;
  values: Record<string, string>;
}

/** For mails about one customer's people, or to a member, found by these words. */
export async function searchMails(
  store: Store,
  companyId: string,
  { customer: { searched } }: Finders,
  asked: string[],
): Promise<MailSearch> {
  const [customers, members] = await Promise.all([
    searchFor(store, companyId, searched, asked, { mayGather: true }),
    membersCalled(store, companyId, asked),
  ]);
  const named = padded(members).map((id, n) => [`member${n}`, `member:${id}`] as const);
  return {
    shape: `${customers.shape}m${named.length}`,
    where: (db, t, ph) => {
      const about = sql`${t.outbox.customerId} in ${customersFound(db, t, ph, searched, customers)}`;
      const names = named.map(([name]) => ph(name));
      return names.length === 0 ? about : sql`(${about} or ${inArray(t.outbox.recipient, names)})`;
    },
    values: { ...customers.values, ...Object.fromEntries(named) },
  };
}

function customersFound(
  db: Reader,
  t: Schema,
  ph: (name: string) => Placeholder,
  { rows }: SearchedKind,
  search: Search,
) {
  const found = search.from?.(db, t, ph);
  const { id, companyId } = rows(t);
  const start = found
    ? db
        .select({ id })
        .from(found)
        .innerJoin(rows(t), search.isFound(found, t, ph))
        .$dynamic()
    : db.select({ id }).from(rows(t)).$dynamic();
  return start.where(sql`${eq(companyId, ph('words'))} and ${search.where(db, t, ph)}`);
}

/** Members are few: they are read, not indexed. */
async function membersCalled({ read, t }: Store, companyId: string, asked: string[]): Promise<string[]> {
  const all = await prepared(read, 'outbox.members', (ph) =>
    read
      .select({ id: t.members.id, name: t.members.name, email: t.members.email })
      .from(t.members)
      .where(eq(t.members.companyId, ph('companyId'))),
  )({ companyId });
  const called = all.filter(({ name, email }) => {
    const words = tokenize(`${name} ${email}`);
    return asked.every((word) => words.some((each) => each.startsWith(word)));
  });
  return called.slice(0, mostMembers).map(({ id }) => id);
}

/** To 1, 2, 4, 8 …, the last one repeated: few different queries, each prepared once. */
function padded(ids: string[]): string[] {
  if (ids.length === 0) return [];
  const size = 2 ** Math.ceil(Math.log2(ids.length));
  return [...ids, ...Array.from({ length: size - ids.length }, () => ids.at(-1)!)];
}
