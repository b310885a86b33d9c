import { type Budget, evaluationBudget } from '../budget/budget.js';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { type JsonPath, selectOne } from '../json-path/json-path.js';
import type { Json } from '../types.js';
import { intrinsicFunctions } from './functions.js';
import { IntrinsicFault } from './intrinsic-fault.js';

/** A call of an intrinsic function, read once. */
export interface Intrinsic {
  readonly text: string;
  readonly name: string;
  readonly arguments: readonly Argument[];
}

export type Argument =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'call'; readonly call: Intrinsic };

export { parseIntrinsic } from './parse.js';

/**
 * What a call gives. Throws `States.IntrinsicFailure` when the function cannot work with its arguments, and
 * `States.Runtime` when a path finds nothing.
 */
export function callIntrinsic(intrinsic: Intrinsic, scope: JsonPathScope): Json {
  const budget = evaluationBudget(scope, 'States.IntrinsicFailure');
  return call(intrinsic, scope, budget);
}

function call(intrinsic: Intrinsic, scope: JsonPathScope, budget: Budget): Json {
  const values = intrinsic.arguments.map((argument) => evaluateArgument(argument, intrinsic, scope, budget));
  budget.spend(1);
  try {
    const run = intrinsicFunctions[intrinsic.name]?.run;
    if (run === undefined) throw new IntrinsicFault('There is no such function');
    return run(values, { moment: scope.moment, budget });
  } catch (error) {
    if (!(error instanceof IntrinsicFault)) throw error;
    throw new EvaluationError('States.IntrinsicFailure', describe(intrinsic, error.message));
  }
}

function evaluateArgument(argument: Argument, intrinsic: Intrinsic, scope: JsonPathScope, budget: Budget): Json {
  if (argument.kind === 'constant') return argument.value;
  if (argument.kind === 'call') return call(argument.call, scope, budget);
  const selection = selectOne(argument.path, scope);
  if (selection.found) return selection.value;
  const missing = `The JsonPath argument for the field '${argument.path.text}' could not be found in the input`;
  throw new EvaluationError('States.Runtime', describe(intrinsic, missing));
}

function describe({ text }: Intrinsic, fault: string): string {
  return `The function '${text}' had the following error: ${fault}`;
}
