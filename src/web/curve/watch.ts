/** Milliseconds between two drawings while points come. */
const EVERY = 800;

/** A drawing that is asked for often and done now and then, never while another is under way. */
export function whileRunning(busy: () => boolean, draw: () => void): () => void {
  let last = 0;
  let waiting = false;
  const due = () => {
    waiting = false;
    if (busy()) {
      ask();
      return;
    }
    last = performance.now();
    draw();
  };
  const ask = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(due, Math.max(30, last + EVERY - performance.now()));
  };
  return ask;
}

/** Calls back when the scheme or the pixel density changes: a canvas does not follow them by itself. */
export function whenLookChanges(callback: () => void): void {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  const watchDensity = () =>
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        callback();
        watchDensity();
      },
      { once: true },
    );
  watchDensity();
}
