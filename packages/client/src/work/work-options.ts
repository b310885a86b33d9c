import type { JsonObject, TransitionExecution } from '../shapes.js';

/** What a handler is given beside the input. */
export interface WorkContext {
  /** The execution that is leased. */
  execution: TransitionExecution;
  /** Aborted when the lease is lost or the work is to stop: whatever the handler does has no use from then on. */
  signal: AbortSignal;
}

/**
 * Does the work of one execution: the object that it returns is the output. It may throw `Rejected` or `PutBack`; anything
 * else that it throws fails the execution.
 */
export type WorkHandler<Input extends object = JsonObject> = (
  input: Input,
  context: WorkContext,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a result is declared to return void.
) => object | void | Promise<object | void>;

export interface WorkOptions {
  /** How many executions are worked on at once, 1 by default. */
  concurrency?: number | undefined;
  /** Ends the work. */
  signal?: AbortSignal | undefined;
  /** Seconds between heartbeats, 20 by default. The service wants one every 60. */
  heartbeatSeconds?: number | undefined;
  /** Seconds that the service is asked to wait for work when there is none, 0 to 60; 20 by default. */
  waitSeconds?: number | undefined;
  /** Seconds that handlers have to end in once the work is to stop, 10 by default. */
  graceSeconds?: number | undefined;
  /**
   * Told of what goes wrong while the work goes on, and with which execution: the service refuses or cannot be reached, a
   * lease is lost, a result is not taken. By default it goes to `console.error`. What it throws ends the work.
   */
  onError?: ((error: unknown, execution?: TransitionExecution) => void) | undefined;
}

/** Options as they hold. */
export interface WorkSettings {
  concurrency: number;
  heartbeatSeconds: number;
  waitSeconds: number;
  graceSeconds: number;
  onError(error: unknown, execution?: TransitionExecution): void;
}

function require(holds: boolean, rule: string): void {
  if (!holds) throw new RangeError(rule);
}

/** @throws {RangeError} when an option is out of its range. */
export function workSettings(options: WorkOptions): WorkSettings {
  const { concurrency = 1, heartbeatSeconds = 20, waitSeconds = 20, graceSeconds = 10 } = options;
  const { onError = (error: unknown) => console.error(error) } = options;
  require(Number.isInteger(concurrency) && concurrency > 0, 'concurrency has to be a whole number from 1');
  require(heartbeatSeconds > 0 && heartbeatSeconds < 60, 'heartbeatSeconds has to be above 0 and below 60');
  const isWait = Number.isInteger(waitSeconds) && waitSeconds >= 0 && waitSeconds <= 60;
  require(isWait, 'waitSeconds has to be a whole number from 0 to 60');
  require(graceSeconds >= 0, 'graceSeconds has to be 0 or more');
  return { concurrency, heartbeatSeconds, waitSeconds, graceSeconds, onError };
}
