/** An address of the page's own site, or a whole one. What `<base>` says is not asked: it may name another origin. */
export const absolute = (address: string): string => {
  const { location } = globalThis as { location?: Location };
  return location ? new URL(address, location.href).href : address;
};
