import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';

/** A call of an intrinsic function, read once. */
export interface Intrinsic {
  readonly text: string;
  readonly name: string;
}

/** Reads a call such as `States.Format('{}', $.a)`. Throws `SyntaxProblem`. */
export function parseIntrinsic(text: string): Intrinsic {
  const name = /^States\.(\w+)\(.*\)$/s.exec(text)?.[1];
  if (name === undefined) throw new SyntaxProblem('has to be a call of an intrinsic function');
  return { text, name };
}

/** What a call gives. Throws `States.IntrinsicFailure` and what its paths throw. */
export function callIntrinsic(intrinsic: Intrinsic, _scope: JsonPathScope): Json {
  throw new EvaluationError('States.IntrinsicFailure', `${intrinsic.text} cannot be called yet`);
}
