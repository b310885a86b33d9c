import type { Catcher, FallibleState } from '../definition/state-graph.js';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonataScope } from '../evaluation-scope.js';
import { placeAt } from '../json-path/reference-path.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { fillPayload, type PayloadTemplate } from '../payload/payload-template.js';
import type { Json, JsonObject, RetryRule } from '../types.js';
import { exit } from './data-flow.js';
import type { Position } from './position.js';
import { expressionScope, PathScope } from './scopes.js';
import { failureOf, matches, namesOf, type StateFailure } from './state-failure.js';
import type { Move, StepRun } from './step-run.js';
import { type Steps, settled } from './steps.js';

/** A year: what is asked for beyond is out of all proportion. */
const longestDelay = 31_622_400;

/**
 * What a state makes of something that was thrown in it: waits to try again (nothing), goes on where a catcher leads, or
 * throws the failure of its level.
 */
export function* recover(run: StepRun, at: Position, thrown: unknown): Steps<Move | undefined> {
  const failure = noted(run, at, thrown);
  run.abandon(at);
  const { state } = at;
  if (!('retry' in state)) throw failure;
  if (retry(state, run, at, failure)) return undefined;
  const index = state.catch.findIndex(({ errors }) => matches(errors, failure));
  const catcher = state.catch[index];
  if (catcher === undefined) throw failure;
  try {
    return yield* goWhereCaught(catcher, `Catch[${index}]`, run, at, failure);
  } catch (error) {
    throw noted(run, at, error);
  }
}

function noted(run: StepRun, at: Position, thrown: unknown): StateFailure {
  const failure = failureOf(thrown);
  if (thrown instanceof EvaluationError) {
    const { error, cause, location } = thrown;
    run.record('evaluationFailed', at, { error, cause, ...(location !== undefined && { location }) });
  }
  return failure;
}

function retry(state: FallibleState, run: StepRun, at: Position, failure: StateFailure): boolean {
  const index = state.retry.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure));
  const rule = state.retry[index];
  if (rule === undefined) return false;
  const used = at.frame.retries?.[index] ?? 0;
  if (used >= (rule.MaxAttempts ?? 3)) return false;
  const retries = state.retry.map((_, other) => (at.frame.retries?.[other] ?? 0) + (other === index ? 1 : 0));
  const until = run.moment.now + Math.round(delay(rule, used, run) * 1000);
  run.record('retryScheduled', at, { attempt: used + 1, until, ...namesOf(failure) });
  at.replace({ ...at.frame, retries, timer: run.startTimer(at, until), retrying: true });
  return true;
}

/** Seconds. */
function delay(rule: RetryRule, used: number, run: StepRun): number {
  const grown = (rule.IntervalSeconds ?? 1) * (rule.BackoffRate ?? 2) ** used;
  const bounded = Math.min(grown, rule.MaxDelaySeconds ?? longestDelay, longestDelay);
  return rule.JitterStrategy === 'FULL' ? bounded * run.moment.random() : bounded;
}

function* goWhereCaught(
  catcher: Catcher,
  place: string,
  run: StepRun,
  at: Position,
  failure: StateFailure,
): Steps<Move> {
  const errorOutput = { Error: failure.error ?? null, Cause: failure.cause ?? null };
  run.record('errorCaught', at, namesOf(failure));
  const { output, assigned } =
    at.state.flow.language === 'JSONata'
      ? yield* caughtJsonata(catcher, place, expressionScope(run, at, { errorOutput }))
      : caughtJsonPath(catcher, run, at, errorOutput);
  return exit(run, at, { output, assigned }, catcher.next);
}

function caughtJsonPath(catcher: Catcher, run: StepRun, at: Position, errorOutput: JsonObject) {
  const assign = catcher.assign as PayloadTemplate | undefined;
  const assigned = assign && (fillPayload(assign, new PathScope(run, at, errorOutput)) as JsonObject);
  const { input } = at.frame;
  const output: Json =
    catcher.resultPath === undefined
      ? errorOutput
      : catcher.resultPath === null
        ? input
        : placeAt(catcher.resultPath, input, errorOutput);
  return { output, assigned };
}

function* caughtJsonata(
  { assign, output }: Catcher,
  place: string,
  scope: JsonataScope,
): Steps<{ output: Json; assigned: JsonObject | undefined }> {
  const assigned =
    assign && ((yield* settled(fillJsonata(assign as JsonataTemplate, scope, `${place}/Assign`))) as JsonObject);
  if (output === undefined) return { output: scope.states.errorOutput ?? null, assigned };
  return { output: yield* settled(fillJsonata(output, scope, `${place}/Output`)), assigned };
}
