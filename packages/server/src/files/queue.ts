/** Work that takes much memory: so much of it at a time, one company after the other. */

interface Waiting {
  weight: number;
  begin: () => void;
}

/**
 * Runs tasks while `budget` (bytes, as their weights) lasts and no more than `width` at a time. Companies take turns: one
 * that sends a hundred pictures delays another's single one by the task at hand. What weighs more than all there is runs
 * alone.
 */
export function fairQueue({ budget, width }: { budget: number; width: number }) {
  // In the order of whose turn it is.
  const companies = new Map<string, Waiting[]>();
  let running = 0;
  let free = budget;

  const beginNext = (): void => {
    for (const [companyId, tasks] of companies) {
      const [{ weight, begin }, ...others] = tasks as [Waiting, ...Waiting[]];
      // Nobody overtakes whoever waits for the memory: large pictures would never have their turn.
      if (running >= width || weight > free) return;
      companies.delete(companyId);
      if (others.length > 0) companies.set(companyId, others);
      running += 1;
      free -= weight;
      begin();
    }
  };

  return async <Out>(companyId: string, weighs: number, task: () => Promise<Out>): Promise<Out> => {
    const weight = Math.min(weighs, budget);
    await new Promise<void>((begin) => {
      companies.set(companyId, [...(companies.get(companyId) ?? []), { weight, begin }]);
      beginNext();
    });
    try {
      return await task();
    } finally {
      running -= 1;
      free += weight;
      beginNext();
    }
  };
}
