import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { askedAgain } from './build/asked-again.ts';
import { elementsForLoader } from './build/elements.ts';
import { takenFromLoader } from './build/in-loader.ts';
import { litAlone } from './build/lit.ts';
import { plainNamespaces } from './build/namespaces.ts';
import { sharedFiles } from './build/shared.ts';
import { minifiedTemplates } from './build/templates.ts';

/*
 * Builds the files that pages embed, into dist/embed: the loader `parvis.js`, one `<element>.js` for each element,
 * and hashed files of what they share. The npm package's modules are made by the TypeScript compiler alone.
 */

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What can be imported as `define/<element>` can be embedded. */
const defined = readdirSync(here('src/define')).map((file) => basename(file, '.ts'));

/** The company's own screens share what they can, but a customer's elements are not shaped by them. */
const isOfCompany = (name: string) => name === 'desk' || name === 'field';
const ofCustomers = defined.filter((name) => !isOfCompany(name));
const elements = [...ofCustomers, ...defined.filter(isOfCompany)];

const entry = (name: string) => here(`src/define/${name}.ts`);
const shared = sharedFiles({
  ofCustomers: ofCustomers.map(entry),
  list: entry('interventions'),
  whole: entry('portal'),
  desk: entry('desk'),
  dossiers: here('src/desk/dossiers/opened.ts'),
  discussion: entry('thread'),
  soon: ['src/shared/common.fr.ts', 'src/shared/viewer-of.ts', '../sdk/src/stream.ts'].map(here),
  beside: [
    'src/shared/care.ts',
    'src/shared/file-address.ts',
    '../sdk/src/live.ts',
    '../sdk/src/refusal.ts',
    '../sdk/src/upload.ts',
  ].map(here),
  opened: here('src/shared/opened.ts'),
  ofLists: [here('../sdk/src/list.ts')],
  acting: here('src/shared/acting.ts'),
});

export default defineConfig({
  root: here('.'),
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    alias: {
      // Lit's file of this name, which is mostly for browsers that we do not show anything in.
      './css-tag.js': here('build/css-tag.ts'),
      // As elements import it. The loader, which does ask, has another path to it.
      './supported.ts': here('build/supported.ts'),
    },
  },
  plugins: [
    litAlone(),
    minifiedTemplates(),
    shared.plugin,
    plainNamespaces(),
    takenFromLoader(['src/loader.ts', 'src/intervention/first-field.ts'].map(here), 'parvis.js'),
    askedAgain(),
    elementsForLoader(ofCustomers, 'parvis.js'),
  ],
  build: {
    outDir: 'dist/embed',
    target: 'es2022',
    // Beside the files, for whoever reads their errors; the line that names each would be loaded by every customer.
    sourcemap: 'hidden',
    license: { fileName: 'licenses.md' },
    // Library mode: application mode adds a preload helper to every dynamic import.
    lib: {
      entry: {
        parvis: here('src/loader.ts'),
        ...Object.fromEntries(elements.map((name) => [name, entry(name)])),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      // What is read is read for what it gives: the minifier may put it where it is used.
      treeshake: { propertyReadSideEffects: false },
      // Entries only register: others may share their chunk without a facade in front of it.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].[hash:7].js',
        // Names stand in several files: figures of sixteen take fewer bits.
        hashCharacters: 'hex',
        // Licences are gathered in a file; other comments have nothing to say here.
        comments: false,
        codeSplitting: { groups: shared.groups },
        // Library mode leaves white space in ES modules unless told so.
        minify: true,
      },
    },
  },
});
