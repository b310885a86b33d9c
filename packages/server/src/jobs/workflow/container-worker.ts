import { setMaxListeners } from 'node:events';
import type { DockerParameters } from '@las/contract';
import type { FastifyBaseLogger } from 'fastify';
import type { Vault } from '../../auth/vault.js';
import type { ContainerOutcome, ContainerRunner, Following } from '../../containers/container-runner.js';
import type { Database } from '../../db/database.js';
import { claimWork, findStandings } from '../../db/service-work.js';
import { setLogOfTransitionExecution, type TransitionExecutionRow } from '../../db/transition-executions.js';
import { findTransition } from '../../db/transitions.js';
import { assembleContainer, ContainerSettingsError } from '../../domain/container-environment.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { TaskFailure } from '../../domain/execution/schema-check.js';
import type { StepNewsDesk } from '../../domain/execution/step-news.js';
import { type ExecutionLog, openExecutionLog, reopenExecutionLog } from '../../domain/execution-logs.js';
import { issueTaskCredentials, revokeTaskCredentials } from '../../domain/task-credentials.js';
import { errorFields } from '../../logging/error-fields.js';
import { failureOf } from './container-ends.js';
import { deliverEnd } from './deliver-end.js';
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

interface Running {
  row: TransitionExecutionRow;
  controller: AbortController;
  grace: NodeJS.Timeout | undefined;
}

class ContainerWorker {
  readonly #services: ContainerWorkerServices;
  readonly #running = new Map<string, Running>();
  readonly #ends = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  /** The engine ends its tasks at once where there is none, so that a slot is free again before the next look. */
  readonly #onFree: () => void;

  constructor(services: ContainerWorkerServices, onFree: () => void) {
    this.#services = services;
    this.#onFree = onFree;
    setMaxListeners(0, this.#stopping.signal);
  }

  get known(): readonly string[] {
    return [...this.#running.keys()];
  }

  get freeSlots(): number {
    return this.#services.containerSlots - this.#running.size;
  }

  take(row: TransitionExecutionRow): void {
    if (this.#running.has(row.id)) return;
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

  /**
   * Notices what other processes have ended, given up or deleted. A task that another worker has taken over, since this one
   * seemed dead to it, goes on: both follow the same container.
   */
  async checkStandings(): Promise<void> {
    if (this.#running.size === 0) return;
    for (const [id, standing] of await findStandings(this.#services.db, this.known)) {
      if (standing === 'done') this.startGrace(id);
      if (standing === 'given-up') this.#running.get(id)?.controller.abort();
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
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
    if (failure) await this.#fail(row, failure);
    await revokeTaskCredentials(this.#services.db, row.id);
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
      // How the container ended counts more than the last lines of its log.
      await log.close().catch((error) => {
        this.#services.log.warn({ executionId: row.id, ...errorFields(error) }, 'log of a container not closed');
      });
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
  #fail(row: TransitionExecutionRow, failure: TaskFailure): Promise<void> {
    const { engine, log } = this.#services;
    const task = {
      executionId: row.id,
      workflowExecutionId: row.workflow_execution_id,
      taskId: row.task_id,
      completedBy: null,
    };
    return deliverEnd({ engine, log, signal: this.#stopping.signal }, task, failure);
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
    await worker.checkStandings();
    if (worker.freeSlots <= 0) return;
    const rows = await claimWork(db, { kind: 'docker', holder, limit: worker.freeSlots });
    for (const row of rows) worker.take(row);
  });
  return {
    hurry: () => looking.hurry(),
    /** The executions that it knows of. */
    known: () => worker.known,
    async stop() {
      unsubscribe();
      await looking.stop();
      await services.containers.close();
      await worker.stop();
    },
  };
}
