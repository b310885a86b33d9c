/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Something wrong with a definition. */
export interface Problem {
  /** Where: a JSON pointer (RFC 6901) into the definition; `''` is the whole of it. */
  pointer: string;
  /** What it should be, as a sentence for a person that begins with the pointer's subject: "has to be …". */
  message: string;
}

/** A rule of `Retry`, as a definition writes it. */
export interface RetryRule {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

/**
 * What the stepper is told of the world when it takes a step. The same moment gives the same step.
 *
 * `random` is called in a fixed order; `uuid` gives RFC 4122 text.
 */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** In [0, 1). */
  random(): number;
  uuid(): string;
}

/** What the context object (`$$`, `$states.context`) says of the execution and its machine. */
export interface ExecutionIdentity {
  execution: { id: string; name: string; roleArn?: string };
  stateMachine: { id: string; name: string };
}

/** Bounds on what one execution may use; each has a default. */
export interface Limits {
  /** Bytes of UTF-8 JSON of any input, output or payload; 262144. Beyond: `States.DataLimitExceeded`. */
  dataBytes: number;
  /** Operations that evaluating one expression (JSONPath or JSONata) may take; beyond it fails like any faulty expression. */
  operations: number;
  /**
   * States that may be entered, in all branches, between one event and the next; 100000. A machine that goes on beyond,
   * such as one that loops without a wait, fails with `States.Runtime`.
   */
  transitions: number;
}

/** A definition that was found good, ready to be run. Made by `parse`; holds functions, so it cannot be kept as JSON. */
export interface Machine {
  readonly definition: JsonObject;
  /** All `Task` states, also those inside of branches and items. */
  readonly tasks: readonly MachineTask[];
  /** Names of the states at the top level. */
  readonly states: readonly string[];
  /** Whether any step may give a promise: there are JSONata expressions. */
  readonly asynchronous: boolean;
}

export interface MachineTask {
  /** JSON pointer of the state. */
  readonly pointer: string;
  readonly resource: string;
  /** Name of the state. */
  readonly state: string;
  /** Names of the states that lead to it, the one at the top level first, its own last. */
  readonly path: readonly string[];
}

/** How a definition is read. */
export interface ParseOptions {
  /**
   * `las`: `Resource` is a transition id, a rule of a `Choice` may have `"End": true`, tasks without `Retry` get
   * `defaultRetry`. Default `standard`.
   */
  dialect?: 'standard' | 'las';
  /** `EXPRESS` refuses activities, `.sync` and `.waitForTaskToken`. Default `STANDARD`. */
  type?: 'STANDARD' | 'EXPRESS';
  limits?: Partial<Limits>;
  /** Of dialect `las`: what retries a task of a resource whose state has no `Retry`. */
  defaultRetry?: (resource: string) => readonly RetryRule[] | undefined;
  /** What is wrong with a resource, as a sentence that begins with "has to" or the like; undefined when nothing is. */
  checkResource?: (resource: string) => string | undefined;
}

/**
 * An execution at rest: plain JSON, to be kept between steps. Only `status`, `output`, `error` and `cause` are to be read;
 * the rest is the stepper's own and marked with a version, so that later versions of this package take it up.
 */
export interface ExecutionState {
  readonly version: 1;
  readonly status: 'running' | 'succeeded' | 'failed' | 'timedOut';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly [internal: string]: unknown;
}

/** What happened outside. Events about tasks and timers that are no longer wanted change nothing. */
export type ExecutionEvent =
  | { type: 'taskSucceeded'; taskId: string; output: Json }
  | { type: 'taskFailed'; taskId: string; error?: string; cause?: string }
  /** The task's worker lives: `HeartbeatSeconds` begins anew. */
  | { type: 'taskHeartbeat'; taskId: string }
  /** Taken at its word, whatever the moment's clock says. */
  | { type: 'timerFired'; timerId: string }
  /** Ends the execution as failed, and what runs in it. */
  | { type: 'stopped'; error?: string; cause?: string }
  /** Gives up whatever runs and goes on from a state of the top level, also after the execution has failed. */
  | { type: 'resumed'; state: string; input: Json };

/** What the stepper wants done. To be done once the new state is kept. */
export type Effect =
  | {
      type: 'startTask';
      /** Unique within the execution; a retried task gets a new one. */
      taskId: string;
      resource: string;
      /** Name of the state. */
      state: string;
      input: Json;
      /** 1 for the first try. */
      attempt: number;
      /** As the definition gives it, evaluated. The stepper starts the timers for both itself. */
      timeoutSeconds?: number;
      heartbeatSeconds?: number;
      credentials?: Json;
    }
  | { type: 'cancelTask'; taskId: string; reason: 'timedOut' | 'abandoned' }
  /** `at`: milliseconds since 1970. A timer with the id of one that runs takes its place. */
  | { type: 'startTimer'; timerId: string; at: number }
  | { type: 'cancelTimer'; timerId: string }
  | { type: 'finish'; status: 'succeeded' | 'failed' | 'timedOut'; output?: Json; error?: string; cause?: string };

/** One line of an execution's history. */
export interface HistoryEvent {
  type:
    | 'executionStarted'
    | 'stateEntered'
    | 'taskScheduled'
    | 'taskSucceeded'
    | 'taskFailed'
    | 'taskTimedOut'
    | 'taskAbandoned'
    | 'retryScheduled'
    | 'waitStarted'
    | 'evaluationFailed'
    | 'errorCaught'
    | 'stateExited'
    | 'executionResumed'
    | 'executionSucceeded'
    | 'executionFailed'
    | 'executionTimedOut';
  /** Milliseconds since 1970. */
  time: number;
  /** Name of the state. */
  state?: string;
  stateType?: string;
  /** Where in the machine's branches: for each `Parallel` or `Map` around it its state, and the branch or item. Absent at the top level. */
  within?: { state: string; index: number }[];
  taskId?: string;
  resource?: string;
  attempt?: number;
  input?: Json;
  output?: Json;
  /** Variables that were assigned. */
  assigned?: JsonObject;
  error?: string;
  cause?: string;
  /** Of `evaluationFailed`: the field, such as `Arguments/name` or `Choices[0]/Condition`. */
  location?: string;
  /** Of `retryScheduled` and `waitStarted`: when it goes on, in milliseconds since 1970. */
  until?: number;
}

/** What a step makes of an execution. */
export interface Step {
  state: ExecutionState;
  effects: Effect[];
  history: HistoryEvent[];
}

/** JSONata is evaluated asynchronously; machines without it step at once. */
export type Awaitable<T> = T | Promise<T>;
