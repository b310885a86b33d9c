import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../../files/file-errors.js';
import type { Cluster } from './cluster.js';
import { readPidFile } from './pid-file.js';
import { poll } from './poll.js';
import { isPostmasterOf } from './process-identity.js';
import { isAlive, stopInStages } from './stop-signals.js';

/**
 * Clears up after a service that was killed: stops the PostgreSQL that it left running (which nothing else does until the
 * next start; it needs few resources and does no harm), and removes the pid file and the
 * socket's lock of one that is dead. PostgreSQL would do the latter itself, unless another program of the same account
 * runs under the old id now. Call it only while holding the data folder's lock.
 */
export async function clearLeftovers(
  cluster: Cluster,
  socketFolder: string,
  log: (message: string) => void,
): Promise<void> {
  const { pid } = await readPidFile(cluster);
  if (pid !== undefined && (await isPostmasterOf(cluster, pid))) {
    log(`stopping the PostgreSQL (process ${pid}) that an earlier server left running`);
    await stopInStages(pid, (timeoutMs) => poll(async () => !(await isPostmasterOf(cluster, pid)), { timeoutMs }));
  }
  // With a dead id in it PostgreSQL checks more than we can: whether backends still use the shared memory named there.
  if (pid === undefined || isAlive(pid)) await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  for (const name of (await ifPresent(readdir(socketFolder))) ?? []) {
    await rm(join(socketFolder, name), { force: true });
  }
}
