/** Runs in each desk that is watched: notes how long each frame takes, and scrolls as far as there is anything. */
globalThis.frames = [];

let before = performance.now();
requestAnimationFrame(function look(now) {
  globalThis.frames.push(now - before);
  before = now;
  requestAnimationFrame(look);
});

/** So many pixels a frame, until for two seconds there are no more. */
globalThis.scrollThrough = async (pixels) => {
  const page = document.scrollingElement;
  for (let still = 0; still < 120;) {
    await new Promise(requestAnimationFrame);
    const at = page.scrollTop;
    page.scrollBy({ top: pixels, behavior: 'instant' });
    still = page.scrollTop === at ? still + 1 : 0;
  }
};
