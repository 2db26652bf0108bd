import type { Plugin } from 'vite';

/**
 * Has elements take from the loader, which every page has loaded before, what it carries (`src/in-loader.ts`): written twice
 * it would be an eighth of what a form weighs. `loader` are the modules that stand in it, `file` is what is built of them.
 */
export function takenFromLoader(loader: readonly string[], file: string): Plugin {
  return {
    name: 'parvis:taken-from-loader',
    enforce: 'pre',
    resolveId: {
      filter: { id: /[\\/]in-loader\.ts$/ },
      handler: (_source, importer) => (loader.includes(importer ?? '') ? null : { id: `./${file}`, external: true }),
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk') chunk.imports = chunk.imports.map((name) => name.replace(/^\.\//, ''));
    },
  };
}
