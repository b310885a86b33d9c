import { errorCode } from '../../files/file-errors.js';

/** PostgreSQL's ways to stop, from clean to last resort, and how long each gets. */
const stages: readonly { signal: NodeJS.Signals; waitMs: number }[] = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 5000 },
  { signal: 'SIGKILL', waitMs: 5000 },
];

/**
 * Ends a postmaster, as cleanly as it lets us.
 *
 * @param waitUntilGone - waits at most so long and says whether it is gone
 */
export async function stopInStages(pid: number, waitUntilGone: (timeoutMs: number) => Promise<boolean>): Promise<void> {
  for (const { signal, waitMs } of stages) {
    sendSignal(pid, signal);
    if (await waitUntilGone(waitMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end, not even when killed`);
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
