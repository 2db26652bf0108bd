/** Work of which there is one at a time, company by company in turn. */

/**
 * Companies take turns: one that sends a hundred pictures delays another's single one by the task at hand. One at a time,
 * because each thread that draws keeps the memory it took: 24 photographs of 48 megapixels weigh 260 MB in all, by two 390.
 */
export function fairQueue() {
  // In the order of whose turn it is.
  const companies = new Map<string, (() => void)[]>();
  let isBusy = false;

  const beginNext = (): void => {
    const [turn] = companies;
    if (isBusy || !turn) return;
    const [companyId, [begin, ...others]] = turn;
    companies.delete(companyId);
    if (others.length > 0) companies.set(companyId, others);
    isBusy = true;
    begin!();
  };

  return async <Out>(companyId: string, task: () => Promise<Out>): Promise<Out> => {
    await new Promise<void>((begin) => {
      companies.set(companyId, [...(companies.get(companyId) ?? []), begin]);
      beginNext();
    });
    try {
      return await task();
    } finally {
      isBusy = false;
      beginNext();
    }
  };
}
