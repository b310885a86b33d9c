import { readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../files/make-folder.js';
import { type Account, chooseAccount } from './account.js';
import { type Binaries, prepareBinaries } from './binaries.js';
import { type Cluster, checkMajorVersion, claimCluster, clusterIn, findClusterOwner } from './cluster.js';
import { createCluster } from './create-cluster.js';
import { type DirectoryLock, lockDirectory } from './directory-lock.js';
import { clearLeftovers } from './leftovers.js';
import { poll } from './poll.js';
import { type Postmaster, startPostmaster } from './postmaster.js';
import { markSettings } from './process-identity.js';
import { serverSettings } from './settings.js';
import { chooseSocketFolder, databaseUrl } from './socket-address.js';
import { supervise } from './supervise.js';

/** A PostgreSQL of our own, in the data folder. */
export interface EmbeddedPostgres {
  /** Connects a superuser over a unix socket; the same after PostgreSQL had to be started again. */
  readonly url: string;
  /** Ends PostgreSQL cleanly and frees the data folder. */
  stop(): Promise<void>;
  /** Is told when PostgreSQL has ended by itself and cannot be kept running. Shorter ends are mended unseen. */
  onExit(listener: (reason: string) => void): void;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log(message: string): void;
  /** PostgreSQL settings that go before our own. */
  settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL that is installed with us, making its database first where there is none.
 *
 * @throws DataDirectoryInUseError where another server uses the data folder
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await makeFolder(resolve(options.dataDir, 'postgresql'));
  const dataDir = await realpath(options.dataDir);
  const lock = await lockDirectory(dataDir, join(dataDir, 'postgresql', 'locks'));
  try {
    return await startLocked({ ...options, dataDir }, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(options: EmbeddedPostgresOptions, lock: DirectoryLock): Promise<EmbeddedPostgres> {
  const cluster = clusterIn(options.dataDir);
  const { account, binaries } = await prepareCluster(cluster, options.log);
  const socket = await chooseSocketFolder(cluster, account);
  const settings = {
    ...serverSettings(options.settings),
    ...(await markSettings(cluster)),
    unix_socket_directories: socket.forServer,
  };
  const exits = exitNotifier();
  const supervised = await supervise({
    start: () => startOnCleanGround({ cluster, binaries, account, settings, log: options.log }, socket.forClients),
    log: options.log,
    onGivingUp: exits.notify,
  });
  const url = databaseUrl(socket.forClients, await readFile(cluster.passwordFile, 'utf8'));
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await supervised.stop();
    if (socket.temporary) await rm(socket.forClients, { recursive: true, force: true });
    await lock.release();
  };
  return {
    url,
    onExit: exits.listen,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Makes or checks the database, and finds who can run it with what. */
async function prepareCluster(
  cluster: Cluster,
  log: (message: string) => void,
): Promise<{ account: Account; binaries: Binaries }> {
  const owner = await findClusterOwner(cluster);
  const account = await chooseAccount(owner);
  const binaries = await prepareBinaries({ account, home: dirname(cluster.folder), log });
  if (owner === undefined) {
    log(`making the database in ${cluster.folder}`);
    await createCluster(cluster, binaries, account);
  } else {
    await checkMajorVersion(cluster, binaries.version);
    await claimCluster(cluster, account, owner);
  }
  return { account, binaries };
}

const shutdownOfOthersMs = 15_000;
const sharedMemoryInUse = /shared memory block .* still in use/;

/** Backends outlive a killed postmaster for a moment; until they are gone PostgreSQL rightly refuses to start. */
async function startOnCleanGround(
  options: Parameters<typeof startPostmaster>[0],
  socketFolder: string,
): Promise<Postmaster> {
  let postmaster: Postmaster | undefined;
  let refusal: unknown;
  await poll(
    async () => {
      await clearLeftovers(options.cluster, socketFolder, options.log);
      try {
        postmaster = await startPostmaster(options);
      } catch (error) {
        refusal = error;
        return !(error instanceof Error && sharedMemoryInUse.test(error.message));
      }
      return true;
    },
    { timeoutMs: shutdownOfOthersMs, everyMs: 200 },
  );
  if (postmaster === undefined) throw refusal;
  return postmaster;
}

function exitNotifier(): { listen(listener: (reason: string) => void): void; notify(reason: string): void } {
  const listeners: ((reason: string) => void)[] = [];
  let exitReason: string | undefined;
  return {
    listen(listener) {
      listeners.push(listener);
      if (exitReason !== undefined) listener(exitReason);
    },
    notify(reason) {
      exitReason = reason;
      for (const listener of listeners) listener(reason);
    },
  };
}
