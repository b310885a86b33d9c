import type { Json, JsonObject } from '@las/asl';
import type { BaseLogger } from 'pino';

/** A step of a workflow that the service does itself. */
export interface BuiltInTask {
  organizationId: string;
  /** Of the transition execution: the same however often the work is tried after a crash, so effects are told apart by it. */
  executionId: string;
  workflowExecutionId: string;
  input: Json;
  /** 1 for the first try. */
  attempt: number;
}

/** `error` is a name that `Retry` and `Catch` of a definition may list, such as `las.NotFound`; `cause` is for a person. */
export type BuiltInResult = { output: JsonObject } | { error: string; cause: string };

export interface BuiltInOptions {
  signal: AbortSignal;
  log: Pick<BaseLogger, 'info' | 'warn'>;
}

/** What a caller may look up about a built-in transition. */
export interface BuiltInDescription {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly inputJsonSchema: JsonObject;
  readonly outputJsonSchema: JsonObject;
}

export interface BuiltIn extends BuiltInDescription {
  /** Pure and quick, so that it may be done inside the step; undefined where this input takes more: then `run` does it. */
  readonly immediate?: (task: BuiltInTask) => BuiltInResult | undefined;
  /**
   * Does the work; done again for the same execution it changes nothing more.
   * @throws what is not the input's fault (a database that is away), and the signal's reason: it is to be tried again.
   */
  run(task: BuiltInTask, options: BuiltInOptions): Promise<BuiltInResult>;
}
