import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askState, type LockState } from './lock-state.js';
import { poll } from './poll.js';

/** A second server on one data folder. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly folder: string;
  /** The process that holds the folder; of another process namespace when that is a container. */
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by another server (process ${pid}): stop it, or use another folder`);
    this.folder = folder;
    this.pid = pid;
  }
}

export interface DirectoryLock {
  release(): Promise<void>;
}

const settleLimitMs = 15_000;
// What every Unix takes as a socket's path, less some room.
const longestSocketPath = 100;

/**
 * Takes the folder for this process, until `release` or the process's end, whatever ends it.
 *
 * Node has no file locks, and a process id says little: ids are reused, and two containers on one volume do not see each
 * other's. A listening socket, though, ends with its process, and answers from any container of the machine. So each
 * contender listens on a socket of its own name in `locks`, and only then looks at the others:
 * - one that refuses the connection is dead. Its name is never used again, so removing it cannot hurt a newcomer;
 * - one that says "holding" has won;
 * - of two that still decide, the one with the greater name gives up, and the other waits until it has. It may not go ahead at
 *   once: the other may have looked before our socket was there, and be about to hold.
 *
 * @throws DataDirectoryInUseError
 */
export async function lockDirectory(folder: string, locks: string): Promise<DirectoryLock> {
  await mkdir(locks, { recursive: true, mode: 0o700 });
  const alias = await aliasFor(locks);
  let state: LockState = 'deciding';
  const name = `${randomBytes(8).toString('hex')}-${process.pid}`;
  const server = createServer((connection) => {
    connection.on('error', () => connection.destroy());
    connection.end(state);
  });
  const release = async (): Promise<void> => {
    await rm(join(locks, name), { force: true });
    await close(server);
  };
  try {
    await publish(server, { locks, alias: alias.path, name });
    for (const other of await readdir(locks)) {
      if (other === name || other.startsWith('.')) continue;
      if (!(await isGone({ locks, alias: alias.path, name: other }, name))) {
        throw new DataDirectoryInUseError(folder, Number(other.split('-')[1]));
      }
    }
    state = 'holding';
    return { release };
  } catch (error) {
    await release();
    throw error;
  } finally {
    await alias.remove();
  }
}

interface SocketPlace {
  locks: string;
  /** Another path of `locks`, short enough for a socket's address. */
  alias: string;
  name: string;
}

/** A socket's file is there before it listens, and would be taken for dead: so it appears under a hidden name first. */
async function publish(server: Server, place: SocketPlace): Promise<void> {
  const hidden = `.${place.name}`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(join(place.alias, hidden), resolve);
  });
  server.unref();
  await rename(join(place.locks, hidden), join(place.locks, place.name));
}

async function isGone(other: SocketPlace, ownName: string): Promise<boolean> {
  let state = await askState(join(other.alias, other.name));
  if (state === 'deciding' && ownName < other.name) {
    await poll(
      async () => {
        state = await askState(join(other.alias, other.name));
        return state !== 'deciding';
      },
      { timeoutMs: settleLimitMs },
    );
  }
  if (state !== 'gone') return false;
  await rm(join(other.locks, other.name), { force: true });
  return true;
}

/** Sockets have short addresses (104 bytes on macOS, 108 on Linux): a link in the temporary folder stands for a long path. */
async function aliasFor(folder: string): Promise<{ path: string; remove(): Promise<void> }> {
  const longestName = `.${'0'.repeat(16)}-${process.pid}`.length + 1;
  if (Buffer.byteLength(folder) + longestName <= longestSocketPath) return { path: folder, remove: async () => {} };
  const parent = await mkdtemp(join(tmpdir(), 'las-'));
  const path = join(parent, 'l');
  await symlink(folder, path);
  return { path, remove: () => rm(parent, { recursive: true, force: true }) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
