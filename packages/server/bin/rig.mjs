// Serves the rig of component tests and stories until it is ended; prints its address. Run by `scripts/rig.mjs`.
import './resolve.mjs';
const { startRig } = await import('../src/testing/rig.ts');
const rig = await startRig();
console.log(rig.url);
process.on('SIGTERM', () => void rig.close().then(() => process.exit(0)));
// Whoever started it is gone.
process.stdin.resume().on('end', () => process.exit(0));
