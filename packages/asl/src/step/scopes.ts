import type { Budget } from '../budget/budget.js';
import type { JsonataScope, JsonPathScope, StatesVariable } from '../evaluation-scope.js';
import type { Json, JsonObject, Limits, Moment } from '../types.js';
import { type ContextExtras, contextObject } from './context-object.js';
import type { Position } from './position.js';
import type { StepRun } from './step-run.js';

/** What paths see at a position. The context object is made when it is asked for: most paths do not. */
export class PathScope implements JsonPathScope {
  readonly input: Json;
  readonly #run: StepRun;
  readonly #at: Position;
  readonly #extras: ContextExtras | undefined;

  constructor(run: StepRun, at: Position, input: Json, extras?: ContextExtras) {
    this.#run = run;
    this.#at = at;
    this.input = input;
    this.#extras = extras;
  }

  get context(): Json {
    return contextObject(this.#run, this.#at, this.#extras);
  }

  get variables(): Readonly<JsonObject> {
    return this.#at.variables;
  }

  get moment(): Moment {
    return this.#run.moment;
  }

  get limits(): Limits {
    return this.#run.limits;
  }

  get budget(): Budget {
    return this.#run.budget;
  }
}

/** What expressions see at a position. */
export function expressionScope(
  run: StepRun,
  at: Position,
  seen: Pick<StatesVariable, 'result' | 'errorOutput'> = {},
  extras?: ContextExtras,
): JsonataScope {
  return {
    states: { input: at.frame.input, ...seen, context: contextObject(run, at, extras) },
    variables: at.variables,
    moment: run.moment,
    limits: run.limits,
    budget: run.budget,
  };
}
