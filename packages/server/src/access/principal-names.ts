import { eq } from 'drizzle-orm';
import { prepared, type Store } from '../store/store.ts';

/** Names of the company's members by principal (`member:<id>`), to show who did something. */
export const principalNames = async ({ read, t }: Store, companyId: string): Promise<Map<string, string>> => {
  const found = await prepared(read, 'member.names', (ph) =>
    read
      .select({ id: t.members.id, name: t.members.name })
      .from(t.members)
      .where(eq(t.members.companyId, ph('companyId'))),
  )({ companyId });
  return new Map(found.map(({ id, name }) => [`member:${id}`, name]));
};
