export { memoryApi, type MemoryApi, type SeenCall } from './memory-api.ts';
export { largeWorld, sampleWorld, singleWorld, type SampleOptions } from '../samples/company.ts';
export { samplePassword } from './session-routes.ts';
export { emptyWorld, idOf, type World } from '../samples/world.ts';
