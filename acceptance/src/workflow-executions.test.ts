import { randomUUID } from 'node:crypto';
import type { Client, ListWorkflowExecutionsOptions } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { doWork, historyOf, lease, machine, newQueue, outcomeOf, startFlow } from './service/flows.js';
import { unknownId } from './service/ids.js';
import { newClient, service } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

const nothingToDo = machine({ A: { Type: 'Pass', Result: { done: true }, End: true } });

describe('an execution', () => {
  it('is answered as it is: running, or ended already where nothing takes time', async () => {
    const ended = await startFlow(client, nothingToDo, { a: 1 });
    expect(ended).toMatchObject({
      status: 'succeeded',
      input: { a: 1 },
      output: { done: true },
      transitionExecutions: {},
      completedBy: [],
    });
    expect(Date.parse(ended.endTime ?? '')).toBeGreaterThanOrEqual(Date.parse(ended.startTime ?? ''));
    const { workflowId } = await newQueue(client);
    const running = await client.executeWorkflow(workflowId, { a: 1 });
    expect(running).toMatchObject({ workflowId, status: 'running', input: { a: 1 }, output: null, endTime: null });
  });

  it('is got with its events, its work and who did it', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, { a: 1 });
    const work = await doWork(client, transitionId, { b: 2 });
    const execution = await outcomeOf(client, { workflowId, executionId });
    expect(execution).toMatchObject({
      status: 'succeeded',
      input: { a: 1 },
      output: { b: 2 },
      transitionExecutions: { [transitionId]: [work.executionId] },
      completedBy: [work.completedBy],
    });
    expect(historyOf(execution)).toEqual([
      'executionStarted',
      'stateEntered',
      'taskScheduled',
      'taskSucceeded',
      'stateExited',
      'executionSucceeded',
    ]);
  });

  it('is waited for', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, {});
    const ended = client.waitForWorkflowExecution(workflowId, executionId);
    await doWork(client, transitionId, { b: 2 });
    await expect(ended).resolves.toMatchObject({ executionId, status: 'succeeded', output: { b: 2 } });
  });

  it('is started once by a repeated request', async () => {
    const { workflowId } = await newQueue(client);
    const request = { idempotencyKey: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.executeWorkflow(workflowId, { a: 1 }, request)),
    );
    expect(new Set(answers.map(({ executionId }) => executionId)).size).toBe(1);
    expect((await refusal(client.executeWorkflow(workflowId, { a: 2 }, request))).status).toBe(400);
    expect(await collect(client.listWorkflowExecutions(workflowId))).toHaveLength(1);
  });

  it('keeps the definition that it started with, and its workflow', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, {});
    const { status, message } = await refusal(client.deleteWorkflow(workflowId));
    expect([status, message]).toEqual([400, expect.stringContaining(executionId)]);
    expect((await refusal(client.deleteTransition(transitionId))).status).toBe(400);
    await doWork(client, transitionId, {});
    await client.deleteWorkflow(workflowId);
    expect((await refusal(client.getWorkflowExecution(workflowId, executionId))).status).toBe(404);
  });

  it('is gone with its work when it is deleted', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, { a: 1 });
    const held = await lease(client, transitionId);
    await expect(client.deleteWorkflowExecution(workflowId, executionId)).resolves.toMatchObject({ executionId });
    const attempts = [
      () => client.getWorkflowExecution(workflowId, executionId),
      () => client.deleteWorkflowExecution(workflowId, executionId),
      () => client.listWorkflowExecutionEvents(workflowId, executionId),
      () => client.getTransitionExecution(transitionId, held.executionId),
      () => client.sendHeartbeat(transitionId, held.executionId),
      () => client.updateTransitionExecution(transitionId, held.executionId, 'succeeded', { output: {} }),
      () => client.executeTransition(transitionId),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status).toBe(404);
    expect(await collect(client.listWorkflowExecutions(workflowId))).toEqual([]);
    expect(await collect(client.listTransitionExecutions(transitionId))).toEqual([]);
  });

  it.skipIf(!service)('is not there for other organizations', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, {});
    const held = await lease(client, transitionId);
    const other = await newClient();
    const mine = await newQueue(other);
    const attempts = [
      () => other.executeWorkflow(workflowId, {}),
      () => other.listWorkflowExecutions(workflowId),
      () => other.getWorkflowDefinition(workflowId),
      () => other.getWorkflowExecution(workflowId, executionId),
      () => other.getWorkflowExecution(mine.workflowId, executionId),
      () => other.listWorkflowExecutionEvents(workflowId, executionId),
      () => other.updateWorkflowExecution(workflowId, executionId, 'las:transition:commons-failed'),
      () => other.deleteWorkflowExecution(workflowId, executionId),
      () => other.executeTransition(transitionId),
      () => other.listTransitionExecutions(transitionId),
      () => other.getTransitionQueue(transitionId),
      () => other.getTransitionExecution(transitionId, held.executionId),
      () => other.getTransitionExecution(mine.transitionId, held.executionId),
      () => other.sendHeartbeat(transitionId, held.executionId),
      () => other.updateTransitionExecution(transitionId, held.executionId, 'succeeded', { output: {} }),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status, String(attempt)).toBe(404);
    const foreign = other.createWorkflow({
      definition: machine({ A: { Type: 'Task', Resource: transitionId, End: true } }),
    });
    expect((await refusal(foreign)).status).toBe(400);
  });

  it('is that of its own workflow only', async () => {
    const first = await newQueue(client);
    const second = await newQueue(client);
    const { executionId } = await client.executeWorkflow(first.workflowId, {});
    expect((await refusal(client.getWorkflowExecution(second.workflowId, executionId))).status).toBe(404);
    const held = await lease(client, first.transitionId);
    expect((await refusal(client.getTransitionExecution(second.transitionId, held.executionId))).status).toBe(404);
    expect((await refusal(client.sendHeartbeat(second.transitionId, held.executionId))).status).toBe(404);
  });

  it.each([
    ['text', 'text'],
    ['null', null],
    ['a list', []],
    ['more than 256 KiB', { a: 'x'.repeat(262_144) }],
    ['values nested too deep', JSON.parse(`{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`)],
  ])('does not start with %s', async (_, input) => {
    const { workflowId } = await newQueue(client);
    const { status, message } = await refusal(client.executeWorkflow(workflowId, input as never));
    expect([status, message]).toEqual([400, expect.stringContaining('body')]);
    expect(await collect(client.listWorkflowExecutions(workflowId))).toEqual([]);
  });

  it('takes input of every kind of character, and of 200 KiB', async () => {
    const odd = { 'clé "\\': '\u0000\ud800 \u{1f9fe} \u202e', '': null, __proto__x: -0.5e-7, 数: [true, {}, []] };
    for (const input of [odd, { a: 'x'.repeat(200_000) }]) {
      const { workflowId } = await client.createWorkflow({ definition: machine({ A: { Type: 'Succeed' } }) });
      const outcome = await client.executeWorkflow(workflowId, input).then(
        (execution) => execution,
        (error: { status: number }) => error.status,
      );
      // PostgreSQL keeps no NUL and no half of a character: a service that refuses them says so.
      if (outcome !== 400) expect(outcome).toMatchObject({ status: 'succeeded' });
    }
  });
});

