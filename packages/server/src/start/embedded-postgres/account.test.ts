import { chmod, chown, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseAccount, giveTo } from './account.js';
import { prepareBinaries } from './binaries.js';
import { clusterIn, findClusterOwner } from './cluster.js';
import { createCluster } from './create-cluster.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { type DataFolder, makeDataFolder, query } from './testing/data-folder.js';
import { type LaunchedService, launchService } from './testing/launched-service.js';

const isRoot = process.getuid?.() === 0;
const namelessUid = 12_345;

let folder: DataFolder;
let services: LaunchedService[];

function launch(uid?: number): LaunchedService {
  const service = launchService({ dataDir: folder.path, ...(uid === undefined ? {} : { uid }) });
  services.push(service);
  return service;
}

beforeEach(async () => {
  folder = await makeDataFolder();
  services = [];
});

afterEach(async () => {
  for (const service of services) await service.stop();
  await folder.remove();
});

describe.skipIf(!isRoot)('as root (needs root)', () => {
  test('PostgreSQL runs as a system account, in a folder that the account could not reach by itself', async () => {
    await chmod(join(folder.path, '..'), 0o700);
    const service = launch();
    const { url } = await service.waitFor('ready');
    const { uid } = await stat(clusterIn(folder.path).data);
    expect(uid).not.toBe(0);
    expect((await stat(`/proc/${await folder.postmasterPid()}`)).uid).toBe(uid);
    await query(url, 'create table t as select 1 as v');
  });

  test('a data folder restored from a backup, all of it root’s, is taken over', async () => {
    const first = launch();
    await query((await first.waitFor('ready')).url, `create table t as select 'kept' as v`);
    await first.stop();
    await giveTo(folder.path, { uid: 0, gid: 0, listed: true, switched: true });
    await chmod(clusterIn(folder.path).data, 0o755);
    const { url } = await launch().waitFor('ready');
    expect(await query(url, 'select v from t')).toEqual([{ v: 'kept' }]);
  });

  test('a database that another user made keeps running as that user', async () => {
    await openFolderTo(namelessUid);
    const first = launch(namelessUid);
    await first.waitFor('ready');
    await first.stop();
    await launch().waitFor('ready');
    expect((await stat(`/proc/${await folder.postmasterPid()}`)).uid).toBe(namelessUid);
  });

  test('a user without a name in the password file makes, restarts and reads a database', async () => {
    await openFolderTo(namelessUid);
    const first = launch(namelessUid);
    await query((await first.waitFor('ready')).url, `create table t as select 'kept' as v`);
    await first.stop();
    const { url } = await launch(namelessUid).waitFor('ready');
    expect(await query(url, 'select v from t')).toEqual([{ v: 'kept' }]);
    expect((await readdir(join(folder.path, 'postgresql'))).sort()).toEqual(['cluster', 'locks']);
  });

  test('a user is told whose the database is when it is root’s', async () => {
    const first = launch();
    await first.waitFor('ready');
    await first.stop();
    for (const path of ['..', '.', 'postgresql', 'postgresql/locks'])
      await chown(join(folder.path, path), namelessUid, 0);
    await chmod(clusterIn(folder.path).folder, 0o755);
    const failure = await launch(namelessUid).waitFor('failed');
    expect(failure.message).toMatch(/made by uid \d+ and this process runs as uid 12345/);
  });
});

describe.skipIf(!isRoot || process.platform !== 'linux')(
  'as a root without the right to switch users (needs root)',
  () => {
    test('the start fails at once and says so', async () => {
      const service = launchService({ dataDir: folder.path, prefix: ['setpriv', '--bounding-set=-all'] });
      services.push(service);
      const failure = await service.waitFor('failed');
      expect(failure.name).toBe('AccountError');
      expect(failure.message).toMatch(/may not switch to uid \d+.*DATABASE_URL/);
    });
  },
);

test.each(['data', 'words to a shell: "$HOME" `pwd`'])(
  'whoever the process is, a uid without a name gets its database in a folder named %j',
  async (name) => {
    const dataDir = join(folder.path, name);
    const cluster = clusterIn(dataDir);
    const home = join(dataDir, 'postgresql');
    await mkdir(home, { recursive: true });
    const account = { ...(await chooseAccount(undefined)), listed: false };
    const binaries = await prepareBinaries({ account, home, log: () => {} });
    await createCluster(cluster, binaries, account);
    expect((await findClusterOwner(cluster))?.uid).toBe(account.uid);
    expect(await readdir(home)).toEqual(['cluster']);

    const database = await startEmbeddedPostgres({ dataDir, log: () => {} });
    expect(await query(database.url, 'select current_user')).toEqual([{ current_user: 'las' }]);
    await database.stop();
  },
);

async function openFolderTo(uid: number): Promise<void> {
  const parent = join(folder.path, '..');
  await chown(parent, uid, uid);
  expect((await lstat(parent)).uid).toBe(uid);
}
