import type { FastifyBaseLogger } from 'fastify';
import { errorFields } from '../../logging/error-fields.js';

/** Work that comes up again and again. */
export interface Repeated {
  /** Has it done now, or once more where it is being done. */
  hurry(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Does work every so many milliseconds, one at a time; a failure is logged, and the next time is another try. */
export function every(
  milliseconds: number,
  { what, log }: { what: string; log: FastifyBaseLogger },
  work: () => Promise<void>,
): Repeated {
  let current: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        if (!stopped) log.warn(errorFields(error), `${what}: failed, and is tried again`);
      }
    } while (again && !stopped);
  }

  function hurry(): void {
    if (stopped) return;
    if (current) again = true;
    else
      current = run().finally(() => {
        current = undefined;
      });
  }

  const timer = setInterval(() => {
    if (!current) hurry();
  }, milliseconds);
  return {
    hurry,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await current;
    },
  };
}
