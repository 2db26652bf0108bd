import type { Plugin } from 'vite';

const load = /\(\) => import\((["'`][^"'`]+["'`])\)/g;

/**
 * Lets every file that is loaded when it is first used be asked for under another address (shared/load-chunk.ts). What stands in
 * one file with others is taken out of it by what the bundler writes behind the `import()`: only there can the address differ.
 */
export function askedAgain(): Plugin {
  return {
    name: 'parvis:asked-again',
    renderChunk: (code) => ({
      code: code.replace(load, (_, file: string) => `(query = "") => import(${file} + query)`),
      // No line comes or goes.
      map: null,
    }),
  };
}
