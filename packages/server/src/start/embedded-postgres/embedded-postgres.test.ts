import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterIn } from './cluster.js';
import { DataDirectoryInUseError } from './directory-lock.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { poll } from './poll.js';
import { findRunningPostgres } from './running-postgres.js';
import { type DataFolder, makeDataFolder, query } from './testing/data-folder.js';

let folder: DataFolder;
let started: EmbeddedPostgres[];
let logged: string[];

async function start(settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({
    dataDir: folder.path,
    log: (message) => logged.push(message),
    settings: { shared_buffers: '16MB', ...settings },
  });
  started.push(database);
  return database;
}

beforeEach(async () => {
  folder = await makeDataFolder();
  started = [];
  logged = [];
});

afterEach(async () => {
  for (const database of started) await database.stop();
  await folder.remove();
});

describe('a database in a new data folder', () => {
  test('is there again with its rows after a restart', async () => {
    const first = await start();
    await query(first.url, `create table t as select 'kept' as v`);
    await first.stop();
    expect(await folder.postmasterPid()).toBeUndefined();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select v from t')).toEqual([{ v: 'kept' }]);
  });

  test('syncs to disk, checks its pages, speaks Unicode and listens on no port', async () => {
    const { url } = await start({ work_mem: '5MB' });
    const settings = [
      'fsync',
      'data_checksums',
      'server_encoding',
      'listen_addresses',
      'jit',
      'work_mem',
      'max_connections',
    ];
    const [row] = await query(url, `select ${settings.map((name) => `current_setting('${name}') as ${name}`)}`);
    expect(row).toEqual({
      fsync: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '',
      jit: 'off',
      work_mem: '5MB',
      max_connections: '60',
    });
    expect(await query(url, `select upper('é') as upper, 'é' ~ '\\w' as letter`)).toEqual([
      { upper: 'É', letter: true },
    ]);
  });

  test('keeps its password and socket from other users', async () => {
    const { url } = await start();
    const cluster = clusterIn(folder.path);
    const modes = await Promise.all(
      [cluster.folder, cluster.data, cluster.socketFolder, cluster.passwordFile].map(
        async (path) => (await stat(path)).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600]);
    await expect(query(url.replace(/las:[^@]+@/, 'las:wrong@'), 'select 1')).rejects.toThrow(
      /password authentication failed/,
    );
  });

  test('starts over where an earlier first start was killed halfway', async () => {
    const draft = join(folder.path, 'postgresql', 'cluster.new-0badf00d', 'data');
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, 'PG_VERSION'), '18\n');
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(join(folder.path, 'postgresql'))).sort()).toEqual(['cluster', 'locks']);
  });
});

describe('a data folder in a strange place', () => {
  const strange = [
    { what: 'spaces, quotes and letters of other scripts', path: `It's "my" dätä, 日本 = 50%` },
    { what: 'a path too long for a socket', path: join('long'.repeat(50), 'longer'.repeat(30), 'longest') },
  ];
  // macOS itself has no path that is longer than PostgreSQL's.
  if (process.platform === 'linux') {
    const path = join(...Array.from({ length: 7 }, () => 'deep'.repeat(50)));
    strange.push({ what: 'a path too long for PostgreSQL itself', path });
  }

  test.each(strange)('may have $what', async ({ path }) => {
    await folder.remove();
    folder = await makeDataFolder(path);
    const first = await start();
    await query(first.url, `create table t as select 'kept' as v`);
    await expect(start()).rejects.toThrow(DataDirectoryInUseError);
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select v from t')).toEqual([{ v: 'kept' }]);
  });
});

test('a database of another major version is refused, naming both', async () => {
  await (await start()).stop();
  await writeFile(join(clusterIn(folder.path).data, 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toThrow(/made by PostgreSQL 17, and this release brings PostgreSQL 18/);
});

test('a setting that PostgreSQL refuses fails the start with its words and frees the folder', async () => {
  await expect(start({ shared_buffers: 'plenty' })).rejects.toThrow(/did not start.*shared_buffers/);
  await expect(start()).resolves.toBeDefined();
});

test('a failed statement leaves nothing of its values in the log', async () => {
  const { url } = await start();
  await query(url, 'create table t (v text primary key)');
  await query(url, `insert into t values ('confidential')`);
  await expect(query(url, `insert into t values ('confidential')`)).rejects.toThrow(/duplicate key/);
  await expect(query(url, `select 'confidential'::int`)).rejects.toThrow(/confidential/);
  await started.pop()?.stop();
  expect(logged.some((line) => line.includes('ready to accept connections'))).toBe(true);
  expect(logged.join('\n')).not.toContain('confidential');
});

test('of several starts on one folder at once exactly one succeeds', async () => {
  const results = await Promise.allSettled([start(), start(), start()]);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(2);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(DataDirectoryInUseError);
});

test('a killed PostgreSQL is started again behind the same URL, with all that was committed', async () => {
  const { url, onExit } = await start();
  const reasons: string[] = [];
  onExit((reason) => reasons.push(reason));
  const pool = new Pool({ connectionString: url });
  pool.on('error', () => {});
  await pool.query(`create table t as select 'kept' as v`);
  for (let round = 0; round < 2; round += 1) {
    const pid = await folder.postmasterPid();
    process.kill(pid!, 'SIGKILL');
    const isBack = async () => ((await folder.postmasterPid()) ?? pid) !== pid;
    expect(await poll(isBack, { timeoutMs: 15_000 })).toBe(true);
    const answers = () =>
      pool.query('select v from t').then(
        ({ rows }) => rows[0].v === 'kept',
        () => false,
      );
    expect(await poll(answers, { timeoutMs: 10_000 })).toBe(true);
  }
  await pool.end();
  expect(reasons).toEqual([]);
});

test('a PostgreSQL that cannot come back is given up, with the reason', async () => {
  const { onExit } = await start();
  const gaveUp = new Promise<string>((resolve) => onExit(resolve));
  await writeFile(join(clusterIn(folder.path).data, 'postgresql.conf'), 'no such setting');
  process.kill((await folder.postmasterPid())!, 'SIGKILL');
  expect(await gaveUp).toMatch(/6 times.*signal SIGKILL/);
  expect(logged.join('\n')).toMatch(/could not be started again.*syntax error/);
});

test('commands beside the server find the running PostgreSQL, and nothing when it is stopped', async () => {
  expect(await findRunningPostgres(folder.path)).toBeUndefined();
  const { url, stop } = await start();
  expect(await findRunningPostgres(folder.path)).toBe(url);
  await Promise.all([stop(), stop()]);
  expect(await findRunningPostgres(folder.path)).toBeUndefined();
});
