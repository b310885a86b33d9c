import type { Client, ExecutionEvent, JsonObject, TransitionExecution } from '@las/client';
import { ExecutionEvent as ExecutionEventShape } from '@las/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertShape } from './service/checked-fetch.js';
import { collect } from './service/collect.js';
import { doWork, lease, machine, newQueue, outcomeOf, runFlow, startFlow, task } from './service/flows.js';
import { unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { sendRaw } from './service/raw-request.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

const eventsOf = ({ workflowId, executionId }: { workflowId: string; executionId: string }, maxResults = 1000) =>
  collect(client.listWorkflowExecutionEvents(workflowId, executionId, { maxResults }));

describe('the history of an execution', () => {
  it('tells what happened, with input, output and time', async () => {
    const { transitionId } = await client.createTransition('manual');
    const definition = machine({
      Ask: task(transitionId, {
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['las.Rejected'], ResultPath: '$.error', Next: 'Choose' }],
        Next: 'Choose',
      }),
      Choose: { Type: 'Choice', Choices: [{ Variable: '$.error', IsPresent: true, Next: 'Stop' }], Default: 'Stop' },
      Stop: { Type: 'Fail', Error: 'Stopped', Cause: 'for a reason' },
    });
    const execution = await startFlow(client, definition, { a: 1 });
    const works: TransitionExecution[] = [];
    for (const status of ['failed', 'rejected'] as const) {
      const work = await lease(client, transitionId);
      works.push(work);
      await client.updateTransitionExecution(transitionId, work.executionId, status, { error: { message: status } });
    }
    await outcomeOf(client, execution);
    const events = await eventsOf(execution);
    for (const event of events) assertShape(ExecutionEventShape, event, 'an event');
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    const times = events.map(({ time }) => Date.parse(time));
    expect(times).toEqual(times.toSorted((first, second) => first - second));
    const worked = (index: number) => ({ transitionId, transitionExecutionId: works[index]?.executionId });
    const error = { Error: 'las.Rejected', Cause: 'rejected' };
    const expected: { type: ExecutionEvent['type']; [field: string]: unknown }[] = [
      { type: 'executionStarted', input: { a: 1 } },
      { type: 'stateEntered', state: 'Ask', stateType: 'Task', input: { a: 1 } },
      { type: 'taskScheduled', state: 'Ask', input: { a: 1 }, attempt: 1, ...worked(0) },
      { type: 'taskFailed', state: 'Ask', error: 'States.TaskFailed', cause: 'failed' },
      { type: 'retryScheduled', state: 'Ask' },
      { type: 'taskScheduled', state: 'Ask', input: { a: 1 }, attempt: 2, ...worked(1) },
      { type: 'taskFailed', state: 'Ask', error: 'las.Rejected', cause: 'rejected' },
      { type: 'errorCaught', state: 'Ask', error: 'las.Rejected' },
      { type: 'stateExited', state: 'Ask', output: { a: 1, error } },
      { type: 'stateEntered', state: 'Choose', stateType: 'Choice', input: { a: 1, error } },
      { type: 'stateExited', state: 'Choose' },
      { type: 'stateEntered', state: 'Stop', stateType: 'Fail' },
      { type: 'executionFailed', error: 'Stopped', cause: 'for a reason' },
    ];
    expect(events.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
    expect(events).toMatchObject(expected);
  });

  it('says in which branch and at which item something happened', async () => {
    const item = machine({ One: { Type: 'Pass', End: true } });
    const each = machine({ Each: { Type: 'Map', ItemProcessor: item, ItemsPath: '$.items', End: true } });
    const Branches = [machine({ Alone: { Type: 'Pass', End: true } }), each];
    const definition = machine({ Both: { Type: 'Parallel', Branches, ResultPath: null, End: true } });
    const execution = await runFlow(client, definition, { items: ['x', 'y'] });
    const entered = (await eventsOf(execution)).filter(({ type }) => type === 'stateEntered');
    const places = entered.map(({ state, within = [] }) => [
      ...within.map((place) => `${place.state}[${place.index}]`),
      state,
    ]);
    expect(places.map((place) => place.join(' ')).toSorted()).toEqual([
      'Both',
      'Both[0] Alone',
      'Both[1] Each',
      'Both[1] Each[0] One',
      'Both[1] Each[1] One',
    ]);
  });

  it('names the field whose evaluation failed', async () => {
    const broken: JsonObject = { Type: 'Pass', Parameters: { 'b.$': '$.missing' }, End: true };
    const failed = await runFlow(client, machine({ A: broken }), {});
    expect(failed.status).toBe('failed');
    const [event] = (await eventsOf(failed)).filter(({ type }) => type === 'evaluationFailed');
    expect(event).toMatchObject({ state: 'A', location: expect.stringContaining('b') });
  });

  it('comes page by page, and goes on where it ended while more comes', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const execution = await client.executeWorkflow(workflowId, {});
    const first = await client.listWorkflowExecutionEvents(workflowId, execution.executionId, { maxResults: 2 });
    expect(first.events.map(({ number }) => number)).toEqual([1, 2]);
    await doWork(client, transitionId, {});
    await outcomeOf(client, execution);
    const whole = await eventsOf(execution);
    const rest = client.listWorkflowExecutionEvents(workflowId, execution.executionId, {
      maxResults: 2,
      nextToken: first.nextToken ?? '',
    });
    expect(await collect(rest)).toEqual(whole.slice(2));
    for (const maxResults of [1, 3]) expect(await eventsOf(execution, maxResults)).toEqual(whole);
    const other = await client.executeWorkflow(workflowId, {});
    const foreign = { nextToken: first.nextToken ?? '' };
    const attempt = client.listWorkflowExecutionEvents(workflowId, other.executionId, foreign);
    expect((await refusal(attempt)).status).toBe(400);
  });

  it('of thousands of events is whole', async () => {
    const item = machine({ One: { Type: 'Pass', End: true } });
    const definition = machine({
      Each: { Type: 'Map', ItemProcessor: item, ItemsPath: '$.items', ResultPath: null, End: true },
    });
    const execution = await runFlow(client, definition, { items: Array.from({ length: 600 }, (_, index) => index) });
    expect(execution.status).toBe('succeeded');
    const events = await eventsOf(execution, 100);
    expect(events.length).toBeGreaterThan(1200);
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    const streamed = await collect(client.watchWorkflowExecution(execution.workflowId, execution.executionId));
    expect(streamed).toEqual(events);
  });
});

