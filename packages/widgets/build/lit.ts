import type { Plugin } from 'vite';

const litsOwn =
  /[\\/]node_modules[\\/](@lit[\\/]reactive-element|lit-html|lit-element)[\\/](reactive-element|lit-html|lit-element)\.js$/;

/** Where Lit offers itself to polyfills and to hydration, by whatever global the page has of that name, and tells its version. */
const offers = [
  /\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/,
  /\w+\.\w+PolyfillSupport/,
  /\w+\?\.\((\{\w+:\w+\}|\w+,\w+)\)(?=[,;](const|\())/,
  // What decorators would have left: our elements say their properties themselves.
  /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
  /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?\}(?=this\._\$Eh=)/,
  /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/,
];

/** Leaves out of Lit what only decorators, browsers without shadow roots, rendering servers and developers of Lit would use. */
export function litAlone(): Plugin {
  return {
    name: 'parvis:lit-alone',
    enforce: 'pre',
    transform: {
      filter: { id: litsOwn },
      handler(code) {
        let alone = code;
        // As long as before: positions in source maps stay true.
        for (const offer of offers)
          alone = alone.replace(offer, (found) => (found.startsWith('const') ? '' : '0').padEnd(found.length));
        if (/Versions|Support|metadata|Metadata/.test(alone)) this.error('Lit offers itself in another way now');
        return { code: alone, map: null };
      },
    },
  };
}
