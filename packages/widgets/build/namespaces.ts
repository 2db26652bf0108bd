import type { Plugin } from 'vite';

const imported = /^import \{ \w+ as __exportAll \} from ["'][^"']*["'];$/m;
const made = /(?:\/\* @__PURE__ \*\/ )?__exportAll\((\{[^}]*\})\)/g;
const getter = /(\w+): \(\) => ([\w$]+)/g;

/**
 * Writes what `import()` answers with as it is. Of modules that are asked for and stand in one file, the bundler makes
 * objects by a helper, and of the helper a file of its own: one more that every page would wait for.
 */
export function plainNamespaces(): Plugin {
  return {
    name: 'parvis:plain-namespaces',
    renderChunk(code) {
      if (!imported.test(code)) return null;
      // No line comes or goes: positions in source maps stay true.
      const plain = code
        .replace(imported, '')
        .replace(made, (_, object: string) => object.replace(getter, 'get $1() { return $2 }'));
      if (plain.includes('__exportAll')) this.error('something else uses the helper');
      return { code: plain, map: null };
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const helper = chunks.find(({ moduleIds }) => moduleIds.join() === '\0rolldown/runtime.js');
      if (!helper) return;
      if (chunks.some(({ code }) => code.includes(helper.fileName))) this.error('something else needs the helper');
      delete bundle[helper.fileName];
      for (const chunk of chunks) chunk.imports = chunk.imports.filter((name) => name !== helper.fileName);
    },
  };
}
