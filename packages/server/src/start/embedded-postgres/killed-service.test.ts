import { type ChildProcess, spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterIn } from './cluster.js';
import { poll } from './poll.js';
import { sendSignal } from './stop-signals.js';
import { type DataFolder, makeDataFolder, query } from './testing/data-folder.js';
import { type LaunchedService, launchService } from './testing/launched-service.js';

let folder: DataFolder;
let services: LaunchedService[];

async function launch(): Promise<LaunchedService & { url: string }> {
  const service = launchService({ dataDir: folder.path });
  services.push(service);
  return { ...service, url: (await service.waitFor('ready')).url };
}

/** Commits one row after another until a connection breaks; answers the greatest that was acknowledged. */
async function commitUntilBroken(url: string, onCommit: (row: number) => void): Promise<number> {
  let acknowledged = 0;
  try {
    await query(url, 'create table if not exists t (v int)');
    for (let row = 1; ; row += 1) {
      await query(url, `insert into t values (${row})`);
      acknowledged = row;
      onCommit(row);
    }
  } catch {
    return acknowledged;
  }
}

async function killPostgres(): Promise<void> {
  const pid = await folder.postmasterPid();
  process.kill(pid!, 'SIGKILL');
}

beforeEach(async () => {
  folder = await makeDataFolder();
  services = [];
});

afterEach(async () => {
  for (const service of services) await service.kill();
  await folder.remove();
});

describe('after kill -9', () => {
  test('of the service alone, the next start ends the PostgreSQL left behind and has every acknowledged row', async () => {
    const first = await launch();
    const orphan = await folder.postmasterPid();
    await query(first.url, 'create table t as select 1 as v');
    await first.kill();
    expect(await folder.postmasterPid()).toBe(orphan);
    await query(first.url, 'insert into t values (2)');

    const second = await launch();
    expect(second.events).toContainEqual({ event: 'log', message: expect.stringContaining(`process ${orphan}`) });
    expect(await folder.postmasterPid()).not.toBe(orphan);
    expect(await query(second.url, 'select v from t order by v')).toEqual([{ v: 1 }, { v: 2 }]);
  });

  test('of both amid commits, the next start has every acknowledged row', async () => {
    const first = await launch();
    let killed: Promise<void> | undefined;
    const acknowledged = await commitUntilBroken(first.url, (row) => {
      if (row === 20) killed = first.kill().then(killPostgres);
    });
    await killed;
    expect(acknowledged).toBeGreaterThanOrEqual(20);

    const second = await launch();
    const [row] = await query(second.url, 'select count(*)::int as rows, max(v) as last from t');
    expect(row?.last).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.rows).toBe(row?.last);
  });

  test('of both, a stranger that got the old process id is neither harmed nor in the way', async () => {
    const owner = await launch().then(() => stat(clusterIn(folder.path).data));
    await services[0]?.kill();
    await killPostgres();
    const account = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
    const stranger: ChildProcess = spawn('/bin/sleep', ['60'], account);
    try {
      const cluster = clusterIn(folder.path);
      const lines = [stranger.pid, cluster.data, 1, 5432, '../socket', '', '1 1', 'ready'];
      await writeFile(join(cluster.data, 'postmaster.pid'), `${lines.join('\n')}\n`);
      await writeFile(join(cluster.socketFolder, '.s.PGSQL.5432.lock'), `${lines.join('\n')}\n`);
      const second = await launch();
      expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
    } finally {
      stranger.kill();
    }
  });

  test('of both, an empty pid file is not in the way', async () => {
    const first = await launch();
    await first.kill();
    await killPostgres();
    await writeFile(join(clusterIn(folder.path).data, 'postmaster.pid'), '');
    await expect(launch()).resolves.toBeDefined();
  });
});

test('a second service on the folder says who holds it and ends; the first is untouched', async () => {
  const first = await launch();
  const second = launchService({ dataDir: folder.path });
  services.push(second);
  const failure = await second.waitFor('failed');
  expect(failure.name).toBe('DataDirectoryInUseError');
  expect(failure.message).toContain(folder.path);
  expect(failure.message).toContain(`process ${first.process.pid}`);
  expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('Ctrl-C in the terminal reaches the service and not its database', async () => {
  const service = await launch();
  // The service leads a process group of its own, as a job of a shell does.
  sendSignal(-service.process.pid!, 'SIGINT');
  await service.waitFor('interrupted');
  expect(await query(service.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await service.stop();
  expect(await folder.postmasterPid()).toBeUndefined();
});

test('a service that exits without stopping its database does not leave it running', async () => {
  const service = await launch();
  service.process.kill('SIGTERM');
  expect(await poll(async () => (await folder.postmasterPid()) === undefined, { timeoutMs: 10_000 })).toBe(true);
});
