import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.js';
import type { StepRecord } from '../../db/execution-steps.js';
import { findSnapshot } from '../../db/workflow-executions.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { addTransitionExecution } from '../../testing/transition-execution.js';
import { createStepWriter } from './step-writer.js';

let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await testDatabase();
  organizationId = await database.addOrganization();
});

afterAll(() => database.close());

async function step(more: Partial<StepRecord> = {}): Promise<StepRecord> {
  const { workflowExecutionId } = await addTransitionExecution(database, organizationId);
  const time = new Date().toISOString();
  return {
    executionId: workflowExecutionId,
    version: 1,
    status: 'running',
    state: { version: 1, status: 'running' },
    output: undefined,
    error: null,
    cause: null,
    endTime: null,
    time,
    end: null,
    tasks: [],
    cancelled: [],
    timers: [],
    cancelledTimers: [],
    firstEventNumber: 1,
    events: [{ type: 'stateEntered', time }],
    ...more,
  };
}

async function versionsOf(records: StepRecord[]): Promise<(number | undefined)[]> {
  return Promise.all(records.map(async (record) => (await findSnapshot(database.db, record.executionId))?.version));
}

/** Counts the statements that go to the pool. */
function counting(): { db: Database; statements(): number; fail(error: Error): void } {
  let statements = 0;
  let failure: Error | undefined;
  const db = new Proxy(database.db, {
    get(target, property) {
      if (property === 'executeQuery') {
        return (...given: Parameters<Database['executeQuery']>) => {
          statements++;
          if (failure) return Promise.reject(failure);
          return target.executeQuery(...given);
        };
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    db,
    statements: () => statements,
    fail(error) {
      failure = error;
    },
  };
}

test('steps that come up at the same time are written by one statement', async () => {
  const { db, statements } = counting();
  const writer = createStepWriter(db);
  const records = await Promise.all(Array.from({ length: 10 }, () => step()));
  expect(await Promise.all(records.map((record) => writer.write(record)))).toEqual(Array(10).fill('written'));
  expect(statements()).toBe(1);
  expect(await versionsOf(records)).toEqual(Array(10).fill(2));
});

test('a step that the database refuses does not take the others with it', async () => {
  const writer = createStepWriter(database.db);
  const records = [await step(), await step({ endTime: 'no time' }), await step()];
  const ends = await Promise.allSettled(records.map((record) => writer.write(record)));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await versionsOf(records)).toEqual([2, 1, 2]);
});

test('a step from a state that is no more changes nothing', async () => {
  const writer = createStepWriter(database.db);
  const records = [await step({ version: 0 }), await step()];
  expect(await Promise.all(records.map((record) => writer.write(record)))).toEqual(['conflict', 'written']);
  expect(await versionsOf(records)).toEqual([1, 2]);
});

test('while the database is away, all fail at once', async () => {
  const { db, statements, fail } = counting();
  fail(new Error('timeout exceeded when trying to connect'));
  const writer = createStepWriter(db);
  const records = [await step(), await step(), await step()];
  const ends = await Promise.allSettled(records.map((record) => writer.write(record)));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(statements()).toBe(1);
});

test('timers are due by the clock of the database, whatever the clock of the process says', async () => {
  const writer = createStepWriter(database.db);
  const hour = 3_600_000;
  const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  const record = await step({ time: at(hour), timers: [{ timerId: 't', dueTime: at(hour + 60_000) }] });
  await writer.write(record);
  const { rows } = await database.pool.query(
    `select due_time between now() and now() + interval '1 minute' as "isSoon" from workflow_timers where execution_id = $1`,
    [record.executionId],
  );
  expect(rows).toEqual([{ isSoon: true }]);
});
