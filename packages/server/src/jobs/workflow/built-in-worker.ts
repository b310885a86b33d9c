import { setMaxListeners } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/database.js';
import { claimWork } from '../../db/service-work.js';
import type { TransitionExecutionRow } from '../../db/transition-executions.js';
import type { BuiltIn, BuiltInResult, BuiltInTask } from '../../domain/built-in/built-in.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { StepNews, StepNewsDesk } from '../../domain/execution/step-news.js';
import { errorFields } from '../../logging/error-fields.js';
import { deliverEnd } from './deliver-end.js';
import { every } from './every.js';
import { pause } from './pause.js';

interface Task extends BuiltInTask {
  taskId: string;
  transitionId: string;
}

const lookEveryMs = 2000;
const mostAtOnce = 16;
const mostClaimed = 100;
/** Failures that are not the input's fault, in a row, until the task is failed. */
const mostTries = 10;

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
  /** Of the work that is being done. */
  readonly #controllers = new Map<string, AbortController>();
  readonly #ends = new Set<Promise<void>>();
  readonly #queue: Task[] = [];
  /** By their executions: in the queue, being done or about to be ended. */
  readonly #known = new Set<string>();

  constructor(services: BuiltInWorkerServices) {
    this.#services = services;
    // One for each task whose end cannot be kept while the database is away.
    setMaxListeners(0, this.#stopping.signal);
  }

  get known(): readonly string[] {
    return [...this.#known];
  }

  get hasRoom(): boolean {
    return this.#queue.length < mostClaimed && !this.#stopping.signal.aborted;
  }

  take(task: Task): void {
    if (this.#known.has(task.executionId)) return;
    this.#known.add(task.executionId);
    const quick = this.#services.builtIns.get(task.transitionId)?.immediate?.(task);
    if (quick) this.#end(task, quick);
    else {
      this.#queue.push(task);
      this.#next();
    }
  }

  /** Gives up a task that nobody waits for any more. */
  abandon(workflowExecutionId: string, taskId: string): void {
    const index = this.#queue.findIndex(
      (task) => task.workflowExecutionId === workflowExecutionId && task.taskId === taskId,
    );
    for (const task of index < 0 ? [] : this.#queue.splice(index, 1)) this.#known.delete(task.executionId);
    this.#controllers.get(keyOf(workflowExecutionId, taskId))?.abort(new Error('The task is not wanted any more.'));
  }

  async stop(): Promise<void> {
    this.#queue.length = 0;
    this.#stopping.abort();
    for (const controller of this.#controllers.values()) controller.abort(new Error('The service stops.'));
    while (this.#ends.size > 0) await Promise.all(this.#ends);
  }

  #next(): void {
    if (this.#controllers.size >= mostAtOnce || this.#stopping.signal.aborted) return;
    const task = this.#queue.shift();
    if (task) this.#track(task, this.#work(task));
  }

  /** What cannot be ended is forgotten, and is free again soon after. */
  #track(task: Task, end: Promise<void>): void {
    const { executionId } = task;
    const tracked = end
      .catch((error) => {
        if (this.#stopping.signal.aborted) return;
        this.#services.log.warn({ executionId, ...errorFields(error) }, 'built-in task not ended');
      })
      .finally(() => {
        this.#known.delete(executionId);
        this.#ends.delete(tracked);
      });
    this.#ends.add(tracked);
  }

  async #work(task: Task): Promise<void> {
    const key = keyOf(task.workflowExecutionId, task.taskId);
    const controller = new AbortController();
    this.#controllers.set(key, controller);
    let result: BuiltInResult;
    try {
      result = await this.#run(task, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      return;
    } finally {
      this.#controllers.delete(key);
      this.#next();
    }
    await this.#deliver(task, result);
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

  #end(task: Task, result: BuiltInResult): void {
    this.#track(task, this.#deliver(task, result));
  }

  #deliver(task: Task, result: BuiltInResult): Promise<void> {
    const { engine, log } = this.#services;
    return deliverEnd(
      { engine, log, signal: this.#stopping.signal },
      { ...task, completedBy: task.transitionId },
      result,
    );
  }
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
      const rows = await claimWork(db, { kind: 'built-in', holder, limit: mostClaimed });
      for (const row of rows) worker.take(fromRow(row));
      if (rows.length < mostClaimed) return;
    }
  });
  return {
    hurry: () => looking.hurry(),
    /** The executions that it knows of. */
    known: () => worker.known,
    async stop() {
      unsubscribe();
      await looking.stop();
      await worker.stop();
    },
  };
}
