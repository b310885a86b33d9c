import { setTimeout as delay } from 'node:timers/promises';
import type { Postmaster } from './postmaster.js';

export interface SuperviseOptions {
  /** Starts PostgreSQL, and fails where it does not come up. */
  start(): Promise<Postmaster>;
  log(message: string): void;
  /** Is called once, when PostgreSQL has ended too often to try again. */
  onGivingUp(reason: string): void;
  /** Ends within `windowMs` that are answered by another start. */
  maxRestarts?: number;
  windowMs?: number;
}

export interface Supervised {
  /** Ends PostgreSQL and the supervision. */
  stop(): Promise<void>;
}

const firstBackoffMs = 100;

/** Keeps PostgreSQL running: one that ends by itself is started again, at growing intervals, until that has no point any more. */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  const { start, log, onGivingUp, maxRestarts = 5, windowMs = 60_000 } = options;
  const stopping = new AbortController();
  const ends: number[] = [];
  let running: Postmaster | undefined = await start();

  /** Undefined when there is no point any more. */
  const restart = async (): Promise<Postmaster | undefined> => {
    for (;;) {
      const now = Date.now();
      ends.push(now);
      const recent = ends.filter((end) => now - end < windowMs).length;
      if (recent > maxRestarts) return undefined;
      await delay(firstBackoffMs * 2 ** (recent - 1), undefined, { signal: stopping.signal });
      try {
        return await start();
      } catch (error) {
        log(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : error}`);
      }
    }
  };

  const watch = async (): Promise<void> => {
    while (running !== undefined) {
      const reason = await running.ended;
      running = undefined;
      if (stopping.signal.aborted) return;
      log(`PostgreSQL ended by itself (${reason}), starting it again`);
      const next = await restart();
      if (stopping.signal.aborted) return next?.stop();
      if (next === undefined)
        onGivingUp(`PostgreSQL ended ${maxRestarts + 1} times within a short time, at last by ${reason}`);
      running = next;
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });

  return {
    async stop() {
      stopping.abort();
      await running?.stop();
      await watching;
    },
  };
}
