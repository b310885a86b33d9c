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
  let current = Promise.resolve();
  let isRunning = false;
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
    // Not once the promise has told of it: whoever hurries it until then would be forgotten.
    isRunning = false;
  }

  function hurry(): void {
    again = true;
    if (stopped || isRunning) return;
    isRunning = true;
    current = run();
  }

  const timer = setInterval(() => {
    if (!isRunning) hurry();
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
