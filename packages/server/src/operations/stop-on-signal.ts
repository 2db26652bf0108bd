/** How a command that goes on ends: in its own time, and within ten seconds whatever hangs. */

/** Milliseconds; who runs us (systemd, Docker) waits for ten seconds and more. */
const longestStop = 9_500;

/**
 * Ends the process by `stop` on SIGTERM or SIGINT, at once on a second one. `process.exit` would wait for the threads of
 * libuv's pool, and these for a picture or a name server, without a timer to end it: so the process ends when nothing is
 * left to do (code 0; 1 when `stop` failed), and is killed when something is by then. What was acknowledged is on disk, as
 * it is under any kill.
 */
export function stopOnSignal(stop: () => Promise<void>, longest = longestStop): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) kill();
    stopping = true;
    setTimeout(kill, longest).unref();
    stop().then(
      () => (process.exitCode = 0),
      () => (process.exitCode = 1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
}

const kill = (): void => void process.kill(process.pid, 'SIGKILL');