describe('the stream of events', () => {
  it('brings each as it comes, and ends with the execution', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const execution = await client.executeWorkflow(workflowId, {});
    const stream = client.watchWorkflowExecution(workflowId, execution.executionId);
    const seen: ExecutionEvent[] = [];
    for (let number = 0; number < 3; number += 1) seen.push((await stream.next()).value as ExecutionEvent);
    expect(seen.at(-1)).toMatchObject({ type: 'taskScheduled' });
    await doWork(client, transitionId, {});
    seen.push(...(await collect(stream)));
    for (const event of seen) assertShape(ExecutionEventShape, event, 'an event');
    expect(seen).toEqual(await eventsOf(execution));
  });

  it('begins after the event that is named', async () => {
    const execution = await runFlow(client, machine({ A: { Type: 'Succeed' } }));
    const whole = await eventsOf(execution);
    for (const after of [0, 1, whole.length - 1, whole.length]) {
      const stream = client.watchWorkflowExecution(execution.workflowId, execution.executionId, { after });
      expect(await collect(stream)).toEqual(whole.slice(after));
    }
  });

  it('stays open while an execution waits for a person under manualRetry', async () => {
    const { workflowId, transitionId } = await newQueue(client, {}, { errorConfig: { manualRetry: true } });
    const execution = await client.executeWorkflow(workflowId, {});
    const streamed = collect(client.watchWorkflowExecution(workflowId, execution.executionId));
    const { executionId } = await lease(client, transitionId);
    await client.updateTransitionExecution(transitionId, executionId, 'failed');
    expect(await outcomeOf(client, execution)).toMatchObject({ status: 'error' });
    await client.updateWorkflowExecution(workflowId, execution.executionId, transitionId);
    await doWork(client, transitionId, {});
    expect((await streamed).at(-1)).toMatchObject({ type: 'executionSucceeded' });
  });

  it('is refused where there is no such execution, or with a mark that is none', async () => {
    const { workflowId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, {});
    const path = (id: string) => `/workflows/${workflowId}/executions/${id}/events`;
    const headers = { accept: 'text/event-stream' };
    const request = (id: string, more = {}) =>
      sendRaw(client.credentials, { method: 'GET', path: path(id), headers: { ...headers, ...more } });
    expect((await request(unknownId('workflow-execution'))).status).toBe(404);
    expect((await request('nonsense')).status).toBe(400);
    for (const mark of ['x', '-1', '1.5', '9'.repeat(30)]) {
      expect((await request(executionId, { 'last-event-id': mark })).status).toBe(400);
    }
  });
});

describe('the definition of a workflow', () => {
  it('is answered as it was given', async () => {
    const definition = machine(
      { 'Ä "quoted" state': { Type: 'Pass', Result: { n: 1e-7, list: [null, ''] }, End: true } },
      { Comment: 'c', TimeoutSeconds: 5 },
    );
    const { workflowId } = await client.createWorkflow({ definition });
    await expect(client.getWorkflowDefinition(workflowId)).resolves.toEqual({ workflowId, definition });
    await client.updateWorkflow(workflowId, { name: 'n' });
    await expect(client.getWorkflowDefinition(workflowId)).resolves.toEqual({ workflowId, definition });
    await client.deleteWorkflow(workflowId);
    expect((await refusal(client.getWorkflowDefinition(workflowId))).status).toBe(404);
  });
});
