import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/database.js';
import type { TaskEnd } from '../../db/execution-steps.js';
import { claimBuiltInWork, type TransitionExecutionRow } from '../../db/transition-executions.js';
import type { BuiltIn, BuiltInResult, BuiltInTask } from '../../domain/built-in/built-in.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { StepNews, StepNewsDesk } from '../../domain/execution/step-news.js';
import { errorFields } from '../../logging/error-fields.js';
import { every } from './every.js';

interface Task extends BuiltInTask {
  taskId: string;
  transitionId: string;
}

const lookEveryMs = 2000;
const mostAtOnce = 16;
const mostClaimed = 100;
/** Failures that are not the input's fault, in a row, until the task is failed. */
const mostTries = 10;
const longestPauseMs = 10_000;

const keyOf = (workflowExecutionId: string, taskId: string) => `${workflowExecutionId} ${taskId}`;

function fromRow(row: TransitionExecutionRow): Task {
  return {
    organizationId: row.organization_id,
    executionId: row.id,
    workflowExecutionId: row.workflow_execution_id,
    taskId: row.task_id,
    transitionId: row.transition_id,
    input: row.input,
    attempt: row.attempt,
  };
}

function fromNews({ record, after }: StepNews, worker: string): Task[] {
  return record.tasks
    .filter(({ kind, holder }) => kind === 'built-in' && holder === worker)
    .map((task) => ({
      organizationId: after.organizationId,
      executionId: task.id,
      workflowExecutionId: record.executionId,
      taskId: task.taskId,
      transitionId: task.transitionId,
      input: task.input,
      attempt: task.attempt,
    }));
}

function endOf(task: Task, result: BuiltInResult): TaskEnd {
  const failure = 'error' in result ? result : undefined;
  return {
    id: task.executionId,
    status: failure ? 'failed' : 'succeeded',
    output: 'output' in result ? (result.output as TaskEnd['output']) : undefined,
    error: failure?.error ?? null,
    cause: failure?.cause.replaceAll('\0', '').toWellFormed() ?? null,
    completedBy: task.transitionId,
    startTime: null,
    endTime: new Date().toISOString(),
  };
}

export interface BuiltInWorkerServices {
  db: Database;
  engine: Engine;
  news: StepNewsDesk;
  builtIns: ReadonlyMap<string, BuiltIn>;
  log: FastifyBaseLogger;
  /** Name of this worker, under which it holds work. */
  worker: string;
}

class BuiltInWorker {
  readonly #services: BuiltInWorkerServices;
  readonly #stopping = new AbortController();
  readonly #controllers = new Map<string, AbortController>();
  readonly #running = new Set<Promise<void>>();
  readonly #queue: Task[] = [];

  constructor(services: BuiltInWorkerServices) {
    this.#services = services;
  }

  take(task: Task): void {
    this.#queue.push(task);
    this.#next();
  }

  /** Gives up a task that nobody waits for any more. */
  abandon(workflowExecutionId: string, taskId: string): void {
    const index = this.#queue.findIndex(
      (task) => task.workflowExecutionId === workflowExecutionId && task.taskId === taskId,
    );
    if (index >= 0) this.#queue.splice(index, 1);
    this.#controllers.get(keyOf(workflowExecutionId, taskId))?.abort(new Error('The task is not wanted any more.'));
  }

  get hasRoom(): boolean {
    return this.#queue.length < mostClaimed && !this.#stopping.signal.aborted;
  }

  async stop(): Promise<void> {
    this.#queue.length = 0;
    this.#stopping.abort(new Error('The service stops.'));
    await Promise.all(this.#running);
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error) => {
        if (!this.#stopping.signal.aborted) this.#services.log.warn(errorFields(error), 'built-in task not ended');
      })
      .finally(() => {
        this.#running.delete(tracked);
        this.#next();
      });
    this.#running.add(tracked);
  }

  #next(): void {
    if (this.#controllers.size >= mostAtOnce || this.#stopping.signal.aborted) return;
    const task = this.#queue.shift();
    if (task) this.#track(this.#work(task));
  }

  async #work(task: Task): Promise<void> {
    const key = keyOf(task.workflowExecutionId, task.taskId);
    const controller = new AbortController();
    this.#controllers.set(key, controller);
    try {
      const signal = AbortSignal.any([controller.signal, this.#stopping.signal]);
      const result = await this.#run(task, signal);
      await this.#deliver(task, result);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      this.#controllers.delete(key);
    }
  }

  async #run(task: Task, signal: AbortSignal): Promise<BuiltInResult> {
    const { builtIns, log } = this.#services;
    const builtIn = builtIns.get(task.transitionId);
    if (!builtIn) return { error: 'las.NotFound', cause: `${task.transitionId} is no built-in transition` };
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      try {
        return await builtIn.run(task, { signal, log });
      } catch (error) {
        signal.throwIfAborted();
        log.warn({ executionId: task.executionId, tries, ...errorFields(error) }, 'built-in task failed unexpectedly');
        if (tries === mostTries) {
          return {
            error: 'States.TaskFailed',
            cause: `An unexpected error; the service's log says more about ${task.executionId}.`,
          };
        }
      }
      await pause(tries, signal);
    }
  }

  /** Until it is kept, the result is offered again: the work is done, and not to be done twice. */
  async #deliver(task: Task, result: BuiltInResult): Promise<void> {
    const { taskId } = task;
    const event =
      'error' in result
        ? ({ type: 'taskFailed', taskId, error: result.error, cause: result.cause } as const)
        : ({ type: 'taskSucceeded', taskId, output: result.output as never } as const);
    const happening = { event, end: endOf(task, result) };
    for (let tries = 1; ; tries++) {
      try {
        await this.#services.engine.deliver(task.workflowExecutionId, happening);
        return;
      } catch (error) {
        if (tries === mostTries || this.#stopping.signal.aborted) throw error;
        this.#services.log.warn(errorFields(error), 'the end of a built-in task is not kept yet');
      }
      await pause(tries, this.#stopping.signal);
    }
  }
}

function pause(tries: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(100 * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Does the work of built-in transitions: what steps of this process begin at once, and what others left. */
export function startBuiltInWorker(services: BuiltInWorkerServices) {
  const { db, news, log, worker: holder } = services;
  const worker = new BuiltInWorker(services);
  const unsubscribe = news.subscribe((step) => {
    for (const { taskId } of step.record.cancelled) worker.abandon(step.record.executionId, taskId);
    for (const task of fromNews(step, holder)) worker.take(task);
  });
  const looking = every(lookEveryMs, { what: 'looking for built-in work', log }, async () => {
    while (worker.hasRoom) {
      const rows = await claimBuiltInWork(db, { holder, limit: mostClaimed });
      for (const row of rows) worker.take(fromRow(row));
      if (rows.length < mostClaimed) return;
    }
  });
  return {
    hurry: () => looking.hurry(),
    async stop() {
      unsubscribe();
      await looking.stop();
      await worker.stop();
    },
  };
}
