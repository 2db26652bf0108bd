/** The sample company, another one of the same kind for each test. */
export * from '../../../sdk/src/worlds.testing.ts';
