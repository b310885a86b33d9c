import type { JsonPath } from '../json-path/json-path.js';
import type { ReferencePath } from '../json-path/reference-path.js';
import type { JsonataTemplate } from '../jsonata/jsonata-template.js';
import type { PayloadTemplate } from '../payload/payload-template.js';
import type { ChoiceState } from '../states/choice.js';
import type { FailState } from '../states/fail.js';
import type { MapState } from '../states/map.js';
import type { ParallelState } from '../states/parallel.js';
import type { PassState } from '../states/pass.js';
import type { SucceedState } from '../states/succeed.js';
import type { TaskState } from '../states/task.js';
import type { WaitState } from '../states/wait.js';
import type { Json, RetryRule } from '../types.js';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** The states of one level (a machine, a branch, an item processor), compiled. */
export interface StateGraph {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export interface StateBase {
  readonly name: string;
  readonly flow: Flow;
}

/** A state that can fail and be tried again. */
export interface FallibleState extends StateBase {
  readonly next: Next;
  readonly retry: readonly RetryRule[];
  readonly catch: readonly Catcher[];
}

/** What a state does with its input and result. A path that is null discards. */
export type Flow = JsonPathFlow | JsonataFlow;

export interface JsonPathFlow {
  readonly language: 'JSONPath';
  readonly inputPath?: JsonPath | null;
  readonly parameters?: PayloadTemplate;
  readonly resultSelector?: PayloadTemplate;
  readonly resultPath?: ReferencePath | null;
  readonly outputPath?: JsonPath | null;
  readonly assign?: PayloadTemplate;
}

export interface JsonataFlow {
  readonly language: 'JSONata';
  readonly arguments?: JsonataTemplate;
  readonly output?: JsonataTemplate;
  readonly assign?: JsonataTemplate;
}

/** Where a state leads: the name of the next one; undefined ends this level. */
export type Next = string | undefined;

export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
  readonly resultPath?: ReferencePath | null;
  readonly output?: JsonataTemplate;
  readonly assign?: PayloadTemplate | JsonataTemplate;
}

/** A number (or other value) that is written down, read from a path or evaluated. */
export type Source =
  | { readonly from: 'constant'; readonly value: Json }
  | { readonly from: 'path'; readonly field: string; readonly path: JsonPath }
  | { readonly from: 'jsonata'; readonly field: string; readonly template: JsonataTemplate };
