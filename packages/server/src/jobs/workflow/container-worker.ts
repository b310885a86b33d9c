import type { DockerParameters } from '@las/contract';
import type { FastifyBaseLogger } from 'fastify';
import type { Vault } from '../../auth/vault.js';
import type { ContainerOutcome, ContainerRunner, Following } from '../../containers/container-runner.js';
import type { Database } from '../../db/database.js';
import {
  claimContainerWork,
  findHeld,
  setLogOfTransitionExecution,
  type TransitionExecutionRow,
} from '../../db/transition-executions.js';
import { findTransition } from '../../db/transitions.js';
import { assembleContainer, ContainerSettingsError } from '../../domain/container-environment.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { TaskFailure } from '../../domain/execution/schema-check.js';
import type { StepNewsDesk } from '../../domain/execution/step-news.js';
import { type ExecutionLog, openExecutionLog, reopenExecutionLog } from '../../domain/execution-logs.js';
import { issueTaskCredentials, revokeTaskCredentials } from '../../domain/task-credentials.js';
import { errorFields } from '../../logging/error-fields.js';
import { failureOf } from './container-ends.js';
import { every } from './every.js';

export interface ContainerWorkerServices {
  db: Database;
  vault: Vault;
  engine: Engine;
  news: StepNewsDesk;
  log: FastifyBaseLogger;
  containers: ContainerRunner;
  /** Containers at once at most. */
  containerSlots: number;
  /** Name of this worker, under which it holds work. */
  worker: string;
}

const lookEveryMs = 2000;
/** A program that has reported its result may tidy up so long before its container is killed. */
const graceMs = 30_000;
const mostTries = 10;
const pauseMs = 500;

interface Running {
  row: TransitionExecutionRow;
  controller: AbortController;
  grace: NodeJS.Timeout | undefined;
}

class ContainerWorker {
  readonly #services: ContainerWorkerServices;
  readonly #running = new Map<string, Running>();
  readonly #ends = new Set<Promise<void>>();
  /** The engine ends its tasks at once where there is none, so that a slot is free again before the next look. */
  readonly #onFree: () => void;

  constructor(services: ContainerWorkerServices, onFree: () => void) {
    this.#services = services;
    this.#onFree = onFree;
  }

  get freeSlots(): number {
    return this.#services.containerSlots - this.#running.size;
  }

