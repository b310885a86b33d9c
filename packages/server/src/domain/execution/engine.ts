import { randomUUID } from 'node:crypto';
import { advance, type ExecutionEvent, type Json, type Machine, type Moment, type Step, start } from '@las/asl';
import type { JsonObject } from '@las/contract';
import { type Database, type DatabaseTransaction, inTransaction } from '../../db/database.js';
import { type NewTask, type StepOutcome, type StepRecord, type TaskEnd, writeSteps } from '../../db/execution-steps.js';
import {
  type ExecutionSnapshot,
  findSnapshot,
  insertWorkflowExecution,
  type WorkflowExecutionRow,
} from '../../db/workflow-executions.js';
import type { BuiltIn } from '../built-in/built-in.js';
import type { EndOfExecution } from './end-of-execution.js';
import type { KnownTransition, KnownTransitions } from './known-transitions.js';
import type { KnownWorkflows } from './known-workflows.js';
import { planStep, type StartTask, snapshotAfter, type TaskResult } from './plan-step.js';
import type { SchemaCheck } from './schema-check.js';
import { createSnapshotCache } from './snapshot-cache.js';
import type { StepNewsDesk } from './step-news.js';
import { createStepWriter } from './step-writer.js';
import { createTurns } from './turns.js';
import { weigh } from './weigh.js';

/** Something that happened to an execution, and how a worker ended the task it is about. */
export interface Happening {
  event: ExecutionEvent;
  end?: TaskEnd;
  /** For good: the execution does not wait for a person, whatever its workflow says. */
  final?: boolean;
}

/** `stepped`: it changed something and is kept. `stale`: nothing waits for it any more. `gone`: there is no such execution. */
export type DeliverOutcome = 'stepped' | 'stale' | 'gone';

export interface Engine {
  /** Puts an execution there with its first step, in a transaction of the caller's; `begin` is for after the commit. */
  start(trx: DatabaseTransaction, execution: NewExecution): Promise<StartedExecution>;
  /** Takes the step that follows from a happening: in one transaction, exactly once. */
  deliver(executionId: string, happening: Happening): Promise<DeliverOutcome>;
  /** The worker of this process for built-in work; null while it does none. */
  setWorker(worker: string | null): void;
}

export interface StartedExecution {
  row: WorkflowExecutionRow;
  /** The tasks of its first step. */
  tasks: readonly NewTask[];
  begin(): void;
}

export interface NewExecution {
  id: string;
  organizationId: string;
  workflowId: string;
  workflowName: string | null;
  input: JsonObject;
}

export interface EngineServices {
  db: Database;
  workflows: KnownWorkflows;
  transitions: KnownTransitions;
  schemas: SchemaCheck;
  news: StepNewsDesk;
  endOfExecution: EndOfExecution;
  builtIns: ReadonlyMap<string, BuiltIn>;
  timeScale: number;
}

const mostTries = 50;
const longestPauseMs = 50;
/**
 * A loop over tasks that are over at once has to come to an end of its step: the worker takes the next of those that are built
 * in, and where inputs are refused over and over the execution fails.
 */
const mostResultsWithinAStep = 100;
/** All of it is written with every step. One piece of data is bounded by the language, what branches and items hold together is not. */
const mostStateWeight = 16_777_216;
const tooMuchData = {
  type: 'stopped',
  error: 'States.DataLimitExceeded',
  cause: `The branches and items of the execution hold more than ${mostStateWeight} bytes of data together`,
} as const;

function momentNow(): Moment {
  return { now: Date.now(), random: Math.random, uuid: randomUUID };
}

/** Another process has taken a step meanwhile: it is let go first, with luck. */
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(2 ** tries, longestPauseMs)));
}

interface Settled {
  step: Step;
  transitions: Map<string, KnownTransition>;
  /** Of tasks that are over at once, by the stepper's ids. */
  results: Map<string, TaskResult>;
}

interface StepInput {
  before: ExecutionSnapshot;
  machine: Machine;
  moment: Moment;
  happening?: Happening;
}

class DatabaseEngine implements Engine {
  readonly #services: EngineServices;
  readonly #writer: ReturnType<typeof createStepWriter>;
  readonly #turns = createTurns();
  readonly #snapshots = createSnapshotCache();
  #worker: string | null = null;

