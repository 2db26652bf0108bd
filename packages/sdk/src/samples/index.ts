/** Believable data in the shapes of the wire, for stubs and stories: plain objects, checked against the contract. */
export { largeWorld, sampleWorld, singleWorld, type SampleOptions } from './company.ts';
export { emptyWorld, idOf, type World } from './world.ts';
export { samples } from './shapes.ts';
