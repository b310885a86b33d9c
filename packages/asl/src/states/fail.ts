import { within } from '../definition/problem-list.js';
import type { Flow, StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { EvaluationError } from '../evaluation-error.js';
import { callIntrinsic, type Intrinsic, parseIntrinsic } from '../intrinsics/intrinsic.js';
import { evaluatePath, type JsonPath, parseJsonPath } from '../json-path/json-path.js';
import { fillJsonata, isJsonataText, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import type { Position } from '../step/position.js';
import { expressionScope, PathScope } from '../step/scopes.js';
import { StateFailure } from '../step/state-failure.js';
import type { StepRun } from '../step/step-run.js';
import { type Steps, settled } from '../step/steps.js';
import type { Json } from '../types.js';

export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error: FailText | undefined;
  readonly cause: FailText | undefined;
}

type FailText = { readonly field: string } & (
  | { readonly text: string }
  | { readonly path: JsonPath }
  | { readonly intrinsic: Intrinsic }
  | { readonly template: JsonataTemplate }
);

export function readFail(reader: StateReader): FailState {
  const flow: Flow = { language: reader.language };
  return { type: 'Fail', name: reader.name, flow, error: readText(reader, 'Error'), cause: readText(reader, 'Cause') };
}

function readText(reader: StateReader, field: 'Error' | 'Cause'): FailText | undefined {
  const pathField = `${field}Path`;
  reader.either([field, pathField]);
  const text = reader.text(field);
  if (text !== undefined && reader.language === 'JSONata' && isJsonataText(text)) {
    const template = reader.jsonata(field);
    return template && { field, template };
  }
  if (text !== undefined) return { field, text };
  const path = reader.language === 'JSONPath' ? reader.text(pathField) : undefined;
  if (path === undefined) return undefined;
  return reader.problems.attempt(within(reader.pointer, pathField), () =>
    path.startsWith('$')
      ? { field: pathField, path: parseJsonPath(path) }
      : { field: pathField, intrinsic: parseIntrinsic(path) },
  );
}

export function* enterFail(state: FailState, run: StepRun, at: Position): Steps<never> {
  const error = state.error && (yield* textOf(state.error, run, at));
  const cause = state.cause && (yield* textOf(state.cause, run, at));
  throw new StateFailure(error, cause);
}

function* textOf(text: FailText, run: StepRun, at: Position): Steps<string> {
  if ('text' in text) return text.text;
  const value: Json =
    'template' in text
      ? yield* settled(fillJsonata(text.template, expressionScope(run, at), text.field))
      : 'path' in text
        ? evaluatePath(text.path, new PathScope(run, at, at.frame.input))
        : callIntrinsic(text.intrinsic, new PathScope(run, at, at.frame.input));
  if (typeof value === 'string') return value;
  const message = `The ${text.field} field has to give text, not ${JSON.stringify(value)}`;
  throw 'template' in text
    ? new EvaluationError('States.QueryEvaluationError', message, text.field)
    : new EvaluationError('States.Runtime', message);
}
