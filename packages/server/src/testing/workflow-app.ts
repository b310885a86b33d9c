import pino from 'pino';
import type { ContainerRunner } from '../containers/container-runner.js';
import { secretRoutes } from '../http/routes/secrets.js';
import { transitionExecutionRoutes } from '../http/routes/transition-executions.js';
import { transitionRoutes } from '../http/routes/transitions.js';
import { workflowExecutionRoutes } from '../http/routes/workflow-executions.js';
import { workflowRoutes } from '../http/routes/workflows.js';
import { showLiveness } from '../jobs/liveness.js';
import { migrateJobs } from '../jobs/runner.js';
import { startWorkflowJobs, type WorkflowJobServices } from '../jobs/workflow/start-workflow-jobs.js';
import { type TestApp, testApp } from './app.js';
import type { TestDatabase } from './database.js';
import { until } from './model-app.js';

const manualTask = { Type: 'Task', End: true };

/** An app with workflows and transitions whose executions run. */
export interface WorkflowApp extends TestApp {
  /** Runs executions until it is stopped. */
  startJobs(overrides?: Partial<WorkflowJobServices>): Promise<{ stop(): Promise<void> }>;
  createManual(more?: object): Promise<string>;
  createWorkflow(definition: object, more?: object): Promise<string>;
  /** A workflow of one task of a new manual transition. */
  createQueue(more?: object): Promise<{ workflowId: string; transitionId: string }>;
  execute(workflowId: string, input?: object): Promise<string>;
  lease(transitionId: string): Promise<{ executionId: string; input: Record<string, unknown> }>;
  finish(
    transitionId: string,
    executionId: string,
    body: object,
  ): Promise<{ status: number; body: { message: string } }>;
  /** Waits until an execution is so. */
  untilStatus(workflowId: string, executionId: string, ...statuses: string[]): Promise<TestAnswerBody>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type TestAnswerBody = any;

/** Where there is no engine, as on most machines. */
const noContainers: ContainerRunner = {
  run: async () => ({ kind: 'no-engine', reason: 'no container engine reachable at unix:///nowhere' }),
  check: async () => 'no container engine reachable at unix:///nowhere',
  leftContainers: async () => [],
  close: async () => {},
};

export async function workflowApp(
  database: TestDatabase,
  overrides: Parameters<typeof testApp>[2] = {},
): Promise<WorkflowApp> {
  const log = pino({ level: 'error' });
  const { db, pool } = database;
  await migrateJobs({ pool, log });
  const app = await testApp(
    database,
    (services) => ({
      ...secretRoutes(services),
      ...transitionRoutes(services),
      ...transitionExecutionRoutes(services),
      ...workflowRoutes(services),
      ...workflowExecutionRoutes(services),
    }),
    overrides,
  );
  const { services } = app;

  async function created(path: string, body: object): Promise<TestAnswerBody> {
    const answer = await app.inject('POST', path, body);
    if (answer.status !== 200) throw new Error(answer.body.message);
    return answer.body;
  }
  const createManual = async (more: object = {}): Promise<string> =>
    (await created('/transitions', { transitionType: 'manual', ...more })).transitionId;
  const createWorkflow = async (definition: object, more: object = {}): Promise<string> =>
    (await created('/workflows', { specification: { definition }, ...more })).workflowId;

  return {
    ...app,
    async startJobs(given = {}) {
      const liveness = await showLiveness({ pool, log });
      const jobs = await startWorkflowJobs({
        ...services,
        pool,
        log,
        liveness,
        containers: noContainers,
        containerSlots: 2,
        leaseSeconds: 60,
        db,
        ...given,
      });
      return {
        async stop() {
          await jobs.stop();
          await liveness.close();
        },
      };
    },
    createManual,
    createWorkflow,
    async createQueue(more = {}) {
      const transitionId = await createManual();
      const definition = { StartAt: 'Check', States: { Check: { ...manualTask, Resource: transitionId } } };
      return { transitionId, workflowId: await createWorkflow(definition, more) };
    },
    execute: async (workflowId, input = {}) =>
      (await created(`/workflows/${workflowId}/executions`, { input })).executionId,
    lease: (transitionId) => created(`/transitions/${transitionId}/executions`, {}),
    finish: (transitionId, executionId, body) =>
      app.inject('PATCH', `/transitions/${transitionId}/executions/${executionId}`, body),
    untilStatus: (workflowId, executionId, ...statuses) =>
      until(`${executionId} to be ${statuses}`, async () => {
        const { body } = await app.inject('GET', `/workflows/${workflowId}/executions/${executionId}`);
        return statuses.includes(body.status) && body;
      }),
  };
}
