// Halves every start. Node parses a package's package.json anew for each file of it, and for each import of it, only to learn
// where it lies and that it is a module: of the 130 kB of drizzle's `exports` alone that was more than all else together.
// https://github.com/nodejs/node/blob/main/lib/internal/modules/package_json_reader.js
import * as loader from 'node:module';

const packages = new URL('../../', import.meta.url).href;

/** Where an import of a package leads, which is the same for all sources of one of ours. */
const found = new Map();

// From Node 22.15; before, all is imported as slowly as ever.
loader.registerHooks?.({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions } = context;
    if (!conditions.includes('import')) return next(specifier, context);
    const isRelative = specifier.startsWith('.');
    const at = (format) => ({ url: new URL(specifier, parentURL).href, format, shortCircuit: true });
    if (isRelative && parentURL.includes('/node_modules/drizzle-orm/') && specifier.endsWith('.js'))
      return at('module');
    const source = parentURL.startsWith(packages) ? parentURL.slice(packages.length) : '';
    // What lies in a package's own node_modules may have others of the same names.
    if (!source || source.includes('node_modules/')) return next(specifier, context);
    if (isRelative) return specifier.endsWith('.ts') ? at('module-typescript') : next(specifier, context);
    const key = `${source.split('/', 1)[0]} ${specifier}`;
    const known = found.get(key) ?? next(specifier, context);
    found.set(key, known);
    return { ...known, shortCircuit: true };
  },
});
