import type { Budget } from './budget/budget.js';
import type { Json, Limits, Moment } from './types.js';

/** What paths and intrinsics of a JSONPath state can see. */
export interface JsonPathScope {
  /** `$` */
  readonly input: Json;
  /** `$$` */
  readonly context: Json;
  /** `$name` */
  readonly variables: Readonly<Record<string, Json>>;
  readonly moment: Moment;
  /** Of one evaluation. */
  readonly limits: Limits;
  /** What all evaluations of a step may take together. */
  readonly budget?: Budget;
}

/** What expressions of a JSONata state can see. */
export interface JsonataScope {
  /** `$states` */
  readonly states: StatesVariable;
  /** `$name` */
  readonly variables: Readonly<Record<string, Json>>;
  readonly moment: Moment;
  /** Of one evaluation. */
  readonly limits: Limits;
  /** What all evaluations of a step may take together. */
  readonly budget?: Budget;
}

export interface StatesVariable {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly context: Json;
}
