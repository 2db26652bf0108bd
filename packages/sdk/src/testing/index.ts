export { memoryApi, type MemoryApi, type SeenCall } from './memory-api.ts';
export { largeWorld, sampleWorld, singleWorld, type SampleOptions } from './sample.ts';
export { samplePassword } from './session-routes.ts';
export { emptyWorld, idOf, type World } from './world.ts';
