import type { JsonataFlow, JsonPathFlow } from '../definition/state-graph.js';
import { evaluatePath } from '../json-path/json-path.js';
import { placeAt } from '../json-path/reference-path.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { requireSize } from '../limits.js';
import { fillPayload, type PayloadTemplate } from '../payload/payload-template.js';
import type { Json, JsonObject } from '../types.js';
import type { ContextExtras } from './context-object.js';
import type { Position } from './position.js';
import { expressionScope, PathScope } from './scopes.js';
import { StateFailure } from './state-failure.js';
import type { Move, StepRun } from './step-run.js';
import { type Steps, settled } from './steps.js';

/** What a state has to leave with. */
export interface Leaving {
  readonly next: string | undefined;
  /** The result of what the state called; absent for states that call nothing. */
  readonly result?: Json;
  /** Of JSONPath: what stands for a result in states that call nothing. Default: the input after `InputPath`. */
  readonly effective?: Json;
  /** The rule of a `Choice` that holds: what it has of these takes the place of what the state has, also where it has none. */
  readonly rule?: {
    /** Where it is, such as `Choices[0]/`. */
    readonly place: string;
    readonly output?: JsonataTemplate | undefined;
    readonly assign?: PayloadTemplate | JsonataTemplate | undefined;
  };
}

/** The input after `InputPath`. */
export function selectInput(flow: JsonPathFlow, run: StepRun, at: Position): Json {
  const { input } = at.frame;
  if (flow.inputPath === undefined) return input;
  return flow.inputPath === null ? {} : evaluatePath(flow.inputPath, new PathScope(run, at, input));
}

/** What a JSONPath state works on: after `InputPath` and `Parameters`. */
export function pathInput(flow: JsonPathFlow, run: StepRun, at: Position, extras?: ContextExtras): Json {
  const selected = selectInput(flow, run, at);
  return flow.parameters === undefined
    ? selected
    : fillPayload(flow.parameters, new PathScope(run, at, selected, extras));
}

/** What a state works on: after `InputPath` and `Parameters`, or `Arguments`. */
export function* effectiveInput(run: StepRun, at: Position, extras?: ContextExtras): Steps<Json> {
  const { flow } = at.state;
  if (flow.language === 'JSONPath') return pathInput(flow, run, at, extras);
  if (flow.arguments === undefined) return at.frame.input;
  return yield* settled(fillJsonata(flow.arguments, expressionScope(run, at, {}, extras), 'Arguments'));
}

/** Leaves a state: assigns variables, makes the output, writes history. */
export function leave(run: StepRun, at: Position, leaving: Leaving): Move | Steps<Move> {
  const { flow } = at.state;
  if (flow.language === 'JSONata') return leaveJsonata(flow, run, at, leaving);
  return exit(run, at, leavePath(flow, run, at, leaving), leaving.next);
}

/** What a state has made of its result. */
interface Made {
  readonly output: Json;
  readonly assigned: JsonObject | undefined;
}

/** Leaves a state with an output that is made. */
export function exit(run: StepRun, at: Position, { output, assigned }: Made, next: string | undefined): Move {
  if (output !== at.frame.input) requireSize(output, run.limits);
  if (assigned !== undefined) assign(run, at, assigned);
  run.record('stateExited', at, assigned === undefined ? { output } : { output, assigned });
  return { output, next };
}

function leavePath(flow: JsonPathFlow, run: StepRun, at: Position, leaving: Leaving): Made {
  const given = leaving.result === undefined ? leaving.effective : leaving.result;
  const result = given === undefined ? selectInput(flow, run, at) : given;
  const assign = leaving.rule === undefined ? flow.assign : leaving.rule.assign;
  const assigned = assign && (fillPayload(assign as PayloadTemplate, new PathScope(run, at, result)) as JsonObject);
  const selected =
    flow.resultSelector === undefined ? result : fillPayload(flow.resultSelector, new PathScope(run, at, result));
  const placed =
    flow.resultPath === undefined
      ? selected
      : flow.resultPath === null
        ? at.frame.input
        : placeAt(flow.resultPath, at.frame.input, selected);
  if (flow.outputPath === undefined) return { output: placed, assigned };
  const output = flow.outputPath === null ? {} : evaluatePath(flow.outputPath, new PathScope(run, at, placed));
  return { output, assigned };
}

function* leaveJsonata(flow: JsonataFlow, run: StepRun, at: Position, leaving: Leaving): Steps<Move> {
  const { result, rule, next } = leaving;
  const plain = result === undefined ? at.frame.input : result;
  const assign = rule === undefined ? flow.assign : (rule.assign as JsonataTemplate | undefined);
  const template = rule === undefined ? flow.output : rule.output;
  if (assign === undefined && template === undefined)
    return exit(run, at, { output: plain, assigned: undefined }, next);
  const scope = expressionScope(run, at, result === undefined ? {} : { result });
  const place = rule?.place ?? '';
  const assigned = assign && ((yield* settled(fillJsonata(assign, scope, `${place}Assign`))) as JsonObject);
  const output = template === undefined ? plain : yield* settled(fillJsonata(template, scope, `${place}Output`));
  return exit(run, at, { output, assigned }, next);
}

/** Takes over what was assigned. Variables of the levels around may be read but not assigned, nor hidden. */
export function assign(run: StepRun, at: Position, assigned: JsonObject): void {
  for (const [name, value] of Object.entries(assigned)) {
    if (at.isOuter(name)) {
      throw new StateFailure(
        'States.Runtime',
        `The variable '${name}' belongs to an outer scope and cannot be assigned here`,
        { terminal: true },
      );
    }
    requireSize(value, run.limits);
  }
  at.replace({ ...at.frame, variables: { ...at.frame.variables, ...assigned } });
}
