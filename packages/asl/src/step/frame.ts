import type { ExecutionIdentity, Json, JsonObject } from '../types.js';

/** Where one level of states (the machine, a branch, an item) stands: plain JSON. */
export interface Frame {
  state: string;
  /** As the state got it, before `InputPath`. */
  input: Json;
  enteredAt: number;
  /** What was assigned at this level. */
  variables?: JsonObject;
  /** How often each rule of `Retry` was used. */
  retries?: number[];
  task?: RunningTask;
  /** The timer of a `Wait` or of a retry. */
  timer?: string;
  /** Whether the timer is that of a retry. */
  retrying?: true;
  fan?: Fan;
}

export interface RunningTask {
  readonly id: string;
  readonly timeoutTimer?: string;
  readonly heartbeatTimer?: string;
  readonly heartbeatSeconds?: number;
}

/** The branches of a `Parallel` or the items of a `Map` that were started so far. */
export interface Fan {
  children: Child[];
  /** Of a `Map`: what its children get or are made from. */
  items?: Json[];
  /** How many may run at once; absent for all. */
  concurrency?: number;
  toleratedCount?: number;
  toleratedPercentage?: number;
  ended: number;
  failed: number;
}

export type Child = { frame: Frame } | { output: Json } | { failed: true };

/** What `ExecutionState` really is. */
export interface Execution {
  version: 1;
  status: 'running' | 'succeeded' | 'failed' | 'timedOut';
  output?: Json;
  error?: string;
  cause?: string;
  identity: ExecutionIdentity;
  input: Json;
  startedAt: number;
  /** The last number that was given to a task or timer. */
  sequence: number;
  /** How often it was resumed after it had failed. */
  redrives: number;
  /** The timer of the machine's `TimeoutSeconds`. */
  timer?: string;
  /** While it runs. */
  frame?: Frame;
  /** Of the top level, once it no longer runs. */
  variables?: JsonObject;
}

export function newFrame(state: string, input: Json, enteredAt: number): Frame {
  return { state, input, enteredAt };
}
