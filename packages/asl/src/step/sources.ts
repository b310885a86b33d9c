import { type NumberBounds, numberFault } from '../definition/object-reader.js';
import type { Source } from '../definition/state-graph.js';
import { EvaluationError } from '../evaluation-error.js';
import { evaluatePath } from '../json-path/json-path.js';
import { fillJsonata } from '../jsonata/jsonata-template.js';
import type { Json } from '../types.js';
import type { Position } from './position.js';
import { expressionScope, PathScope } from './scopes.js';
import type { StepRun } from './step-run.js';
import { type Steps, settled } from './steps.js';

/** The value of a field; `input` is what paths read. */
export function* sourceValue(source: Source, run: StepRun, at: Position, input: Json): Steps<Json> {
  if (source.from === 'constant') return source.value;
  if (source.from === 'path') return evaluatePath(source.path, new PathScope(run, at, input));
  return yield* settled(fillJsonata(source.template, expressionScope(run, at), source.field));
}

/** The number of a field. Throws `EvaluationError` for a value that is none, or out of bounds. */
export function* sourceNumber(
  source: Source,
  bounds: NumberBounds,
  run: StepRun,
  at: Position,
  input: Json,
): Steps<number> {
  const value = yield* sourceValue(source, run, at, input);
  const fault = numberFault(value, bounds);
  if (fault !== undefined) throw sourceError(source, `${nameOf(source)} ${fault}`);
  return value as number;
}

/** What a field fails with whose value cannot be used. */
export function sourceError(source: Source, message: string): EvaluationError {
  return source.from === 'jsonata'
    ? new EvaluationError('States.QueryEvaluationError', message, source.field)
    : new EvaluationError('States.Runtime', message);
}

function nameOf(source: Source): string {
  return source.from === 'constant' ? 'The field' : `The ${source.field} field`;
}
