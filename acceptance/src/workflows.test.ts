import type { Client, JsonObject } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
let transitionId: string;
let task: JsonObject;
beforeAll(async () => {
  client = await newClient();
  ({ transitionId } = await client.createTransition('manual'));
  task = { Type: 'Task', Resource: transitionId, End: true };
});

const createWorkflow = () => client.createWorkflow({ definition: { StartAt: 'A', States: { A: task } } });

describe('workflows', () => {
  it('are made from a definition with tasks and choices, as the tutorials have it', async () => {
    const definition = {
      StartAt: 'Predict',
      States: {
        Predict: {
          Type: 'Task',
          Resource: transitionId,
          TimeoutSeconds: 900,
          Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 3, MaxAttempts: 50, BackoffRate: 1 }],
          Next: 'Sure?',
        },
        'Sure?': {
          Type: 'Choice',
          Choices: [
            { Variable: '$.sure', BooleanEquals: false, Next: 'Check' },
            { Variable: '$.sure', BooleanEquals: true, End: true },
          ],
        },
        Check: { Type: 'Task', Resource: transitionId, End: true },
      },
    };
    const specification = { definition, language: 'ASL' as const, version: '1.0.0' as const };
    const workflow = await client.createWorkflow(specification, { name: 'Receipts' });
    expect(workflow).toEqual({
      workflowId: workflow.workflowId,
      name: 'Receipts',
      description: null,
      errorConfig: null,
      completedConfig: null,
    });
  });

  it.each<[string, (use: string) => JsonObject]>([
    ['no states', () => ({ StartAt: 'A', States: {} })],
    [
      'a start that is not there',
      (use) => ({ StartAt: 'B', States: { A: { Type: 'Task', Resource: use, End: true } } }),
    ],
    [
      'a next that is not there',
      (use) => ({ StartAt: 'A', States: { A: { Type: 'Task', Resource: use, Next: 'B' } } }),
    ],
    ['a state without a type', (use) => ({ StartAt: 'A', States: { A: { Resource: use, End: true } } })],
    ['a task without a transition', () => ({ StartAt: 'A', States: { A: { Type: 'Task', End: true } } })],
    [
      'a transition that is not there',
      () => ({ StartAt: 'A', States: { A: { Type: 'Task', Resource: unknownId('transition'), End: true } } }),
    ],
  ])('refuse a definition with %s', async (_, build) => {
    const { status, message } = await refusal(client.createWorkflow({ definition: build(transitionId) }));
    expect([status, message]).toEqual([400, expect.stringContaining('definition')]);
  });

  it('change their configuration, not their definition', async () => {
    const { workflowId } = await createWorkflow();
    const errorConfig = { email: 'ada@example.com', manualRetry: true };
    const completedConfig = { imageUrl: 'registry.example/done:1', environment: { A: 'b' } };
    const changed = await client.updateWorkflow(workflowId, { errorConfig, completedConfig, description: 'd' });
    expect(changed).toEqual({ workflowId, name: null, description: 'd', errorConfig, completedConfig });
    await expect(client.getWorkflow(workflowId)).resolves.toEqual(changed);
  });

  it('are gone when they are deleted', async () => {
    const { workflowId } = await createWorkflow();
    await expect(client.deleteWorkflow(workflowId)).resolves.toMatchObject({ workflowId });
    expect((await refusal(client.getWorkflow(workflowId))).status).toBe(404);
    expect((await collect(client.listWorkflows())).map((one) => one.workflowId)).not.toContain(workflowId);
  });
});

describe('executions of workflows', () => {
  it('that are not known are told so', async () => {
    const { workflowId } = await createWorkflow();
    const executionId = unknownId('workflow-execution');
    const attempts = [
      () => client.executeWorkflow(unknownId('workflow'), {}),
      () => client.getWorkflowExecution(workflowId, executionId),
      () => client.listWorkflowExecutionEvents(workflowId, executionId),
      () => client.updateWorkflowExecution(workflowId, executionId, 'las:transition:commons-failed'),
      () => client.deleteWorkflowExecution(workflowId, executionId),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status).toBe(404);
  });
});

describe('logs', () => {
  it('are none where no container has run', async () => {
    await expect(client.listLogs()).resolves.toEqual({ logs: [], nextToken: null });
    expect((await refusal(client.getLog(unknownId('log')))).status).toBe(404);
  });

  it.each([
    { workflowId: 'nonsense' },
    { transitionExecutionId: unknownId('workflow-execution') },
    { order: 'sideways' },
  ])('refuse the filter %j', async (filter) => {
    expect((await refusal(client.listLogs(filter as never))).status).toBe(400);
  });
});
