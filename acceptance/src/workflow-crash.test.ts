import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ExecutionEvent, type WorkflowExecution } from '@las/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { crash, randomNumbers, victims } from './service/crashes.js';
import { freePort } from './service/free-port.js';
import { checkedBy, countedBy, effectsOf, itemsOf, orderFlow, outputOf } from './service/order-flow.js';
import { newOrganization, service as sharedService } from './service/organization.js';
import { type StartedService, startServiceIn } from './service/start-service.js';
import { untilAnswered } from './service/uploads.js';
import { WebhookReceiver } from './service/webhook-receiver.js';

/** How often the service is killed, and during how many executions; `LAS_CRASH_SEED` repeats the moments of a run. */
const crashes = Number(process.env.LAS_WORKFLOW_CRASHES ?? 3);
const executions = Number(process.env.LAS_WORKFLOW_EXECUTIONS ?? 60);
const seed = Number(process.env.LAS_CRASH_SEED ?? Date.now() % 1_000_000);
const random = randomNumbers(seed);

const longestPause = 2500;
const timeout = 120_000 + crashes * 20_000 + executions * 200;

describe.skipIf(!sharedService)(`workflows of a service that is killed (LAS_CRASH_SEED=${seed})`, () => {
  let folder: string;
  let flags: string[];
  let service: StartedService;
  let client: Client;
  let workflowId: string;
  const receiver = new WebhookReceiver(50);
  const stop = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  /** Work whose end the service has acknowledged. */
  const acknowledged = new Set<string>();
  const failedOnce = new Set<number>();
  const reports: unknown[] = [];
  const figures: Record<string, unknown> = { seed, executions };

  /** Remembers what the service has said that it has. */
  const noting: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const [, executionId] = /\/(las:transition-execution:\w+)$/.exec(decodeURIComponent(String(input))) ?? [];
    const isEnd = init?.method === 'PATCH' && answer.status === 200 && executionId;
    if (isEnd && String(init.body).includes('"succeeded"')) acknowledged.add(executionId);
    return answer;
  };

  function startWork(check: string, count: string): void {
    const options = {
      concurrency: 6,
      signal: stop.signal,
      heartbeatSeconds: 1,
      onError: (error: unknown) => void reports.push(error),
    };
    const checking = client.work<{ order: number }>(
      check,
      ({ order }) => {
        if (order % 5 === 0 && !failedOnce.has(order)) {
          failedOnce.add(order);
          throw new Error('not today');
        }
        return { checked: checkedBy(order) };
      },
      options,
    );
    const counting = client.work<{ order: number; item: string }>(
      count,
      async ({ order, item }) => {
        await pause(20);
        return { counted: countedBy(order, item) };
      },
      options,
    );
    working = Promise.all([checking, counting]);
    // Is thrown in the end.
    working.catch(() => {});
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-workflow-crash-'));
    flags = ['--port', String(await freePort()), '--lease-seconds', '5', '--log-level', 'warn'];
    service = await startServiceIn(folder, flags);
    client = new Client(await newOrganization(service), { fetch: noting });
    const { transitionId: check } = await client.createTransition('manual');
    const { transitionId: count } = await client.createTransition('manual');
    ({ workflowId } = await client.createWorkflow({ definition: orderFlow({ check, count }) }));
    startWork(check, count);
  });

  afterAll(async () => {
    stop.abort();
    await working.catch(() => {});
    await service?.stop();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
    console.log(JSON.stringify({ workflows: figures }));
  });

  async function startOrder(order: number, url: string): Promise<WorkflowExecution> {
    const request = { idempotencyKey: randomUUID() };
    const input = { order, items: itemsOf(order), url };
    return untilAnswered(() => client.executeWorkflow(workflowId, input, request));
  }

  /** Starts the executions, some before each kill. */
  async function startAndKill(url: string): Promise<WorkflowExecution[]> {
    const started: Promise<WorkflowExecution>[] = [];
    for (let kill = 0; kill < crashes; kill += 1) {
      const until = Math.ceil(((kill + 1) * executions) / crashes);
      while (started.length < until) {
        const order = startOrder(started.length, url);
        order.catch(() => {});
        started.push(order);
      }
      await pause(random() * longestPause);
      service = await crash(service, victims[kill % victims.length] ?? 'both', folder, flags);
      figures.kills = kill + 1;
    }
    return Promise.all(started);
  }

  async function ended({ executionId }: WorkflowExecution): Promise<WorkflowExecution> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const execution = await untilAnswered(() => client.getWorkflowExecution(workflowId, executionId));
      if (execution.status !== 'running') return execution;
      if (Date.now() > deadline) expect.fail(`${executionId} does not end:\n${service.output()}`);
      await pause(200);
    }
  }

  function expectWholeHistory(order: number, events: readonly ExecutionEvent[]): void {
    const count = (type: string, transitionId = '') =>
      events.filter((event) => event.type === type && (event.transitionId ?? '').includes(transitionId)).length;
    const tasks = 1 + itemsOf(order).length + effectsOf(order).length;
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    expect({
      started: count('executionStarted'),
      entered: count('stateEntered') - count('stateExited'),
      succeeded: count('taskSucceeded'),
      over: count('executionSucceeded'),
    }).toEqual({ started: 1, entered: 0, succeeded: tasks, over: 1 });
    expect(count('taskFailed')).toBeLessThanOrEqual(order % 5 === 0 ? 1 : 0);
  }

  it('end as they would have, and have each effect once', { timeout: 2 * timeout }, async () => {
    const begin = Date.now();
    const started = await startAndKill(await receiver.listen());
    const outcomes = await Promise.all(started.map(ended));
    figures.milliseconds = Date.now() - begin;
    expect(new Set(started.map(({ executionId }) => executionId)).size).toBe(executions);
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'succeeded'));
    expect(outcomes.map(({ output }) => output)).toEqual(outcomes.map((_, order) => outputOf(order)));

    const inHistory = new Map<string, number>();
    for (const [order, { executionId }] of started.entries()) {
      const events = await collect(client.listWorkflowExecutionEvents(workflowId, executionId, { maxResults: 1000 }));
      expectWholeHistory(order, events);
      for (const { type, transitionExecutionId: id } of events) {
        if (type === 'taskSucceeded' && id) inHistory.set(id, (inHistory.get(id) ?? 0) + 1);
      }
    }
    Object.assign(figures, { acknowledged: acknowledged.size, reports: reports.length });
    expect([...inHistory.values()].every((times) => times === 1)).toBe(true);
    expect([...acknowledged].filter((id) => !inHistory.has(id))).toEqual([]);

    const effects = started.flatMap((_, order) => effectsOf(order));
    expect([...receiver.received.keys()].toSorted()).toEqual(effects.toSorted());
    const underTwoKeys = [...receiver.received].filter(([, keys]) => keys.size > 1);
    expect(underTwoKeys).toEqual([]);
    const requests = [...receiver.received.values()].flatMap((keys) => [...keys.values()]);
    figures.repeatedWebhooks = requests.filter((times) => times > 1).length;
  });
});
