import { defined, readFlow, readTarget } from '../definition/flow.js';
import { shown } from '../definition/json-value.js';
import type { Next, StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { EvaluationError } from '../evaluation-error.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import type { PayloadTemplate } from '../payload/payload-template.js';
import { leave, selectInput } from '../step/data-flow.js';
import { moved } from '../step/moved.js';
import type { Position } from '../step/position.js';
import { expressionScope, PathScope } from '../step/scopes.js';
import { StateFailure } from '../step/state-failure.js';
import type { Move, Outcome, StepRun } from '../step/step-run.js';
import { type Steps, settled } from '../step/steps.js';
import { type Condition, readCondition } from './choice-rules.js';

export interface ChoiceState extends StateBase {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default: string | undefined;
}

interface ChoiceRule {
  /** Where it is, such as `Choices[0]/`. */
  readonly place: string;
  readonly next: Next;
  /** Of JSONPath. */
  readonly condition?: Condition;
  /** Of JSONata. */
  readonly expression?: JsonataTemplate;
  readonly output?: JsonataTemplate;
  readonly assign?: PayloadTemplate | JsonataTemplate;
}

export function readChoice(reader: StateReader): ChoiceState {
  reader.require('Choices');
  return {
    type: 'Choice',
    name: reader.name,
    flow: readFlow(reader),
    rules: reader.innerObjects('Choices', { empty: false }).map(readRule),
    default: reader.has('Default') ? readTarget(reader, 'Default') : undefined,
  };
}

function readRule(rule: StateReader, index: number): ChoiceRule {
  const place = `Choices[${index}]/`;
  const las = rule.reading.options.dialect === 'las';
  const ends = las && rule.flag('End') === true;
  if (ends && rule.has('Next')) rule.refuse('End', 'cannot stand beside Next');
  if (!ends && !rule.has('Next')) {
    rule.problems.add(rule.pointer, `has to have a field Next${las ? ', or "End": true' : ''}`);
  }
  const fields = ['Next', 'Assign', ...(las ? ['End'] : [])];
  const next = rule.has('Next') ? readTarget(rule, 'Next') : undefined;
  if (rule.language === 'JSONata') return { place, next, ...readExpression(rule, fields) };
  return defined({ place, next, condition: readCondition(rule, fields), assign: rule.assign() });
}

function readExpression(rule: StateReader, fields: readonly string[]): Omit<ChoiceRule, 'next' | 'place'> {
  rule.allow([...fields, 'Comment', 'Condition', 'Output'], 'a rule of a JSONata Choice');
  const written = rule.get('Condition');
  if (written === undefined) rule.require('Condition');
  const expression = written === undefined ? undefined : rule.jsonata('Condition');
  if (expression?.constant === true && typeof written !== 'boolean') {
    rule.refuse('Condition', `has to be a JSONata expression ("{% … %}"), not ${shown(written ?? null)}`);
  }
  return defined({ expression, output: rule.jsonata('Output'), assign: rule.assign() });
}

export function enterChoice(state: ChoiceState, run: StepRun, at: Position): Outcome {
  const { flow } = state;
  if (flow.language === 'JSONata') return chooseByExpression(state, run, at);
  const scope = new PathScope(run, at, selectInput(flow, run, at));
  return choose(
    state,
    state.rules.find(({ condition }) => condition?.(scope)),
    run,
    at,
  );
}

function choose(state: ChoiceState, rule: ChoiceRule | undefined, run: StepRun, at: Position): Outcome {
  if (rule !== undefined) return leave(run, at, { next: rule.next, rule });
  if (state.default !== undefined) return leave(run, at, { next: state.default });
  const cause = `No rule of the Choice state '${state.name}' holds, and it has no Default`;
  throw new StateFailure('States.NoChoiceMatched', cause);
}

function* chooseByExpression(state: ChoiceState, run: StepRun, at: Position): Steps<Move | undefined> {
  for (const rule of state.rules) {
    if (rule.expression === undefined) continue;
    const location = `${rule.place}Condition`;
    const value = yield* settled(fillJsonata(rule.expression, expressionScope(run, at), location));
    if (value === true) return yield* moved(choose(state, rule, run, at));
    if (value === false) continue;
    const message = `The condition has to give true or false, not ${shown(value)}`;
    throw new EvaluationError('States.QueryEvaluationError', message, location);
  }
  return yield* moved(choose(state, undefined, run, at));
}
