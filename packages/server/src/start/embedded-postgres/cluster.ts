import type { Stats } from 'node:fs';
import { chmod, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../../files/file-errors.js';
import type { Account } from './account.js';
import { giveTo } from './account.js';

/** Where everything of one embedded database lies. */
export interface Cluster {
  /** Belongs to the account that PostgreSQL runs as, and holds the three below. */
  readonly folder: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  /** The superuser's password, readable for its owner only. */
  readonly passwordFile: string;
  readonly socketFolder: string;
}

export const superuser = 'las';

export function clusterAt(folder: string): Cluster {
  return {
    folder,
    data: join(folder, 'data'),
    passwordFile: join(folder, 'password'),
    socketFolder: join(folder, 'socket'),
  };
}

/** The cluster of a data folder, made yet or not. */
export function clusterIn(dataDir: string): Cluster {
  return clusterAt(join(dataDir, 'postgresql', 'cluster'));
}

/** Undefined where none has been made yet. */
export async function findClusterOwner(cluster: Cluster): Promise<Stats | undefined> {
  return ifPresent(stat(cluster.data));
}

/** Refuses a cluster of another major version: PostgreSQL cannot read it. */
export async function checkMajorVersion(cluster: Cluster, version: string): Promise<void> {
  const existing = (await readFile(join(cluster.data, 'PG_VERSION'), 'utf8')).trim();
  const [major] = version.split('.');
  if (existing === major) return;
  throw new Error(
    `The database in ${cluster.folder} was made by PostgreSQL ${existing}, and this release brings PostgreSQL ${major}: ` +
      `start it with the release that made it, dump it, and load it into a new data folder`,
  );
}

/** Puts right what copying a data folder loses: owner and modes, on which PostgreSQL insists. */
export async function claimCluster(cluster: Cluster, account: Account, owner: Stats): Promise<void> {
  if (owner.uid !== account.uid) await giveTo(cluster.folder, account);
  await chmod(cluster.folder, 0o700);
  await chmod(cluster.data, 0o700);
}

/**
 * How PostgreSQL is told its data directory: as the folder that it is started in. Nothing above that has to be readable for
 * its account then, so that the data may lie below /root, and no path is too long for it.
 */
export function dataDirectoryArgument(cluster: Cluster): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : cluster.data;
}