describe('the list of executions', () => {
  let workflowId: string;
  const started: string[] = [];

  /** The first and the third succeed, in the other order; the second fails, the others run. */
  beforeAll(async () => {
    const queue = await newQueue(client);
    workflowId = queue.workflowId;
    const works: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      started.push((await client.executeWorkflow(workflowId, { number })).executionId);
      works.push((await lease(client, queue.transitionId)).executionId);
    }
    const end = (number: number, status: 'succeeded' | 'failed') =>
      client.updateTransitionExecution(queue.transitionId, works[number] ?? '', status, { output: {} });
    await end(2, 'succeeded');
    await end(1, 'failed');
    await end(0, 'succeeded');
  });

  const numbers = async (options: ListWorkflowExecutionsOptions) =>
    (await collect(client.listWorkflowExecutions(workflowId, options))).map(({ executionId }) =>
      started.indexOf(executionId),
    );

  it.each<[ListWorkflowExecutionsOptions, number[]]>([
    [{}, [4, 3, 2, 1, 0]],
    [{ order: 'ascending' }, [0, 1, 2, 3, 4]],
    [{ sortBy: 'startTime', order: 'ascending' }, [0, 1, 2, 3, 4]],
    [{ sortBy: 'startTime', order: 'descending' }, [4, 3, 2, 1, 0]],
    [{ status: 'running', order: 'ascending' }, [3, 4]],
    [{ status: ['succeeded', 'failed'], sortBy: 'endTime', order: 'ascending' }, [2, 1, 0]],
    [{ status: ['succeeded', 'failed'], sortBy: 'endTime', order: 'descending' }, [0, 1, 2]],
    [{ status: 'succeeded', sortBy: 'endTime', order: 'descending' }, [0, 2]],
    [{ status: 'rejected' }, []],
  ])('with %j is filtered and sorted, whatever the size of its pages', async (options, expected) => {
    expect(await numbers(options)).toEqual(expected);
    for (const maxResults of [1, 2, 3]) expect(await numbers({ ...options, maxResults })).toEqual(expected);
  });

  it('sorted by end has each once, those that run included', async () => {
    for (const maxResults of [1, 2, 1000]) {
      const all = await numbers({ sortBy: 'endTime', order: 'ascending', maxResults });
      expect(all.toSorted()).toEqual([0, 1, 2, 3, 4]);
      expect(all.filter((number) => number < 3)).toEqual([2, 1, 0]);
    }
  });

  it.each([{ status: 'done' }, { sortBy: 'name' }, { order: 'sideways' }, { nextToken: 'nonsense' }])(
    'refuses %j',
    async (options) => {
      const { status, message } = await refusal(client.listWorkflowExecutions(workflowId, options as never));
      expect([status, message]).toEqual([400, expect.stringContaining(Object.keys(options)[0] ?? '')]);
    },
  );

  it('refuses the token of another filter, order or workflow', async () => {
    const { nextToken } = await client.listWorkflowExecutions(workflowId, { maxResults: 1 });
    const token = { nextToken: nextToken ?? '', maxResults: 1 };
    const { workflowId: another } = await newQueue(client);
    const attempts = [
      () => client.listWorkflowExecutions(workflowId, { ...token, status: 'running' }),
      () => client.listWorkflowExecutions(workflowId, { ...token, sortBy: 'endTime' }),
      () => client.listWorkflowExecutions(workflowId, { ...token, order: 'ascending' }),
      () => client.listWorkflowExecutions(another, token),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status).toBe(400);
  });

  it('is 404 for a workflow that is not there', async () => {
    expect((await refusal(client.listWorkflowExecutions(unknownId('workflow')))).status).toBe(404);
  });
});
