import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVault } from '../auth/vault.js';
import type { ContainerOutcome, ContainerRunner, LeftContainer } from '../containers/container-runner.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type WorkflowApp, workflowApp } from '../testing/workflow-app.js';
import { runCompletedContainerHandler } from './run-completed-container.handler.js';
import { sweepContainers } from './workflow/sweep-containers.js';

let database: TestDatabase;
let app: WorkflowApp;
let workflowId: string;
const log = pino({ level: 'silent' });
const exited: ContainerOutcome = { kind: 'exited', exitCode: 0, lastLines: [] };

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database);
  const definition = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
  workflowId = await app.createWorkflow(definition, {
    completedConfig: { imageUrl: 'image', environment: { A: 'b' } },
  });
});

afterAll(async () => {
  await app.close();
  await database.close();
});

/** An engine that notes what is asked of it. */
function engine(left: string[] = []) {
  const asked: string[] = [];
  const leftContainer = (taskId: string): LeftContainer => ({
    taskId,
    workerId: 'dead',
    isRunning: true,
    async adopt({ onLine }) {
      asked.push(`adopt ${taskId}`);
      onLine({ time: Date.now(), text: 'goes on' });
      return exited;
    },
    end: async () => void asked.push(`end ${taskId}`),
  });
  const containers: ContainerRunner = {
    async run({ id, environment }, { onLine }) {
      asked.push(`run ${id} ${JSON.stringify(environment)}`);
      onLine({ time: Date.now(), text: 'begins' });
      return exited;
    },
    check: async () => 'ok',
    leftContainers: async () => left.map(leftContainer),
    close: async () => {},
  };
  return { asked, containers };
}

async function handle(executionId: string, containers: ContainerRunner): Promise<void> {
  const { db } = database;
  const services = { db, vault: createVault(randomBytes(32)), workflows: app.services.workflows, containers };
  const completed = { organizationId: app.organizationId, workflowId, executionId };
  await runCompletedContainerHandler(services)(completed, { log, stopping: new AbortController().signal });
}

async function linesOf(executionId: string): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select events from log_events join workflow_executions on log_events.log_id = workflow_executions.log_id
     where workflow_executions.id = $1 order by first_number`,
    [executionId],
  );
  return rows.flatMap(({ events }) => events.map(({ message }: { message: string }) => message));
}

test('the container runs with its environment, and its lines are in the log of the execution', async () => {
  const executionId = await app.execute(workflowId);
  const { asked, containers } = engine();
  await handle(executionId, containers);
  const environment = { A: 'b', WORKFLOW_ID: workflowId, EXECUTION_ID: executionId };
  expect(asked).toHaveLength(1);
  expect(JSON.parse(asked[0]?.slice(`run ${executionId} `.length) ?? '')).toEqual(environment);
  expect(await linesOf(executionId)).toEqual(['begins']);
});

test('the container of a process that was killed goes on, and so does its log', async () => {
  const executionId = await app.execute(workflowId);
  await handle(executionId, engine().containers);
  const { asked, containers } = engine([executionId]);
  await handle(executionId, containers);
  expect(asked).toEqual([`adopt ${executionId}`]);
  expect(await linesOf(executionId)).toEqual(['begins', 'goes on']);
});

test('for an execution that was deleted nothing runs', async () => {
  const { asked, containers } = engine();
  await handle('las:workflow-execution:gone', containers);
  expect(asked).toEqual([]);
});

test('containers that nobody waits for are ended; those of work that is done just now, or of a job, are not', async () => {
  const waiting = await app.execute(workflowId);
  const { workflowId: queue, transitionId } = await app.createQueue();
  const work = async (change: string) => {
    await app.execute(queue);
    const { executionId } = await app.lease(transitionId);
    await database.pool.query(`update transition_executions set ${change} where id = $1`, [executionId]);
    return executionId;
  };
  const held = await work(`phase = 'held'`);
  const done = await work(`phase = 'ended', completed_by = 'it', end_time = now()`);
  const doneLongAgo = await work(`phase = 'ended', completed_by = 'it', end_time = now() - interval '1 hour'`);
  const givenUp = await work(`phase = 'ended', end_time = now()`);
  const { asked, containers } = engine([waiting, held, done, doneLongAgo, givenUp, 'gone']);
  await sweepContainers({ db: database.db, containers, log });
  expect(asked).toEqual([`end ${doneLongAgo}`, `end ${givenUp}`, 'end gone']);
});
