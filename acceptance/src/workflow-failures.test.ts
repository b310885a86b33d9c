import type { Client, ErrorConfig, WorkflowExecution } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { doWork, failureOf, historyOf, lease, machine, newQueue, outcomeOf, startFlow, task } from './service/flows.js';
import { newEmail, unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

const commonsFailed = 'las:transition:commons-failed';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

async function failWork(
  transitionId: string,
  status: 'failed' | 'rejected' = 'failed',
  message = 'torn',
): Promise<void> {
  const { executionId } = await lease(client, transitionId);
  await client.updateTransitionExecution(transitionId, executionId, status, { error: { message } });
}

describe('schemas of a transition', () => {
  const inputJsonSchema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: { lines: { type: 'array', items: { type: 'object', required: ['amount'] } } },
  };
  const outputJsonSchema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { total: { type: 'string', pattern: '^\\d+\\.\\d\\d$' }, pair: { prefixItems: [{ type: 'number' }] } },
    required: ['total'],
  };

  it('let pass what they describe', async () => {
    const { transitionId } = await client.createTransition('manual', { inputJsonSchema, outputJsonSchema });
    const execution = await startFlow(client, machine({ A: task(transitionId) }), { lines: [{ amount: 1 }] });
    await doWork(client, transitionId, { total: '1.00', pair: [1, 'a'] });
    expect(await outcomeOf(client, execution)).toMatchObject({ status: 'succeeded' });
  });

  it('fail the step at which the input breaks them, and name the place', async () => {
    const { transitionId } = await client.createTransition('manual', { inputJsonSchema });
    const definition = machine({ First: { Type: 'Pass', Next: 'A' }, A: task(transitionId) });
    const failed = await outcomeOf(client, await startFlow(client, definition, { lines: [{ amount: 1 }, {}] }));
    expect(failed.status).toBe('failed');
    expect(failureOf(failed)).toEqual({ error: 'las.InvalidInput', cause: expect.stringContaining('/lines/1') });
    expect((await client.getTransitionQueue(transitionId)).waiting).toBe(0);
  });

  it('fail the step at which the output breaks them, and name the place', async () => {
    const { transitionId } = await client.createTransition('manual', { outputJsonSchema });
    const cases: [object, string][] = [
      [{ total: 'much' }, '/total'],
      [{ total: '1.00', pair: ['a'] }, '/pair/0'],
      [{}, 'total'],
    ];
    for (const [output, place] of cases) {
      const execution = await startFlow(client, machine({ A: task(transitionId) }));
      const { executionId } = await lease(client, transitionId);
      const done = await client.updateTransitionExecution(transitionId, executionId, 'succeeded', {
        output: output as Record<string, unknown>,
      });
      expect(done).toMatchObject({ executionId, status: 'failed' });
      const failed = await outcomeOf(client, execution);
      expect(failureOf(failed)).toEqual({ error: 'las.InvalidOutput', cause: expect.stringContaining(place) });
    }
  });

  it('may be caught and tried again by their names', async () => {
    const { transitionId } = await client.createTransition('manual', { outputJsonSchema });
    const definition = machine({
      A: task(transitionId, {
        Retry: [{ ErrorEquals: ['las.InvalidOutput'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['las.InvalidOutput'], Next: 'B' }],
      }),
      B: { Type: 'Succeed' },
    });
    const execution = await startFlow(client, definition);
    for (let tries = 0; tries < 2; tries += 1) {
      const { executionId } = await lease(client, transitionId);
      await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { output: { total: 1 } });
    }
    expect(await outcomeOf(client, execution)).toMatchObject({
      status: 'succeeded',
      output: { Error: 'las.InvalidOutput' },
    });
  });
});

