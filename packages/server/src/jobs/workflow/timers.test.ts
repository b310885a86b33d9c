import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { DeliverOutcome, Engine, Happening } from '../../domain/execution/engine.js';
import { createStepNewsDesk } from '../../domain/execution/step-news.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { addTransitionExecution } from '../../testing/transition-execution.js';
import { startTimers } from './timers.js';

let database: TestDatabase;
let organizationId: string;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  database = await testDatabase();
  organizationId = await database.addOrganization();
});

afterAll(() => database.close());

async function addTimer(due: string): Promise<string> {
  const { workflowExecutionId } = await addTransitionExecution(database, organizationId);
  await database.pool.query(
    `insert into workflow_timers (execution_id, timer_id, due_time) values ($1, 't', now() + $2::interval)`,
    [workflowExecutionId, due],
  );
  return workflowExecutionId;
}

async function isKept(executionId: string): Promise<boolean> {
  const { rows } = await database.pool.query('select 1 from workflow_timers where execution_id = $1', [executionId]);
  return rows.length > 0;
}

function start(deliver: (executionId: string, happening: Happening) => Promise<DeliverOutcome>) {
  const news = createStepNewsDesk();
  const fired: string[] = [];
  const engine = {
    deliver: (executionId, happening) => {
      fired.push(executionId);
      return deliver(executionId, happening);
    },
  } as Pick<Engine, 'deliver'> as Engine;
  const timers = startTimers({ db: database.db, engine, news, log });
  onTestFinished(() => timers.stop());
  const tell = (record: object) =>
    news.tell({ record: { timers: [], cancelledTimers: [], ...record } as never, after: {} as never });
  return { fired, tell, stop: () => timers.stop() };
}

const removeTimer = async (executionId: string): Promise<DeliverOutcome> => {
  await database.pool.query('delete from workflow_timers where execution_id = $1', [executionId]);
  return 'stepped';
};
const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

test('what is overdue when the process starts goes off, what is due later waits', async () => {
  const [overdue, soon, late] = [
    await addTimer('-1 hour'),
    await addTimer('500 milliseconds'),
    await addTimer('1 hour'),
  ];
  const { fired } = start(removeTimer);
  await expect.poll(() => fired, { timeout: 5000 }).toEqual([overdue, soon]);
  expect(await isKept(late)).toBe(true);
});

test('a timer of a step of this process goes off without a look into the table, unless it is cancelled', async () => {
  const { fired, tell } = start(async () => 'stepped');
  tell({ executionId: 'cancelled', timers: [{ timerId: 't', dueTime: inMs(50) }] });
  tell({ executionId: 'moved', timers: [{ timerId: 't', dueTime: inMs(50) }] });
  tell({ executionId: 'kept', timers: [{ timerId: 't', dueTime: inMs(100) }] });
  tell({ executionId: 'cancelled', cancelledTimers: ['t'] });
  tell({ executionId: 'moved', timers: [{ timerId: 't', dueTime: inMs(3_600_000) }] });
  await expect.poll(() => fired).toEqual(['kept']);
});

test('a timer that nothing waits for is removed', async () => {
  const executionId = await addTimer('-1 second');
  start(async () => 'stale');
  await expect.poll(() => isKept(executionId), { timeout: 5000 }).toBe(false);
});

test('a timer that cannot be delivered is tried again', async () => {
  const executionId = await addTimer('-1 second');
  let tries = 0;
  const { fired } = start(async (id) => {
    tries++;
    if (tries === 1) throw new Error('the database is away');
    return removeTimer(id);
  });
  await expect.poll(() => fired, { timeout: 5000 }).toEqual([executionId, executionId]);
});

test('a timer whose step takes long does not go off again meanwhile', async () => {
  const slow = await addTimer('-1 second');
  let release = () => {};
  const { fired } = start((id) =>
    id === slow
      ? new Promise((resolve) => {
          release = () => void removeTimer(id).then(resolve);
        })
      : removeTimer(id),
  );
  await expect.poll(() => fired, { timeout: 5000 }).toEqual([slow]);
  // Two of later looks show that there were some.
  for (let look = 0; look < 2; look++) {
    const other = await addTimer('-1 second');
    await expect.poll(() => fired, { timeout: 5000 }).toContain(other);
  }
  expect(fired.filter((id) => id === slow)).toHaveLength(1);
  release();
});

test('to stop waits for steps under way, and disarms the others', async () => {
  const { fired, tell, stop } = start(async () => 'stepped');
  tell({ executionId: 'armed', timers: [{ timerId: 't', dueTime: inMs(50) }] });
  await stop();
  tell({ executionId: 'late', timers: [{ timerId: 't', dueTime: inMs(0) }] });
  const other = start(async () => 'stepped');
  other.tell({ executionId: 'later', timers: [{ timerId: 't', dueTime: inMs(100) }] });
  await expect.poll(() => other.fired).toEqual(['later']);
  expect(fired).toEqual([]);
});
