/** Stands for `shared/supported.ts` in the elements that pages embed: the loader and our own pages have asked before. */
export const isSupported = true;
export const refuse = async () => {};
