import type { ExecutionIdentity, Json, JsonObject } from '../types.js';
import type { Children } from './children.js';

/**
 * Where one level of states (the machine, a branch, an item) stands: plain JSON. A frame is replaced rather than changed,
 * by `Position.replace`, since others may share it.
 */
export interface Frame {
  readonly state: string;
  /** As the state got it, before `InputPath`. */
  readonly input: Json;
  readonly enteredAt: number;
  /** What was assigned at this level. */
  readonly variables?: JsonObject;
  /** How often each rule of `Retry` was used. */
  readonly retries?: readonly number[];
  readonly task?: RunningTask;
  /** The timer of a `Wait` or of a retry. */
  readonly timer?: string;
  /** Whether the timer is that of a retry. */
  readonly retrying?: true;
  /** The one part that is changed in place; a step that does has a copy of its own. */
  readonly fan?: Fan;
}

export interface RunningTask {
  readonly id: string;
  readonly timeoutTimer?: string;
  readonly heartbeatTimer?: string;
  readonly heartbeatSeconds?: number;
}

/** The branches of a `Parallel` or the items of a `Map` that were started so far. */
export interface Fan {
  readonly children: Children;
  /** Of a `Map`: what its children get or are made from. */
  readonly items?: Json[];
  /** How many may run at once; absent for all. */
  readonly concurrency?: number;
  readonly toleratedCount?: number;
  readonly toleratedPercentage?: number;
  ended: number;
  failed: number;
}

/** What `ExecutionState` really is. */
export interface Execution {
  readonly version: 1;
  readonly status: 'running' | 'succeeded' | 'failed' | 'timedOut';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly identity: ExecutionIdentity;
  readonly input: Json;
  readonly startedAt: number;
  /** The last number that was given to a task or timer. */
  readonly sequence: number;
  /** How often it was resumed after it had failed. */
  readonly redrives: number;
  /** The timer of the machine's `TimeoutSeconds`. */
  readonly timer?: string;
  /** While it runs. */
  readonly frame?: Frame;
  /** Of the top level, once it no longer runs. */
  readonly variables?: JsonObject;
}

/** A level that stands before a state. */
export function newFrame(state: string, input: Json, enteredAt: number, variables?: JsonObject): Frame {
  return variables === undefined ? { state, input, enteredAt } : { state, input, enteredAt, variables };
}

/** A frame in whose state nothing runs: no task, no timer, no children. */
export function idleFrame(frame: Frame): Frame {
  const { task: _task, timer: _timer, retrying: _retrying, fan: _fan, ...rest } = frame;
  return rest;
}
