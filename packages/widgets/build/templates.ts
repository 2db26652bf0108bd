import { minifyHTMLLiterals } from 'minify-literals';
import type { Plugin } from 'vite';

/** Nothing that could change what is drawn: white space shrinks to one space, and vanishes beside blocks alone. */
const html = {
  conservativeCollapse: false,
  // In SVG the slash closes; without it the next shape is drawn inside this one, which shows nothing.
  keepClosingSlash: true,
  decodeEntities: false,
  removeEmptyAttributes: false,
  removeDefaultTypeAttributes: false,
  minifyJS: false,
};

/** Takes the indentation out of `html`, `svg` and `css` templates: minifiers of JavaScript leave strings as they are. */
export function minifiedTemplates(): Plugin {
  return {
    name: 'parvis:minified-templates',
    // Before the types are erased, so that positions in source maps stay true.
    enforce: 'pre',
    transform: {
      filter: { id: /[\\/]packages[\\/]widgets[\\/]src[\\/].*\.ts$/ },
      async handler(code, fileName) {
        // It vanishes at the ends of a template, too, whatever stands around it.
        const spaced = /\bhtml` [^`]*`|\bhtml`[^`\n]* `/.exec(code);
        if (spaced) throw new Error(`${fileName}: a space at the end of a template is lost: ${spaced[0]}`);
        const result = await minifyHTMLLiterals(code, { fileName, html });
        return result && { code: result.code, map: result.map?.toString() };
      },
    },
  };
}
