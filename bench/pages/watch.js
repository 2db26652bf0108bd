/**
 * Runs in each measured page before anything else: notes when the page can be used, how long its main thread was blocked,
 * and how far its content jumped. `ready` on the page itself says what « can be used » means there.
 */
globalThis.watched = { ready: 0, tasks: [], shift: 0 };

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries())
    globalThis.watched.tasks.push([startTime, startTime + duration]);
}).observe({ type: 'longtask', buffered: true });
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) globalThis.watched.shift += value;
}).observe({ type: 'layout-shift', buffered: true });

requestAnimationFrame(function look() {
  if (globalThis.ready?.()) globalThis.watched.ready = performance.now();
  else requestAnimationFrame(look);
});
