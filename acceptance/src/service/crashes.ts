import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

async function killPostgres({ dataDir }: StartedService): Promise<void> {
  const pidFile = join(dataDir, 'postgresql', 'cluster', 'data', 'postmaster.pid');
  process.kill(Number.parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGKILL');
}

/** Kills it without a warning; starts the service again where it is Node that died. */
export async function crash(service: StartedService, victim: Victim, folder: string): Promise<StartedService> {
  if (victim === 'PostgreSQL') {
    await killPostgres(service);
    return service;
  }
  await Promise.all([service.kill(), victim === 'both' && killPostgres(service)]);
  return startServiceIn(folder);
}
