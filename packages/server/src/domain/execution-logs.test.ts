import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOfLog } from '../db/logs.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { untilWaiting } from '../testing/waiting.js';
import { type LogOwner, logLimits, openExecutionLog, reopenExecutionLog } from './execution-logs.js';
import { newId } from './ids.js';
import { getLog } from './logs.js';

let database: TestDatabase;
let owner: LogOwner;

beforeAll(async () => {
  database = await testDatabase();
  owner = {
    organizationId: await database.addOrganization(),
    workflowId: newId('workflow'),
    workflowExecutionId: newId('workflow-execution'),
    transitionId: newId('transition'),
    transitionExecutionId: newId('transition-execution'),
  };
});
afterAll(() => database.close());

const time = Date.UTC(2021, 4, 26, 13, 5, 58, 695) + 0.831;

async function messagesOf(logId: string): Promise<string[]> {
  return (await eventsOfLog(database.db, logId)).map(({ message }) => message);
}

async function batchesOf(logId: string): Promise<number> {
  return (await database.db.selectFrom('log_events').select('log_id').where('log_id', '=', logId).execute()).length;
}

test('a log answers its lines with seconds since 1970, and whose it is', async () => {
  const log = await openExecutionLog(database.db, owner);
  expect(log.lastTime).toBe(0);
  expect(log.add({ time, text: 'one' })).toBe(true);
  log.add({ time: time + 1, text: 'two' });
  await log.close();
  const { organizationId, ...rest } = owner;
  expect(await getLog(database.db, organizationId, log.logId)).toMatchObject({
    ...rest,
    events: [
      { timestamp: 1_622_034_358.695831, message: 'one' },
      { timestamp: 1_622_034_358.696831, message: 'two' },
    ],
  });
});

test('lines are stored in batches while the log is open', async () => {
  const log = await openExecutionLog(database.db, owner);
  for (let n = 0; n < 500; n++) log.add({ time: time + n, text: `line ${n}` });
  await expect.poll(() => messagesOf(log.logId), { timeout: 10_000 }).toHaveLength(500);
  log.add({ time: time + 500, text: 'last' });
  await log.close();
  expect((await messagesOf(log.logId)).at(-1)).toBe('last');
  expect(await batchesOf(log.logId)).toBe(2);
});

test('a log is gone on with where another worker stopped', async () => {
  const first = await openExecutionLog(database.db, owner);
  first.add({ time, text: 'one' });
  await first.close();
  const second = await reopenExecutionLog(database.db, first.logId);
  expect(second.lastTime).toBeCloseTo(time, 2);
  second.add({ time: time + 5, text: 'two' });
  await second.close();
  expect(await messagesOf(first.logId)).toEqual(['one', 'two']);
});

test('a log of too many lines ends with a note, and takes no more', async () => {
  const log = await openExecutionLog(database.db, owner);
  for (let n = 0; n < logLimits.lines; n++) expect(log.add({ time, text: 'x' })).toBe(true);
  expect(log.add({ time, text: 'too much' })).toBe(false);
  expect(log.add({ time, text: 'too much' })).toBe(false);
  await log.close();
  const messages = await messagesOf(log.logId);
  expect(messages).toHaveLength(logLimits.lines + 1);
  expect(messages.at(-1)).toContain('the log is cut here');
  const again = await reopenExecutionLog(database.db, log.logId);
  expect(again.add({ time, text: 'too much' })).toBe(false);
  await again.close();
  expect(await messagesOf(log.logId)).toHaveLength(logLimits.lines + 1);
});

test('a log of too many bytes ends with a note', async () => {
  const log = await openExecutionLog(database.db, owner);
  const text = '€'.repeat(1000);
  let taken = 0;
  while (log.add({ time, text })) taken++;
  await log.close();
  expect(taken).toBe(Math.floor(logLimits.bytes / 3000));
  expect((await messagesOf(log.logId)).at(-1)).toContain('the log is cut here');
});

test('lines are stored once, and in order, though a connection breaks at it', async () => {
  const log = await openExecutionLog(database.db, owner);
  const locking = await database.pool.connect();
  await locking.query('begin; lock table log_events in exclusive mode');
  log.add({ time, text: 'one' });
  await untilWaiting(database.pool);
  log.add({ time, text: 'two' });
  await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  await untilWaiting(database.pool);
  await locking.query('commit');
  locking.release();
  await log.close();
  expect(await messagesOf(log.logId)).toEqual(['one', 'two']);
});

test('closing tells when the database stays away', async () => {
  const log = await openExecutionLog(database.db, owner);
  log.add({ time, text: 'one' });
  await database.pool.query('alter table log_events rename to away');
  const failure = await log.close().catch((error: Error) => error);
  await database.pool.query('alter table away rename to log_events');
  expect(failure).toMatchObject({ message: expect.stringContaining('log_events') });
});

test('what is said of a log that was deleted meanwhile is dropped', async () => {
  const log = await openExecutionLog(database.db, owner);
  await database.db.deleteFrom('logs').where('id', '=', log.logId).execute();
  log.add({ time, text: 'one' });
  await log.close();
  expect(await messagesOf(log.logId)).toEqual([]);
});
