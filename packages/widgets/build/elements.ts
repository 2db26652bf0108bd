import type { Plugin, Rolldown } from 'vite';

/**
 * Tells the loader what to fetch. In `loader.ts` the name `__PARVIS_ELEMENTS__` stands for a record from each element's
 * name to the shared files it imports: the loader fetches them side by side with the element's own file, where the
 * browser would find them only after that file has arrived, one round trip later.
 */
export function elementsForLoader(names: readonly string[], loader: string): Plugin {
  return {
    name: 'parvis:elements-for-loader',
    generateBundle(_options, bundle) {
      const elements = Object.fromEntries(
        names.map((name) => [`parvis-${name}`, importedFiles(bundle, `${name}.js`, loader)]),
      );
      const chunk = chunkOf(bundle, loader);
      if (!chunk.code.includes('__PARVIS_ELEMENTS__')) this.error(`${loader} does not use __PARVIS_ELEMENTS__`);
      chunk.code = chunk.code.replace('__PARVIS_ELEMENTS__', JSON.stringify(elements));
    },
  };
}

/** What a file imports statically, without its ending; itself and the loader, which is there, left out. */
function importedFiles(bundle: Rolldown.OutputBundle, file: string, loader: string): string[] {
  const found = new Set([file]);
  for (const each of found) for (const imported of chunkOf(bundle, each).imports) found.add(imported);
  for (const each of [file, loader]) found.delete(each);
  return [...found].map((name) => name.replace(/\.js$/, ''));
}

function chunkOf(bundle: Rolldown.OutputBundle, file: string): Rolldown.OutputChunk {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk') throw new Error(`${file} was not built`);
  return chunk;
}
