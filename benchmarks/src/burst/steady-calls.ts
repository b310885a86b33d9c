/** Calls that are made at a steady rate while something else goes on. */
export interface SteadyCalls {
  /** Makes no more; gives how long each took, in milliseconds, shortest first. */
  stop(): Promise<number[]>;
}

/** Starts a call every so often, whether or not the one before has been answered: a slow answer does not lower the rate. */
export function callSteadily(everyMs: number, call: () => Promise<void>): SteadyCalls {
  const times: number[] = [];
  const running = new Set<Promise<void>>();
  let failure: unknown;
  const timed = async () => {
    const started = performance.now();
    try {
      await call();
      times.push(performance.now() - started);
    } catch (error) {
      failure ??= error;
    }
  };
  const timer = setInterval(() => {
    const one: Promise<void> = timed().finally(() => running.delete(one));
    running.add(one);
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
      if (failure !== undefined) throw failure;
      return times.toSorted((one, other) => one - other);
    },
  };
}

/** The value below which such a share of the sorted numbers lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
