import type { Json, JsonObject } from '../types.js';

/** One recorded case. */
export interface TestCase {
  readonly id: string;
  readonly kind: 'execution' | 'validation';
  readonly group: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly definition: Json;
  readonly input?: Json;
  readonly tasks?: Readonly<Record<string, Behaviour>>;
  readonly expect: Expectation;
}

/** What the resource of a `Task` does. */
export type Behaviour =
  | { readonly echo: true }
  | { readonly return: Json }
  | { readonly fail: { readonly error?: string; readonly cause?: string } }
  | { readonly hang: true }
  | { readonly sequence: readonly Behaviour[] }
  | { readonly byInput: readonly { readonly input: Json; readonly then: Behaviour }[] }
  | { readonly lambdaInvoke: Behaviour }
  | { readonly unreached: true };

export interface Expectation {
  readonly invalid?: boolean;
  readonly status?: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  readonly output?: Json;
  readonly ignore?: readonly string[];
  readonly error?: string;
  readonly cause?: string;
  readonly causeMatch?: 'exact' | 'informative';
  /** Of cases recorded with TestState. */
  readonly testStateStatus?: string;
  readonly stateSequence?: readonly string[];
  readonly nestedEntered?: Readonly<Record<string, number>>;
  readonly trace?: readonly TraceEntry[];
  readonly taskCalls?: readonly TaskCall[];
  readonly taskCallsOrdered?: boolean;
  readonly taskCallsIgnore?: readonly string[];
  readonly evaluationFailed?: { readonly state: string; readonly location?: string; readonly error: string };
}

export interface TraceEntry {
  readonly state: string;
  readonly input?: Json;
  readonly output?: Json;
  readonly assigned?: JsonObject;
  readonly ignore?: readonly string[];
}

export interface TaskCall {
  readonly state: string;
  readonly resource?: string;
  readonly payload?: Json;
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
}
