import { shown } from '../definition/json-value.js';
import { EvaluationError } from '../evaluation-error.js';
import { evaluatePath } from '../json-path/json-path.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { requireSize } from '../limits.js';
import { fillPayload, type PayloadTemplate } from '../payload/payload-template.js';
import { countOf, putChild } from '../step/children.js';
import { leave, selectInput } from '../step/data-flow.js';
import { type Fan, idleFrame, newFrame } from '../step/frame.js';
import { moved } from '../step/moved.js';
import type { MapItem, Position } from '../step/position.js';
import { expressionScope, PathScope } from '../step/scopes.js';
import { sourceNumber } from '../step/sources.js';
import { StateFailure } from '../step/state-failure.js';
import type { Move, Outcome, StepRun } from '../step/step-run.js';
import { type Steps, settled } from '../step/steps.js';
import type { Json } from '../types.js';
import { batchItems } from './item-batches.js';
import { concurrencyBounds, countBounds, type MapState, percentageBounds } from './map.js';

/** Gets the items together. Gives a move at once when there are none. */
export function* openItems(state: MapState, run: StepRun, at: Position): Steps<Move | undefined> {
  if (state.unsupported !== undefined) {
    const cause = `${state.unsupported} needs a service of AWS, which is not there`;
    throw new StateFailure('States.Runtime', cause, { terminal: true });
  }
  const input = state.flow.language === 'JSONPath' ? selectInput(state.flow, run, at) : at.frame.input;
  const items = yield* itemsOf(state, run, at, input);
  const concurrency = state.concurrency && (yield* sourceNumber(state.concurrency, concurrencyBounds, run, at, input));
  const count = state.toleratedCount && (yield* sourceNumber(state.toleratedCount, countBounds, run, at, input));
  const percentage =
    state.toleratedPercentage && (yield* sourceNumber(state.toleratedPercentage, percentageBounds, run, at, input));
  at.replace({
    ...at.frame,
    fan: {
      children: [],
      items: yield* batched(state, run, at, input, items),
      ...(concurrency !== undefined && concurrency > 0 && { concurrency }),
      ...(count !== undefined && { toleratedCount: count }),
      ...(percentage !== undefined && { toleratedPercentage: percentage }),
      ended: 0,
      failed: 0,
    },
  });
  return items.length === 0 ? yield* moved(gatherItems(state, run, at)) : undefined;
}

function* batched(state: MapState, run: StepRun, at: Position, input: Json, items: Json[]): Steps<Json[]> {
  if (state.batcher === undefined) return items;
  const selected: Json[] = [];
  for (const [index, value] of items.entries()) {
    selected.push(yield* selectItem(state, run, at, input, { index, value }));
  }
  return yield* batchItems(state.batcher, selected, run, at, input);
}

function* itemsOf(state: MapState, run: StepRun, at: Position, input: Json): Steps<Json[]> {
  if (state.flow.language === 'JSONPath') {
    const value = state.itemsPath === undefined ? input : evaluatePath(state.itemsPath, new PathScope(run, at, input));
    if (Array.isArray(value)) return value;
    const what = state.itemsPath === undefined ? 'input' : `'${state.itemsPath.text}'`;
    throw new EvaluationError(
      'States.Runtime',
      `The items of a Map have to be an array, but ${what} is ${shown(value)}`,
    );
  }
  if (state.items === undefined) {
    if (Array.isArray(input)) return input;
    const cause = `The input of a Map without Items has to be an array, not ${shown(input)}`;
    throw new EvaluationError('States.QueryEvaluationError', cause);
  }
  const value = yield* settled(fillJsonata(state.items, expressionScope(run, at), 'Items'));
  if (Array.isArray(value)) return value;
  throw new EvaluationError('States.QueryEvaluationError', `Items has to give an array, not ${shown(value)}`, 'Items');
}

function* selectItem(state: MapState, run: StepRun, at: Position, input: Json, item: MapItem): Steps<Json> {
  if (state.selector === undefined) return item.value;
  if (state.flow.language === 'JSONPath') {
    return fillPayload(state.selector as PayloadTemplate, new PathScope(run, at, input, { item }));
  }
  const scope = expressionScope(run, at, {}, { item });
  return yield* settled(fillJsonata(state.selector as JsonataTemplate, scope, 'ItemSelector'));
}

/** Starts the next item, unless all are started or as many run as may. */
export function* openNextItem(state: MapState, run: StepRun, at: Position): Steps<Position | undefined> {
  const { fan } = at.frame;
  const index = fan === undefined ? 0 : countOf(fan.children);
  if (fan?.items === undefined || index >= fan.items.length) return undefined;
  if (index - fan.ended >= (fan.concurrency ?? Infinity)) return undefined;
  const item = { index, value: fan.items[index] ?? null };
  let input = item.value;
  if (state.batcher === undefined && state.selector !== undefined) {
    const selected = state.flow.language === 'JSONPath' ? selectInput(state.flow, run, at) : at.frame.input;
    input = yield* selectItem(state, run, at, selected, item);
    requireSize(input, run.limits);
  }
  const frame = newFrame(state.processor.startAt, input, run.moment.now);
  putChild(fan.children, index, { frame });
  return at.child(index, frame);
}

/** Throws once more items have failed than the state tolerates. */
export function itemFailed(state: MapState, fan: Fan, failure: StateFailure): void {
  const { toleratedCount, toleratedPercentage } = fan;
  if (toleratedCount === undefined && toleratedPercentage === undefined) {
    if (state.distributed) throw exceeded(fan, failure);
    throw failure;
  }
  const share = (100 * fan.failed) / (fan.items?.length ?? countOf(fan.children));
  if (toleratedCount !== undefined && fan.failed > toleratedCount) throw exceeded(fan, failure);
  if (toleratedPercentage !== undefined && share > toleratedPercentage) throw exceeded(fan, failure);
}

function exceeded(fan: Fan, failure: StateFailure): StateFailure {
  const cause = `${fan.failed} of the items failed, which is more than the state tolerates; the last with ${failure.error ?? 'no error named'}`;
  return new StateFailure('States.ExceedToleratedFailureThreshold', cause);
}

/** All items have ended. Items that failed and were tolerated have no result. */
export function gatherItems(state: MapState, run: StepRun, at: Position): Outcome {
  const children = at.frame.fan?.children.flat() ?? [];
  at.replace(idleFrame(at.frame));
  const result = children.flatMap((child) => ('output' in child ? [child.output] : []));
  return leave(run, at, { next: state.next, result });
}
