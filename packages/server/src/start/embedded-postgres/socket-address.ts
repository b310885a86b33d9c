import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../../files/file-errors.js';
import type { Account } from './account.js';
import { type Cluster, superuser } from './cluster.js';

/** Where clients and PostgreSQL find the socket's folder: the same one, on paths that suit each. */
export interface SocketAddress {
  readonly forClients: string;
  readonly forServer: string;
  /** Whether it lies outside the data folder, and so goes when PostgreSQL has ended. */
  readonly temporary: boolean;
}

const socketName = '.s.PGSQL.5432';
const longestSocketPath = 103;

/** The cluster's own socket folder, or one in the temporary folder when its path is too long for a socket. */
export async function chooseSocketFolder(cluster: Cluster, account: Account): Promise<SocketAddress> {
  if (Buffer.byteLength(join(cluster.socketFolder, socketName)) <= longestSocketPath) {
    await makeFolder(cluster.socketFolder, account);
    // Relative to the data directory, in which PostgreSQL runs: it need not be able to enter the folders above.
    return { forClients: cluster.socketFolder, forServer: '../socket', temporary: false };
  }
  const folder = await makeShortFolder(cluster, account);
  return { forClients: folder, forServer: `"${folder}"`, temporary: true };
}

/** The same name at each start, so that killed servers do not litter. */
async function makeShortFolder(cluster: Cluster, account: Account): Promise<string> {
  const { dev, ino } = await stat(cluster.data, { bigint: true });
  const digest = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 12);
  const temporary = account.switched || Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir();
  const folder = join(temporary, `las-${digest}`);
  try {
    await makeFolder(folder, account);
    return folder;
  } catch (error) {
    if (!(error instanceof ForeignFolderError)) throw error;
    const other = await mkdtemp(join(temporary, 'las-'));
    await chown(other, account.uid, account.gid);
    return other;
  }
}

class ForeignFolderError extends Error {}

async function makeFolder(folder: string, account: Account): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, account.uid, account.gid);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const stats = await lstat(folder);
    if (!stats.isDirectory() || stats.uid !== account.uid) throw new ForeignFolderError(`${folder} is somebody else's`);
  }
  await chmod(folder, 0o700);
}

/** A URL as libpq and node-postgres read it; the host in the query is the socket's folder. */
export function databaseUrl(socketFolder: string, password: string): string {
  return `postgres://${superuser}:${encodeURIComponent(password)}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
}
