import { randomUUID } from 'node:crypto';
import type { Client } from '@las/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  doWork,
  failureOf,
  historyOf,
  lease,
  machine,
  newQueue,
  outcomeOf,
  runFlow,
  startFlow,
  task,
} from './service/flows.js';
import { newClient, service as sharedService } from './service/organization.js';
import { refusal } from './service/refusal.js';
import { type StartedService, startService } from './service/start-service.js';

const leaseSeconds = 5;

describe.skipIf(!sharedService)('a service with --time-scale 0.01', () => {
  let service: StartedService;
  let client: Client;
  beforeAll(async () => {
    service = await startService(['--time-scale', '0.01', '--lease-seconds', String(leaseSeconds)]);
    client = await newClient(service);
  });
  afterAll(() => service?.stop());

  it('says so in /health/ready, and others do not', async () => {
    const details = async (origin: string) => (await fetch(`${origin}/health/ready`)).text();
    expect(await details(service.http)).toMatch(/time.?scale[^,}]*0\.01/i);
    expect(await details(sharedService?.http ?? '')).not.toMatch(/time.?scale[^,}]*0\.01/i);
  });

  it('waits a hundredth of what is asked for, and knows until when', async () => {
    const waits = machine({
      A: { Type: 'Wait', Seconds: 100, Next: 'B' },
      B: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'C' },
      C: { Type: 'Succeed' },
    });
    const execution = await runFlow(client, waits, { seconds: 50 });
    expect(execution.status).toBe('succeeded');
    const took = Date.parse(execution.endTime ?? '') - Date.parse(execution.startTime ?? '');
    expect(took).toBeGreaterThanOrEqual(1500);
    expect(historyOf(execution).filter((type) => type === 'waitStarted')).toHaveLength(2);
  });

  it('takes work away that is not done in time, and tries it again: by default, 50 times', async () => {
    const { transitionId, workflowId } = await newQueue(client, { TimeoutSeconds: 100 });
    const { executionId } = await client.executeWorkflow(workflowId, { a: 1 });
    const held = await lease(client, transitionId);
    await vi.waitUntil(
      async () => (await client.getTransitionExecution(transitionId, held.executionId)).status !== 'running',
      { timeout: 20_000, interval: 50 },
    );
    const late = client.updateTransitionExecution(transitionId, held.executionId, 'succeeded', { output: {} });
    expect((await refusal(late)).status).toBe(400);
    expect((await refusal(client.sendHeartbeat(transitionId, held.executionId))).status).toBe(400);
    // The next one may be past its time already when it is done.
    const again = await lease(client, transitionId);
    expect([again.input, again.executionId === held.executionId]).toEqual([{ a: 1 }, false]);
    const ended = await vi.waitUntil(
      async () => {
        await client
          .executeTransition(transitionId, { waitSeconds: 5 })
          .then(({ executionId: id }) =>
            client.updateTransitionExecution(transitionId, id, 'succeeded', { output: {} }),
          )
          .catch(() => {});
        const execution = await client.getWorkflowExecution(workflowId, executionId);
        return execution.status === 'succeeded' && execution;
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(historyOf(ended as never)).toEqual(expect.arrayContaining(['taskTimedOut', 'retryScheduled']));
  });

  it('fails work that is not done in time where there is nothing to try again', async () => {
    const { transitionId } = await client.createTransition('manual');
    const definition = machine({
      A: task(transitionId, {
        TimeoutSeconds: 50,
        Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 1 }],
      }),
    });
    const failed = await runFlow(client, definition);
    expect([failed.status, failureOf(failed).error]).toEqual(['failed', 'States.Timeout']);
    expect((failed.transitionExecutions as Record<string, string[]>)[transitionId]).toHaveLength(3);
    expect(await client.getTransitionQueue(transitionId)).toMatchObject({ waiting: 0, running: [] });
  });

  it('catches a timeout of what nobody has even leased', async () => {
    const { transitionId } = await client.createTransition('manual');
    const definition = machine({
      A: task(transitionId, {
        TimeoutSecondsPath: '$.patience',
        Retry: [],
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }],
      }),
      Late: { Type: 'Pass', Result: { late: true }, End: true },
    });
    expect(await runFlow(client, definition, { patience: 30 })).toMatchObject({
      status: 'succeeded',
      output: { late: true },
    });
  });

  it('ends a whole execution that takes too long', async () => {
    const { transitionId } = await client.createTransition('manual');
    const definition = machine({ A: task(transitionId) }, { TimeoutSeconds: 50 });
    const failed = await runFlow(client, definition);
    expect(failed.status).toBe('failed');
    expect(failed.events?.at(-1)).toMatchObject({ type: 'executionTimedOut' });
    expect((await client.getTransitionQueue(transitionId)).waiting).toBe(0);
  });

  it('waits longer from one try to the next', async () => {
    const { transitionId } = await client.createTransition('manual');
    const Retry = [
      { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 20, BackoffRate: 3, MaxDelaySeconds: 100, MaxAttempts: 3 },
    ];
    const execution = await startFlow(client, machine({ A: task(transitionId, { Retry }) }));
    for (let tries = 0; tries < 3; tries += 1) {
      const { executionId } = await lease(client, transitionId);
      await client.updateTransitionExecution(transitionId, executionId, 'failed', { error: { message: 'no' } });
    }
    await doWork(client, transitionId, { done: true });
    const { status, events = [] } = await outcomeOf(client, execution);
    expect(status).toBe('succeeded');
    const at = (type: string) =>
      events.filter((event) => event.type === type).map(({ time }) => Date.parse(String(time)));
    const failures = at('taskFailed');
    const pauses = at('taskScheduled')
      .slice(1)
      .map((time, index) => time - (failures[index] ?? 0));
    // 20, 60 and (for 180) 100 seconds, less the grain of two clocks.
    expect(pauses.map((pause, index) => pause >= [195, 595, 995][index]!)).toEqual([true, true, true]);
  });

  it('puts work back that is leased and not heard of again, at its old place', async () => {
    const { transitionId, workflowId } = await newQueue(client);
    const { executionId } = await client.executeWorkflow(workflowId, { number: 1 });
    await client.executeWorkflow(workflowId, { number: 2 });
    const lost = await lease(client, transitionId);
    const other = await lease(client, transitionId);
    const keeping = setInterval(() => void client.sendHeartbeat(transitionId, other.executionId), 1000);
    try {
      const again = await lease(client, transitionId);
      expect([again.input, again.executionId === lost.executionId]).toEqual([{ number: 1 }, false]);
      expect(await client.getTransitionExecution(transitionId, lost.executionId)).toMatchObject({ status: 'retry' });
      for (const status of ['succeeded', 'failed', 'rejected', 'retry'] as const) {
        const late = client.updateTransitionExecution(transitionId, lost.executionId, status, { output: {} });
        expect((await refusal(late)).status).toBe(400);
      }
      expect((await refusal(client.sendHeartbeat(transitionId, lost.executionId))).status).toBe(400);
      await client.updateTransitionExecution(transitionId, again.executionId, 'succeeded', { output: {} });
      // Longer than a lease, with heartbeats.
      expect(await client.getTransitionExecution(transitionId, other.executionId)).toMatchObject({ status: 'running' });
    } finally {
      clearInterval(keeping);
    }
    await client.updateTransitionExecution(transitionId, other.executionId, 'succeeded', { output: {} });
    const ended = await outcomeOf(client, { workflowId, executionId });
    expect(ended.transitionExecutions).toMatchObject({ [transitionId]: [lost.executionId, expect.any(String)] });
  });

  it('does not give the same lease away again to a repeated request after it has lapsed', async () => {
    const { transitionId, workflowId } = await newQueue(client);
    await client.executeWorkflow(workflowId, {});
    const request = { idempotencyKey: randomUUID() };
    const first = await client.executeTransition(transitionId, {}, request);
    const again = await lease(client, transitionId);
    expect(again.executionId).not.toBe(first.executionId);
    const repeated = await client.executeTransition(transitionId, {}, request);
    expect(repeated.executionId).toBe(first.executionId);
    await client.updateTransitionExecution(transitionId, again.executionId, 'succeeded', { output: {} });
  });
});