  take(row: TransitionExecutionRow): void {
    this.#running.set(row.id, { row, controller: new AbortController(), grace: undefined });
    const end = this.#work(row)
      .catch((error) => {
        this.#services.log.warn({ executionId: row.id, ...errorFields(error) }, 'container task not ended');
      })
      .finally(() => {
        clearTimeout(this.#running.get(row.id)?.grace);
        this.#running.delete(row.id);
        this.#ends.delete(end);
        this.#onFree();
      });
    this.#ends.add(end);
  }

  /** Kills the containers of tasks that are given up. */
  cancel(workflowExecutionId: string, taskIds: readonly string[]): void {
    for (const { row, controller } of this.#running.values()) {
      if (row.workflow_execution_id === workflowExecutionId && taskIds.includes(row.task_id)) controller.abort();
    }
  }

  /** The program has reported its result. */
  startGrace(executionId: string): void {
    const running = this.#running.get(executionId);
    if (!running) return;
    running.grace ??= setTimeout(() => running.controller.abort(), graceMs);
  }

  /** Notices what other processes have ended or deleted. */
  async checkHeld(): Promise<void> {
    const ids = [...this.#running.keys()];
    if (ids.length === 0) return;
    const held = await findHeld(this.#services.db, this.#services.worker, ids);
    for (const id of ids) if (!held.has(id)) this.startGrace(id);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#ends);
  }

  async #work(row: TransitionExecutionRow): Promise<void> {
    let failure: TaskFailure | null;
    try {
      const outcome = await this.#run(row);
      failure = failureOf(outcome);
      // It goes on, and is found again by the next worker.
      if (outcome.kind === 'detached') return;
    } catch (error) {
      if (!(error instanceof ContainerSettingsError)) throw error;
      failure = { error: 'las.ContainerNotStarted', cause: error.message };
    }
    await revokeTaskCredentials(this.#services.db, row.id);
    if (failure) await this.#fail(row, failure);
  }

  async #run(row: TransitionExecutionRow): Promise<ContainerOutcome> {
    const { containers } = this.#services;
    const log = await this.#openLog(row);
    const signal = this.#running.get(row.id)?.controller.signal ?? AbortSignal.abort();
    const following: Following = { signal, onLine: (line) => log.add(line) };
    try {
      const left = row.log_id === null ? undefined : await this.#findLeft(row.id);
      if (left) return await left.adopt({ ...following, after: log.lastTime });
      return await containers.run(await this.#taskOf(row), following);
    } finally {
      await log.close();
    }
  }

  async #openLog(row: TransitionExecutionRow): Promise<ExecutionLog> {
    const { db } = this.#services;
    if (row.log_id !== null) return reopenExecutionLog(db, row.log_id);
    const log = await openExecutionLog(db, {
      organizationId: row.organization_id,
      workflowId: row.workflow_id,
      workflowExecutionId: row.workflow_execution_id,
      transitionId: row.transition_id,
      transitionExecutionId: row.id,
    });
    await setLogOfTransitionExecution(db, row.id, log.logId);
    return log;
  }

  /** The container of a worker that had this task before. */
  async #findLeft(executionId: string) {
    try {
      return (await this.#services.containers.leftContainers()).find(({ taskId }) => taskId === executionId);
    } catch {
      // Without an engine there is none; running it says so.
      return undefined;
    }
  }

  async #taskOf(row: TransitionExecutionRow) {
    const { db, vault } = this.#services;
    const { organization_id: organizationId, transition_id: transitionId, id } = row;
    const transition = await findTransition(db, organizationId, transitionId);
    if (!transition) throw new ContainerSettingsError(`${transitionId} was not found`);
    const parameters = transition.parameters as DockerParameters;
    const { environment, registryLogin, wantsSignIn } = await assembleContainer(
      { db, vault },
      organizationId,
      parameters,
      { TRANSITION_ID: transitionId, EXECUTION_ID: id },
    );
    return {
      id,
      imageUrl: parameters.imageUrl,
      registryLogin,
      environment,
      signIn: wantsSignIn ? await issueTaskCredentials(db, { organizationId, transitionExecutionId: id }) : null,
      ...(parameters.cpu === undefined ? {} : { cpu: parameters.cpu }),
      ...(parameters.memory === undefined ? {} : { memory: parameters.memory }),
    };
  }

  /** Fails the task, unless it has been ended already, as by its program. */
  async #fail(row: TransitionExecutionRow, { error, cause }: TaskFailure): Promise<void> {
    const end = {
      id: row.id,
      status: 'failed',
      output: undefined,
      error,
      cause,
      completedBy: null,
      startTime: null,
      endTime: new Date().toISOString(),
    } as const;
    const happening = { event: { type: 'taskFailed', taskId: row.task_id, error, cause }, end } as const;
    for (let tries = 1; ; tries++) {
      try {
        await this.#services.engine.deliver(row.workflow_execution_id, happening);
        return;
      } catch (problem) {
        if (tries === mostTries) throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs * tries));
    }
  }
}

/** Runs the containers of docker transitions, so many at once; one whose worker died is followed on where it is. */
export function startContainerWorker(services: ContainerWorkerServices) {
  const { db, news, log, worker: holder } = services;
  const worker = new ContainerWorker(services, () => looking.hurry());
  const unsubscribe = news.subscribe(({ record }) => {
    if (record.cancelled.length > 0) {
      worker.cancel(
        record.executionId,
        record.cancelled.map(({ taskId }) => taskId),
      );
    }
    if (record.end) worker.startGrace(record.end.id);
    if (record.tasks.some(({ kind }) => kind === 'docker')) looking.hurry();
  });
  const looking = every(lookEveryMs, { what: 'looking for work of containers', log }, async () => {
    await worker.checkHeld();
    if (worker.freeSlots <= 0) return;
    for (const row of await claimContainerWork(db, { holder, limit: worker.freeSlots })) worker.take(row);
  });
  return {
    hurry: () => looking.hurry(),
    async stop() {
      unsubscribe();
      await looking.stop();
      await services.containers.close();
      await worker.stop();
    },
  };
}
