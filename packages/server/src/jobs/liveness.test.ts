import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../db/database.js';
import { liveLock } from '../db/jobs.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { until } from '../testing/model-app.js';
import { showLiveness } from './liveness.js';

let database: TestDatabase;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

async function isLocked(worker: string): Promise<boolean> {
  const { text, values } = liveLock(worker);
  const { rows } = await database.pool.query(text.replace('pg_advisory_lock', 'pg_try_advisory_xact_lock'), values);
  return !Object.values(rows[0])[0];
}

async function start() {
  const { pool, close } = openDatabase({ url: database.url, maxConnections: 3, onError: () => {} });
  const liveness = await showLiveness({ pool, log });
  return {
    liveness,
    async stop() {
      await liveness.close();
      await close();
    },
  };
}

const breakConnection = () =>
  database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike '%advisory%' and pid <> pg_backend_pid()`);

test('a worker is seen to live until it is removed, also after its connection broke', async () => {
  const { liveness, stop } = await start();
  await liveness.add('one');
  await liveness.add('two');
  expect(await isLocked('one')).toBe(true);
  await breakConnection();
  await until('the lock to be back', () => isLocked('two'));
  await liveness.remove('one');
  expect(await isLocked('one')).toBe(false);
  await stop();
  await until('the lock to go', async () => !(await isLocked('two')));
});

test('while a connection is lost and shortly after, the living cannot be told from the dead', async () => {
  const { liveness, stop } = await start();
  await liveness.add('one');
  expect(liveness.isSettled()).toBe(true);
  await breakConnection();
  await until('the loss to be noticed', async () => !liveness.isSettled());
  await until('the lock to be back', () => isLocked('one'));
  expect(liveness.isSettled()).toBe(false);
  await until('a while to pass', async () => liveness.isSettled());
  await stop();
});

test('one that is closed while it connects again leaves no connection behind', async () => {
  const { liveness, stop } = await start();
  await liveness.add('one');
  await breakConnection();
  await until('the loss to be noticed', async () => !liveness.isSettled());
  await stop();
});
