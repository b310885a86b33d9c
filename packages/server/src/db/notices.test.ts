import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { listenForNotices } from './notices.js';
import { noticeWaiting, parseWorkNotice } from './work-notices.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

function listen() {
  const heard: string[] = [];
  const errors: unknown[] = [];
  let gaps = 0;
  const notices = listenForNotices(database.pool, {
    channel: 'las_work',
    onNotice: (payload) => heard.push(payload),
    onGap: () => gaps++,
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => notices.close());
  return { heard, errors, gaps: () => gaps };
}

const breakListeners = () =>
  database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`);

test('each piece of work is counted, though one transaction makes it known', async () => {
  const { heard, gaps } = listen();
  await expect.poll(gaps).toBe(1);
  const waiting = sql`(values ('a'), ('b'), ('a')) as work (transition_id)`;
  await noticeWaiting(waiting).execute(database.db);
  await expect.poll(() => heard).toHaveLength(2);
  expect(heard.map(parseWorkNotice)).toEqual(
    expect.arrayContaining([
      { transitionId: 'a', pieces: 2 },
      { transitionId: 'b', pieces: 1 },
    ]),
  );
});

test('a connection that breaks is replaced by one, and the gap is told', async () => {
  const { heard, errors, gaps } = listen();
  for (let times = 1; times <= 3; times++) {
    await expect.poll(gaps).toBe(times);
    await breakListeners();
    await expect.poll(() => errors.length, { timeout: 5000 }).toBe(times);
  }
  await expect.poll(gaps, { timeout: 5000 }).toBe(4);
  await database.pool.query(`notify las_work, 'x 1'`);
  await expect.poll(() => heard).toEqual(['x 1']);
});

test('a connection that breaks in the middle of its question is replaced by one', async () => {
  const pool = {
    opened: 0,
    released: 0,
    async connect() {
      this.opened++;
      const client = await database.pool.connect();
      const isFirst = this.opened === 1;
      const release = client.release.bind(client);
      client.release = (error) => {
        this.released++;
        release(error);
      };
      if (isFirst) {
        const query = client.query.bind(client);
        client.query = (async () => {
          client.query = query as never;
          await query('select pg_terminate_backend(pg_backend_pid())');
        }) as never;
      }
      return client;
    },
  };
  let gaps = 0;
  const options = { channel: 'las_work', onNotice: () => {}, onGap: () => gaps++, onError: () => {} };
  const notices = listenForNotices(pool as never, options);
  await expect.poll(() => gaps, { timeout: 5000 }).toBe(1);
  // A second one would have been asked for at the same moment.
  await database.pool.query('select 1');
  notices.close();
  expect({ opened: pool.opened, released: pool.released, gaps }).toEqual({ opened: 2, released: 2, gaps: 1 });
});
