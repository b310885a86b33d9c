import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type StartedService, startServiceIn } from './start-service.js';

/** What is killed. */
export const victims = ['Node', 'PostgreSQL', 'both'] as const;
export type Victim = (typeof victims)[number];

/** A repeatable sequence of numbers from 0 to 1 (the generator of Park and Miller). */
export function randomNumbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const restartPatience = 30_000;

async function killPostgres({ dataDir }: StartedService): Promise<void> {
  const pidFile = join(dataDir, 'postgresql', 'cluster', 'data', 'postmaster.pid');
  const deadline = Date.now() + restartPatience;
  for (;;) {
    try {
      process.kill(Number.parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGKILL');
      return;
    } catch (error) {
      // It has not come back from an earlier kill yet.
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** Kills it without a warning; starts the service again where it is Node that died. */
export async function crash(
  service: StartedService,
  victim: Victim,
  folder: string,
  flags: readonly string[] = [],
): Promise<StartedService> {
  if (victim !== 'Node') await killPostgres(service);
  if (victim === 'PostgreSQL') return service;
  await service.kill();
  return startServiceIn(folder, flags);
}
