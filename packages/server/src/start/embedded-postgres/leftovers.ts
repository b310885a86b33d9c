import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import { ifPresent } from './file-errors.js';
import { poll } from './poll.js';
import { isPostmasterOf } from './process-identity.js';
import { stopInStages } from './stop-signals.js';

/**
 * Clears up after a service that was killed: stops the PostgreSQL that it left running, and removes the pid file and the
 * socket's lock of one that is dead. PostgreSQL would do the latter itself, unless another program of the same account
 * runs under the old id now. Call it only while holding the data folder's lock.
 */
export async function clearLeftovers(
  cluster: Cluster,
  socketFolder: string,
  log: (message: string) => void,
): Promise<void> {
  const pid = await readPostmasterPid(cluster);
  if (pid !== undefined && (await isPostmasterOf(cluster, pid))) {
    log(`stopping the PostgreSQL (process ${pid}) that an earlier server left running`);
    await stopInStages(pid, (timeoutMs) => poll(async () => !(await isPostmasterOf(cluster, pid)), { timeoutMs }));
  }
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  for (const name of (await ifPresent(readdir(socketFolder))) ?? []) {
    await rm(join(socketFolder, name), { force: true });
  }
}

/** Undefined where no PostgreSQL runs, or ended without the time to remove its pid file's content. */
async function readPostmasterPid(cluster: Cluster): Promise<number | undefined> {
  const text = await ifPresent(readFile(join(cluster.data, 'postmaster.pid'), 'utf8'));
  const pid = Number(text?.split('\n')[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}
