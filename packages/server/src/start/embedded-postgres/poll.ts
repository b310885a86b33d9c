import { setTimeout as delay } from 'node:timers/promises';

export interface PollOptions {
  timeoutMs: number;
  everyMs?: number;
}

/** Asks until the answer is true; false when the time has run out first. */
export async function poll(condition: () => Promise<boolean>, options: PollOptions): Promise<boolean> {
  const end = Date.now() + options.timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await delay(options.everyMs ?? 20);
  }
}