describe('an execution that fails under manualRetry', () => {
  const errorConfig = { manualRetry: true };

  async function park(config: ErrorConfig = errorConfig) {
    const [{ transitionId: first }, { transitionId: second }] = await Promise.all([
      client.createTransition('manual'),
      client.createTransition('manual'),
    ]);
    const definition = machine({ First: task(first, { Next: 'Second' }), Second: task(second) });
    const execution = await startFlow(client, definition, { a: 1 }, { errorConfig: config });
    await doWork(client, first, { b: 2 });
    await failWork(second);
    const parked = await outcomeOf(client, execution);
    return { parked, first, second };
  }

  const runOn = ({ workflowId, executionId }: WorkflowExecution, transitionId: string) =>
    client.updateWorkflowExecution(workflowId, executionId, transitionId);

  it('waits with the status error, and runs on from where it failed with the input it had there', async () => {
    const { parked, second } = await park();
    expect(parked).toMatchObject({ status: 'error', endTime: null, output: null });
    const { workflowId } = parked;
    expect(await collect(client.listWorkflowExecutions(workflowId, { status: 'error' }))).toHaveLength(1);
    expect((await refusal(client.deleteWorkflow(workflowId))).status).toBe(400);
    expect(await runOn(parked, second)).toMatchObject({ status: 'running', endTime: null });
    expect((await doWork(client, second, { c: 3 })).input).toEqual({ b: 2 });
    const ended = await outcomeOf(client, parked);
    expect(ended).toMatchObject({ status: 'succeeded', output: { c: 3 } });
    expect(historyOf(ended)).toEqual(expect.arrayContaining(['taskFailed', 'executionResumed', 'executionSucceeded']));
  });

  it('runs on from an earlier step as well', async () => {
    const { parked, first, second } = await park();
    await runOn(parked, first);
    expect((await doWork(client, first, { b: 3 })).input).toEqual({ a: 1 });
    expect((await doWork(client, second, { c: 4 })).input).toEqual({ b: 3 });
    expect(await outcomeOf(client, parked)).toMatchObject({ status: 'succeeded', output: { c: 4 } });
  });

  it('may fail again, and be given up', async () => {
    const { parked, second } = await park();
    await runOn(parked, second);
    await failWork(second);
    expect(await outcomeOf(client, parked)).toMatchObject({ status: 'error', endTime: null });
    const ended = await runOn(parked, commonsFailed);
    expect(ended).toMatchObject({ status: 'failed', endTime: expect.any(String) });
    expect((await refusal(runOn(parked, commonsFailed))).status).toBe(400);
  });

  it('does not run on from a transition that its workflow does not use', async () => {
    const { parked } = await park();
    const { transitionId } = await client.createTransition('manual');
    for (const next of [transitionId, unknownId('transition'), 'las:transition:commons-predict']) {
      expect((await refusal(runOn(parked, next))).status).toBe(400);
    }
    expect((await refusal(runOn(parked, 'nonsense'))).status).toBe(400);
    expect(await outcomeOf(client, parked)).toMatchObject({ status: 'error' });
  });

  it('runs on from the Parallel or Map in which the transition stands', async () => {
    const { transitionId } = await client.createTransition('manual');
    const Branches = [machine({ L: task(transitionId) }), machine({ R: { Type: 'Pass', End: true } })];
    const definition = machine({ Both: { Type: 'Parallel', Branches, ResultSelector: { 'all.$': '$' }, End: true } });
    const execution = await startFlow(client, definition, { a: 1 }, { errorConfig });
    await failWork(transitionId);
    const parked = await outcomeOf(client, execution);
    expect(parked.status).toBe('error');
    await runOn(parked, transitionId);
    expect((await doWork(client, transitionId, { b: 2 })).input).toEqual({ a: 1 });
    expect(await outcomeOf(client, parked)).toMatchObject({
      status: 'succeeded',
      output: { all: [{ b: 2 }, { a: 1 }] },
    });
  });
});

describe('an execution that runs', () => {
  it('is ended as failed by commons-failed, and its work is no longer to be had', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, {});
    const held = await lease(client, transitionId);
    const ended = await client.updateWorkflowExecution(workflowId, executionId, commonsFailed);
    expect(ended).toMatchObject({ status: 'failed', endTime: expect.any(String) });
    const late = client.updateTransitionExecution(transitionId, held.executionId, 'succeeded', { output: {} });
    expect((await refusal(late)).status).toBe(400);
    expect((await refusal(client.sendHeartbeat(transitionId, held.executionId))).status).toBe(400);
    expect((await refusal(client.updateWorkflowExecution(workflowId, executionId, commonsFailed))).status).toBe(400);
  });
});

describe('errorConfig.email', () => {
  const mailsTo = async (address: string) =>
    (await collect(client.listMails({ maxResults: 1000 }))).filter(({ to }) => to === address);

  it.each(['failed', 'rejected'] as const)(
    'gets a mail when an execution is %s, none when it succeeds',
    async (status) => {
      const email = newEmail('operator');
      const { workflowId, transitionId } = await newQueue(client, {}, { name: 'Receipts', errorConfig: { email } });
      const good = await client.executeWorkflow(workflowId, {});
      await doWork(client, transitionId, {});
      expect(await outcomeOf(client, good)).toMatchObject({ status: 'succeeded' });
      expect(await mailsTo(email)).toEqual([]);
      const bad = await client.executeWorkflow(workflowId, {});
      await failWork(transitionId, status, 'the page is torn');
      expect(await outcomeOf(client, bad)).toMatchObject({ status });
      const [mail, ...more] = await mailsTo(email);
      expect(more).toEqual([]);
      expect(mail?.subject).toContain('Receipts');
      expect(mail?.body).toContain(bad.executionId);
      expect(mail?.body).toContain('the page is torn');
    },
  );

  it('gets one when an execution waits under manualRetry', async () => {
    const email = newEmail('operator');
    const { workflowId, transitionId } = await newQueue(client, {}, { errorConfig: { email, manualRetry: true } });
    const execution = await client.executeWorkflow(workflowId, {});
    await failWork(transitionId);
    expect(await outcomeOf(client, execution)).toMatchObject({ status: 'error' });
    expect(await mailsTo(email)).toHaveLength(1);
  });
});
