const longestMs = 10_000;

/** Waits before another try, the longer the more there were; not once the signal aborts. */
export function pause(tries: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(100 * 2 ** tries, longestMs) * (0.5 + Math.random() / 2));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
