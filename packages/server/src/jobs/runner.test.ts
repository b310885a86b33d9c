import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { until } from '../testing/model-app.js';
import { bind, enqueue, type JobHandler, job } from './job.js';
import { showLiveness } from './liveness.js';
import { migrateJobs, startRunner } from './runner.js';

let database: TestDatabase;
const log = pino({ level: 'silent' });
const greet = job<{ name: string }>({ name: 'greet', maxAttempts: 3 });

beforeAll(async () => {
  database = await testDatabase();
  await migrateJobs({ pool: database.pool, log });
});

afterAll(() => database.close());

async function start(handler: JobHandler<{ name: string }>) {
  const { pool } = database;
  const liveness = await showLiveness({ pool, log });
  const runner = await startRunner({ pool, log, liveness }, { jobs: [bind(greet, handler)], concurrency: 2 });
  let stopped = false;
  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await runner.stop();
    await liveness.close();
  }
  onTestFinished(stop);
  return { stop };
}

const add = (name: string, key?: string) =>
  database.db.transaction().execute((trx) => enqueue(trx, greet, { name }, key === undefined ? {} : { key }));

test('a job runs when its transaction is committed, and never when it is not', async () => {
  const seen: string[] = [];
  await start(async ({ name }) => {
    seen.push(name);
  });
  const failing = database.db.transaction().execute(async (trx) => {
    await enqueue(trx, greet, { name: 'rolled back' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await add('committed');
  await until('the job to run', async () => seen.length > 0);
  expect(seen).toEqual(['committed']);
});

test('a job that waits is replaced by another of the same key', async () => {
  await add('first', 'same');
  await add('second', 'same');
  const seen: string[] = [];
  await start(async ({ name }) => {
    seen.push(name);
  });
  await until('the job to run', async () => seen.length > 0);
  expect(seen).toEqual(['second']);
});

test('a job whose handler throws is tried again, later', async () => {
  const tries: number[] = [];
  await start(async () => {
    tries.push(Date.now());
    if (tries.length === 1) throw new Error('not now');
  });
  await add('again');
  await until('a second try', async () => tries.length === 2);
  expect(tries[1]! - tries[0]!).toBeGreaterThan(1000);
});

test('a stop is told to handlers at once, and waits for them', async () => {
  let ended = false;
  let begun = false;
  const { stop } = await start(async (_, { stopping }) => {
    begun = true;
    await new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
    ended = true;
  });
  await add('long');
  await until('the job to run', async () => begun);
  await stop();
  expect(ended).toBe(true);
});

test('jobs go on after all connections to the database broke, those of the liveness included', async () => {
  const seen: string[] = [];
  await start(async ({ name }) => {
    seen.push(name);
  });
  const locks = async () => {
    const { rows } = await database.pool.query(`select from pg_locks where locktype = 'advisory'`);
    return rows.length;
  };
  await until('the lock', async () => (await locks()) === 1);
  await database.pool
    .query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()`)
    .catch(() => {});
  await until('the lock to be held again', async () => (await locks().catch(() => 0)) === 1);
  await add('after');
  await until('the job to run', async () => seen.includes('after'));
});

test.each([
  ['succeeds', () => {}],
  [
    'fails',
    () => {
      throw new Error('not now');
    },
  ],
])('jobs go on after the database was away at the moment when one %s', async (_, end) => {
  const connect = vi.spyOn(database.pool, 'connect');
  onTestFinished(() => connect.mockRestore());
  const seen: string[] = [];
  await start(async ({ name }) => {
    seen.push(name);
    if (name !== 'unlucky') return;
    connect.mockImplementation(() => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })));
    end();
  });
  await add('unlucky');
  await until('the database to be missed', async () => seen.includes('unlucky') && connect.mock.results.length > 3);
  connect.mockRestore();
  await add('after');
  await until('the job to run', async () => seen.includes('after'));
});
