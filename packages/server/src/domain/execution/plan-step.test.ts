import type { Effect, ExecutionState, HistoryEvent } from '@las/asl';
import { expect, test } from 'vitest';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';
import { planStep, rejectedError, type StepCircumstances, snapshotAfter } from './plan-step.js';

const now = Date.parse('2026-01-01T00:00:00Z');
const transitionId = `las:transition:${'0'.repeat(32)}`;

const before: ExecutionSnapshot = {
  id: 'execution',
  organizationId: 'organization',
  workflowId: 'workflow',
  status: 'running',
  version: 3,
  state: { version: 1, status: 'running' },
  eventCount: 5,
};

const circumstances: StepCircumstances = {
  now,
  timeScale: 1,
  worker: 'worker',
  end: null,
  endedTaskId: null,
  firedTimerId: null,
  transitionOf: () => ({ kind: 'manual', inputJsonSchema: null, outputJsonSchema: null }),
  endOf: () => undefined,
  parks: false,
};

const startTask = (taskId: string): Effect => ({
  type: 'startTask',
  taskId,
  resource: transitionId,
  state: 'S\0',
  input: { a: 1 },
  attempt: 1,
});

function plan(
  effects: Effect[],
  {
    state = before.state,
    history = [],
    ...more
  }: Partial<StepCircumstances> & {
    state?: ExecutionState;
    history?: HistoryEvent[];
  } = {},
) {
  return planStep(before, { state, effects, history }, { ...circumstances, ...more });
}

test('people\u2019s work waits, built-in work is held by the worker of this process', () => {
  expect(plan([startTask('t')]).tasks).toMatchObject([{ taskId: 't', kind: 'manual', holder: null, stateName: 'S' }]);
  const transitionOf = () => ({ kind: 'built-in', inputJsonSchema: null, outputJsonSchema: null }) as const;
  expect(plan([startTask('t')], { transitionOf }).tasks).toMatchObject([{ kind: 'built-in', holder: 'worker' }]);
  expect(plan([startTask('t')], { transitionOf, worker: null }).tasks).toMatchObject([{ holder: null }]);
});

test('what begins and is given up within a step is not there at all', () => {
  const { tasks, cancelled, timers, cancelledTimers } = plan([
    startTask('new'),
    { type: 'startTimer', timerId: 'new', at: now },
    { type: 'cancelTask', taskId: 'new', reason: 'abandoned' },
    { type: 'cancelTimer', timerId: 'new' },
    { type: 'cancelTask', taskId: 'old', reason: 'timedOut' },
  ]);
  expect({ tasks, timers }).toEqual({ tasks: [], timers: [] });
  expect(cancelled).toEqual([{ taskId: 'old', error: 'States.Timeout' }]);
  expect(cancelledTimers).toEqual(['new']);
});

test('a timer that went off and begins anew is not among those that end', () => {
  const { timers, cancelledTimers } = plan([{ type: 'startTimer', timerId: 't', at: now + 1000 }], {
    firedTimerId: 't',
  });
  expect(timers).toEqual([{ timerId: 't', dueTime: '2026-01-01T00:00:01.000Z' }]);
  expect(cancelledTimers).toEqual([]);
});

test.each([
  [1, '2026-01-01T00:01:40.000Z'],
  [0.01, '2026-01-01T00:00:01.000Z'],
])('a time scale of %d shortens what is to come', (timeScale, dueTime) => {
  expect(plan([{ type: 'startTimer', timerId: 't', at: now + 100_000 }], { timeScale }).timers[0]?.dueTime).toBe(
    dueTime,
  );
});

test.each([
  [{ status: 'running' }, false, 'running'],
  [{ status: 'succeeded' }, true, 'succeeded'],
  [{ status: 'failed' }, false, 'failed'],
  [{ status: 'timedOut' }, false, 'failed'],
  [{ status: 'failed', error: rejectedError }, false, 'rejected'],
  [{ status: 'failed', error: rejectedError }, true, 'error'],
] as const)('an execution that is %j in the language, parked %s, is %s', (state, parks, status) => {
  const record = plan([], { state: { version: 1, ...state }, parks });
  expect(record.status).toBe(status);
  expect(record.endTime === null).toBe(status === 'running' || status === 'error');
});

test('events follow those before, and name the execution of their task', () => {
  const history: HistoryEvent[] = [
    { type: 'taskScheduled', time: now, taskId: 't', resource: transitionId },
    { type: 'waitStarted', time: now, until: now },
  ];
  const record = plan([startTask('t')], { history });
  expect(record.firstEventNumber).toBe(6);
  expect(record.events).toEqual([
    {
      type: 'taskScheduled',
      time: '2026-01-01T00:00:00.000Z',
      transitionId,
      transitionExecutionId: record.tasks[0]?.id,
    },
    { type: 'waitStarted', time: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:00:00.000Z' },
  ]);
  expect(snapshotAfter(before, record)).toMatchObject({ version: 4, eventCount: 7 });
});
