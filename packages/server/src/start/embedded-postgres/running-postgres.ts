import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ifPresent } from '../../files/file-errors.js';
import { clusterIn } from './cluster.js';
import { isReadyAs, readPidFile } from './pid-file.js';
import { isPostmasterOf } from './process-identity.js';
import { databaseUrl } from './socket-address.js';

/**
 * The URL of the embedded PostgreSQL that a running server keeps in the data folder, for commands beside it; undefined
 * where none runs.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const folder = await ifPresent(realpath(dataDir));
  if (folder === undefined) return undefined;
  const cluster = clusterIn(folder);
  const file = await readPidFile(cluster);
  if (file.pid === undefined || file.socketFolder === undefined || !isReadyAs(file.pid, file)) return undefined;
  if (!(await isPostmasterOf(cluster, file.pid))) return undefined;
  return databaseUrl(resolve(cluster.data, file.socketFolder), await readFile(cluster.passwordFile, 'utf8'));
}