  constructor(services: EngineServices) {
    this.#services = services;
    this.#writer = createStepWriter(services.db);
  }

  setWorker(worker: string | null): void {
    this.#worker = worker;
  }

  async start(trx: DatabaseTransaction, execution: NewExecution): Promise<StartedExecution> {
    const { id, organizationId, workflowId, input } = execution;
    const moment = momentNow();
    const machine = await this.#services.workflows.machine(trx, workflowId);
    const row = await insertWorkflowExecution(trx, { ...execution, startTime: new Date(moment.now) });
    const identity = {
      execution: { id, name: id },
      stateMachine: { id: workflowId, name: execution.workflowName ?? workflowId },
    };
    const step = await start(machine, { input: input as Json, identity, moment });
    const before = { id, organizationId, workflowId, status: row.status, version: 0, state: step.state, eventCount: 0 };
    const { record } = await this.#plan(trx, { before, machine, moment }, step);
    await this.#write(trx, record, before);
    const after = snapshotAfter(before, record);
    return {
      row: { ...row, status: record.status, output: record.output ?? null, end_time: dateOf(record.endTime) },
      tasks: record.tasks,
      begin: () => this.#tell(record, after),
    };
  }

  deliver(executionId: string, happening: Happening): Promise<DeliverOutcome> {
    return this.#turns.run(executionId, () => this.#deliver(executionId, happening));
  }

  async #deliver(executionId: string, happening: Happening): Promise<DeliverOutcome> {
    const { db, workflows } = this.#services;
    for (let tries = 1; tries <= mostTries; tries++) {
      const remembered = this.#snapshots.get(executionId);
      const before = remembered ?? (await findSnapshot(db, executionId));
      if (!before) return 'gone';
      const machine = await workflows.machine(db, before.workflowId);
      const moment = momentNow();
      const step = isGivenUp(before, happening)
        ? giveUp(before, happening.event, moment)
        : await advance(machine, before.state, happening.event, moment);
      if (step.effects.length === 0 && step.history.length === 0) {
        if (!remembered) return 'stale';
        // Perhaps another process has gone on with it, and knows what this is about.
        this.#snapshots.delete(executionId);
        continue;
      }
      const { record, ends } = await this.#plan(db, { before, machine, moment, happening }, step);
      const outcome = ends ? await this.#writeEnd(record, before) : await this.#writer.write(record);
      if (outcome === 'written') {
        this.#tell(record, snapshotAfter(before, record));
        return 'stepped';
      }
      this.#snapshots.delete(executionId);
      if (outcome === 'ended') return 'stale';
      await pause(tries);
    }
    throw new Error(`${executionId} changes too fast for a step`);
  }

  /** What a step changes, and whether the execution ends with it, or waits for a person. */
  async #plan(db: Database, input: StepInput, step: Step): Promise<{ record: StepRecord; ends: boolean }> {
    const { before, moment, happening } = input;
    const settled = await this.#settle(db, input, step);
    const ends = settled.step.state.status !== 'running';
    const failed = ends && settled.step.state.status !== 'succeeded';
    const parks =
      failed && happening?.final !== true && (await this.#services.endOfExecution.parks(db, before.workflowId));
    const event = happening?.event;
    const record = planStep(before, settled.step, {
      now: moment.now,
      timeScale: this.#services.timeScale,
      worker: this.#worker,
      end: happening?.end ?? null,
      endedTaskId: event && 'taskId' in event ? event.taskId : null,
      firedTimerId: event?.type === 'timerFired' ? event.timerId : null,
      transitionOf: (resource) => settled.transitions.get(resource),
      endOf: (taskId) => settled.results.get(taskId),
      parks,
    });
    return { record, ends };
  }

  /**
   * Looks up the transitions of the tasks to start, and takes the further steps for those that are over at once: since their
   * input breaks the schema, or since the transition is built-in and needs nothing but its input.
   */
  async #settle(db: Database, { before, machine, moment }: StepInput, first: Step): Promise<Settled> {
    const settled: Settled = { step: first, transitions: new Map(), results: new Map() };
    // Further steps add to the end of the effects.
    for (let at = 0; at < settled.step.effects.length; at++) {
      const next = settled.step.effects[at];
      if (next?.type !== 'startTask') continue;
      const transition = await this.#services.transitions.find(db, before.organizationId, next.resource);
      if (transition) settled.transitions.set(next.resource, transition);
      const problem = await this.#services.schemas.problemOfInput(transition, next);
      const isFull = settled.results.size >= mostResultsWithinAStep;
      const result = problem ?? (isFull ? undefined : this.#resultAtOnce(before, next));
      if (!result || isCancelled(settled.step, next.taskId)) continue;
      settled.results.set(next.taskId, result);
      const event = isFull ? endlessFailures(result) : eventOf(next.taskId, result);
      settled.step = follow(settled.step, await advance(machine, settled.step.state, event, moment));
    }
    const { state } = settled.step;
    if (state.status === 'running' && weigh(state, mostStateWeight) > mostStateWeight) {
      settled.step = follow(settled.step, await advance(machine, state, tooMuchData, moment));
    }
    return settled;
  }

  #resultAtOnce({ organizationId, id }: ExecutionSnapshot, task: StartTask): TaskResult | undefined {
    const { resource, input, attempt } = task;
    const builtIn = this.#services.builtIns.get(resource);
    // Nothing outside hears of it, so that the id of its execution may be made up later.
    const described = { organizationId, executionId: '', workflowExecutionId: id, input, attempt };
    return builtIn?.immediate?.(described) as TaskResult | undefined;
  }

  async #write(trx: Database, record: StepRecord, before: ExecutionSnapshot): Promise<StepOutcome> {
    const outcome = (await writeSteps(trx, [record])).get(record.executionId) ?? 'conflict';
    if (outcome === 'written' && record.status !== 'running') {
      await this.#services.endOfExecution.follow(trx as DatabaseTransaction, before, record);
    }
    return outcome;
  }

  /** The last step comes with what follows from it: mails, the container of `completedConfig`. */
  async #writeEnd(record: StepRecord, before: ExecutionSnapshot): Promise<StepOutcome> {
    const follows = await this.#services.endOfExecution.followsAnything(this.#services.db, before.workflowId, record);
    if (!follows) return this.#writer.write(record);
    return inTransaction(this.#services.db, (trx) => this.#write(trx, record, before));
  }

  #tell(record: StepRecord, after: ExecutionSnapshot): void {
    if (after.status === 'running') this.#snapshots.set(after);
    else this.#snapshots.delete(after.id);
    this.#services.news.tell({ record, after });
  }
}

