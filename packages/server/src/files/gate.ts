/** Lets so many run at a time; the others wait their turn. */
export const gate = (width: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Out>(task: () => Promise<Out>): Promise<Out> => {
    if (running < width) running += 1;
    // Whoever leaves hands the place over: the count stays.
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
