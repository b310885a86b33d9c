import type { Source } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { fillPayload, type PayloadTemplate } from '../payload/payload-template.js';
import type { Position } from '../step/position.js';
import { expressionScope, PathScope } from '../step/scopes.js';
import { sourceNumber } from '../step/sources.js';
import type { StepRun } from '../step/step-run.js';
import { type Steps, settled } from '../step/steps.js';
import type { Json } from '../types.js';

export interface ItemBatcher {
  readonly items: Source | undefined;
  readonly bytes: Source | undefined;
  readonly input: PayloadTemplate | JsonataTemplate | undefined;
}

// Zero is no bound.
const itemBounds = { least: 0, whole: true };
const byteBounds = { least: 0, most: 262_144, whole: true };
const fields = {
  JSONPath: [
    'MaxItemsPerBatch',
    'MaxItemsPerBatchPath',
    'MaxInputBytesPerBatch',
    'MaxInputBytesPerBatchPath',
    'BatchInput',
    'Comment',
  ],
  JSONata: ['MaxItemsPerBatch', 'MaxInputBytesPerBatch', 'BatchInput', 'Comment'],
};

export function readBatcher(reader: StateReader): ItemBatcher | undefined {
  const batcher = reader.innerObject('ItemBatcher');
  if (batcher === undefined) return undefined;
  batcher.allow(fields[reader.language], 'an ItemBatcher');
  const items = batcher.mapAmount('MaxItemsPerBatch', itemBounds);
  const bytes = batcher.mapAmount('MaxInputBytesPerBatch', byteBounds);
  if (!Object.keys(batcher.value).some((field) => field.startsWith('Max'))) {
    batcher.problems.add(batcher.pointer, 'has to have a field MaxItemsPerBatch or MaxInputBytesPerBatch');
  }
  const input = reader.language === 'JSONata' ? batcher.jsonata('BatchInput') : batcher.payload('BatchInput');
  return { items, bytes, input };
}

/** Puts items together: each batch is the input of one child. */
export function* batchItems(
  batcher: ItemBatcher,
  items: readonly Json[],
  run: StepRun,
  at: Position,
  input: Json,
): Steps<Json[]> {
  const most = batcher.items && (yield* sourceNumber(batcher.items, itemBounds, run, at, input));
  const bytes = batcher.bytes && (yield* sourceNumber(batcher.bytes, byteBounds, run, at, input));
  const shared = yield* batchInput(batcher, run, at, input);
  const around = shared === undefined ? {} : { BatchInput: shared };
  return inBatches(items, most || Infinity, (bytes || Infinity) - size({ ...around, Items: [] })).map((batch) => ({
    ...around,
    Items: batch,
  }));
}

function* batchInput(batcher: ItemBatcher, run: StepRun, at: Position, input: Json): Steps<Json | undefined> {
  if (batcher.input === undefined) return undefined;
  return at.state.flow.language === 'JSONata'
    ? yield* settled(fillJsonata(batcher.input as JsonataTemplate, expressionScope(run, at), 'ItemBatcher/BatchInput'))
    : fillPayload(batcher.input as PayloadTemplate, new PathScope(run, at, input));
}

function inBatches(items: readonly Json[], most: number, bytes: number): Json[][] {
  const batches: Json[][] = [];
  let batch: Json[] = [];
  let left = bytes;
  for (const item of items) {
    const needed = size(item) + 1;
    if (batch.length > 0 && (batch.length >= most || needed > left)) {
      batches.push(batch);
      batch = [];
      left = bytes;
    }
    batch.push(item);
    left -= needed;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function size(value: Json): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
