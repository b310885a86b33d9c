import type { Client } from '@las/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { randomNumbers } from './service/crashes.js';
import { machine, task } from './service/flows.js';
import { Holders } from './service/holders.js';
import { checkedClient, newOrganization, service as sharedService } from './service/organization.js';
import { QueueWorkers } from './service/queue-workers.js';
import { type StartedService, startService } from './service/start-service.js';

/** How much work there is and how many do it; `LAS_CRASH_SEED` repeats a run's choice of who vanishes when. */
const tasks = Number(process.env.LAS_QUEUE_TASKS ?? 500);
const workers = Number(process.env.LAS_QUEUE_WORKERS ?? 10);
const seed = Number(process.env.LAS_CRASH_SEED ?? Date.now() % 1_000_000);

const processes = Math.ceil(workers / 5);
const itemsOfExecution = 100;
const crashes = 0.1;
const timeout = 60_000 + tasks * 100;

describe.skipIf(!sharedService)(`one queue for many (LAS_CRASH_SEED=${seed})`, () => {
  let service: StartedService;
  let client: Client;
  let transitionId: string;
  let workflowId: string;
  let team: QueueWorkers;
  const holders = new Holders();
  const keys = Array.from({ length: tasks }, (_, number) => `task ${number}`);
  const figures: Record<string, number> = { seed, tasks, workers, processes };

  beforeAll(async () => {
    service = await startService(['--lease-seconds', '5']);
    const credentials = await newOrganization(service);
    client = checkedClient(credentials);
    ({ transitionId } = await client.createTransition('manual'));
    const definition = machine({
      Each: {
        Type: 'Map',
        ItemsPath: '$.keys',
        ItemSelector: { 'key.$': '$$.Map.Item.Value' },
        ItemProcessor: machine({ One: task(transitionId) }),
        ResultSelector: { 'keys.$': '$[*].key' },
        End: true,
      },
    });
    ({ workflowId } = await client.createWorkflow({ definition }));
    team = new QueueWorkers({ credentials, transitionId, holders, random: randomNumbers(seed), crashes });
  });

  afterAll(async () => {
    await team?.stop();
    await service?.stop();
    console.log(JSON.stringify({ queue: figures }));
  });

  async function startAll(): Promise<Map<string, string[]>> {
    const started = new Map<string, string[]>();
    for (let first = 0; first < tasks; first += itemsOfExecution) {
      const some = keys.slice(first, first + itemsOfExecution);
      const { executionId } = await client.executeWorkflow(workflowId, { keys: some });
      started.set(executionId, some);
    }
    return started;
  }

  it('has each task done exactly once, though every tenth worker vanishes with its work', { timeout }, async () => {
    for (let number = 0; number < processes; number += 1) team.startProcess();
    for (let number = processes; number < workers; number += 1) team.startWorker();
    const begin = Date.now();
    const executions = await startAll();
    for (const [executionId, some] of executions) {
      const ended = await client.waitForWorkflowExecution(workflowId, executionId);
      expect(ended).toMatchObject({ status: 'succeeded', output: { keys: some } });
    }
    Object.assign(figures, { milliseconds: Date.now() - begin, begun: holders.begun });
    Object.assign(figures, { vanished: team.vanished, killed: team.killed, heldTwice: holders.heldTwice.length });

    expect(team.problems).toEqual([]);
    expect(holders.heldTwice).toEqual([]);
    const done = await collect(
      client.listTransitionExecutions(transitionId, { status: 'succeeded', maxResults: 1000 }),
    );
    expect(done.map(({ input }) => String(input.key)).toSorted()).toEqual(keys.toSorted());
    // A process that is killed may have said that it is at the end of its work, and not said so to the service.
    const moreThanOnce = [...holders.finished].filter(([, times]) => times > 1);
    expect(moreThanOnce.length).toBeLessThanOrEqual(team.killed);
    expect(holders.finished.size).toBe(tasks);
    expect(await client.getTransitionQueue(transitionId)).toMatchObject({
      waiting: 0,
      running: [],
      doneLastHour: tasks,
    });
    expect(team.vanished).toBeGreaterThan(0);
    // One that is killed may have leased more work, and not said so.
    const lapsed = await collect(client.listTransitionExecutions(transitionId, { status: 'retry', maxResults: 1000 }));
    expect(lapsed.length).toBeGreaterThanOrEqual(holders.begun - tasks);
    expect(lapsed.length).toBeLessThanOrEqual(holders.begun - tasks + team.killed);
  });
});
