/** Reads the comments of the classes into custom-elements.json, for editors, Storybook and framework wrappers. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/locales/**', 'src/**/*.styles.ts', 'src/loader.ts'],
  outdir: '.',
  litelement: true,
};
