import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from '../../files/sync-folder.js';
import { type Account, giveTo, spawnIdentity } from './account.js';
import type { Binaries } from './binaries.js';
import { type Cluster, clusterAt, dataDirectoryArgument, superuser } from './cluster.js';
import { canInitializeFrom, withInitdbCopy } from './initdb-copy.js';
import { syncMethod } from './settings.js';

const run = promisify(execFile);

/** Makes a new database. Killed at any moment, it leaves either a whole one or a draft that the next call removes. */
export async function createCluster(cluster: Cluster, binaries: Binaries, account: Account): Promise<void> {
  const home = dirname(cluster.folder);
  const draftPrefix = `${basename(cluster.folder)}.new-`;
  for (const name of await readdir(home)) {
    if (name.startsWith(draftPrefix)) await rm(join(home, name), { recursive: true, force: true });
  }
  const draft = clusterAt(join(home, draftPrefix + randomBytes(4).toString('hex')));
  for (const folder of [draft.folder, draft.data, draft.socketFolder]) await mkdir(folder, { mode: 0o700 });
  await writeDurably(draft.passwordFile, randomBytes(24).toString('base64url'));
  await giveTo(draft.folder, account);
  if (canInitializeFrom(binaries.folder, account)) {
    await initialize(draft, binaries.folder, account);
  } else {
    await withInitdbCopy({ folder: binaries.folder, account, home }, (folder) => initialize(draft, folder, account));
  }
  await syncFolder(draft.folder);
  await rename(draft.folder, cluster.folder);
  await syncFolder(home);
}

/** initdb itself syncs all that it writes. */
async function initialize(draft: Cluster, binaries: string, account: Account): Promise<void> {
  const options = [
    `--pgdata=${dataDirectoryArgument(draft)}`,
    `--username=${superuser}`,
    `--pwfile=${join('..', basename(draft.passwordFile))}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Independent of the machine's locales, so that the data can move to another machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    `--sync-method=${syncMethod}`,
  ];
  try {
    await run(join(binaries, 'bin', 'initdb'), options, {
      ...spawnIdentity(account),
      cwd: draft.data,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      timeout: 120_000,
    });
  } catch (error) {
    await rm(draft.folder, { recursive: true, force: true });
    throw new Error(`The database could not be made: ${error instanceof Error ? error.message.trim() : error}`, {
      cause: error,
    });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
