/** Reads the comments of the classes into custom-elements.json, for editors, Storybook and framework wrappers. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/testing/**', 'src/**/*.{fr,en}.ts', 'src/**/*.styles.ts', 'src/loader.ts'],
  outdir: '.',
  litelement: true,
  plugins: [onlyWhatIsTold()],
};

/**
 * The analyzer takes every reactive property for an attribute, an element's inner state too, and every event that is made
 * for one that is named: only those that the class comment tells of are public.
 */
function onlyWhatIsTold() {
  const told = ({ name, description }) => name && description;
  return {
    name: 'only-what-is-told',
    packageLinkPhase({ customElementsManifest }) {
      for (const declaration of customElementsManifest.modules.flatMap(({ declarations }) => declarations ?? [])) {
        for (const kind of ['attributes', 'events']) declaration[kind] &&= declaration[kind].filter(told);
      }
    },
  };
}