function eventOf(taskId: string, result: TaskResult): ExecutionEvent {
  return 'output' in result
    ? { type: 'taskSucceeded', taskId, output: result.output }
    : { type: 'taskFailed', taskId, ...result };
}

/** Only refused inputs come this far. */
function endlessFailures(result: TaskResult): ExecutionEvent {
  const { error, cause } = 'error' in result ? result : { error: 'States.Runtime', cause: '' };
  return {
    type: 'stopped',
    error,
    cause: `${cause} (after ${mostResultsWithinAStep} tasks that failed without waiting for anything)`,
  };
}

/** Both steps as one. */
function follow(first: Step, second: Step): Step {
  return {
    state: second.state,
    effects: [...first.effects, ...second.effects],
    history: [...first.history, ...second.history],
  };
}

function isCancelled(step: Step, taskId: string): boolean {
  return step.effects.some((effect) => effect.type === 'cancelTask' && effect.taskId === taskId);
}

type GivenUp = Happening & { event: Extract<ExecutionEvent, { type: 'stopped' }> };

/** The language has ended an execution that waits for a person: what is left to do is to say so. */
function isGivenUp(before: ExecutionSnapshot, happening: Happening): happening is GivenUp {
  return before.status === 'error' && happening.event.type === 'stopped';
}

function giveUp({ state }: ExecutionSnapshot, { error, cause }: GivenUp['event'], { now }: Moment): Step {
  const reason = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  return { state, effects: [], history: [{ type: 'executionFailed', time: now, ...reason }] };
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/** Advances executions of workflows by what happens to them. */
export function createEngine(services: EngineServices): Engine {
  return new DatabaseEngine(services);
}
