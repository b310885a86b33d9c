import { defined, readFlow, readNext } from '../definition/flow.js';
import { shown } from '../definition/json-value.js';
import { readRetry } from '../definition/retry-and-catch.js';
import type { Catcher, FallibleState, Source, StateGraph } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import type { JsonPath } from '../json-path/json-path.js';
import type { JsonataTemplate } from '../jsonata/jsonata-template.js';
import type { PayloadTemplate } from '../payload/payload-template.js';
import { type ItemBatcher, readBatcher } from './item-batches.js';

export interface MapState extends FallibleState {
  readonly type: 'Map';
  readonly processor: StateGraph;
  /** `DISTRIBUTED`: its items do not see the variables around them. */
  readonly distributed: boolean;
  readonly itemsPath: JsonPath | undefined;
  readonly items: JsonataTemplate | undefined;
  readonly selector: PayloadTemplate | JsonataTemplate | undefined;
  readonly batcher: ItemBatcher | undefined;
  readonly concurrency: Source | undefined;
  readonly toleratedCount: Source | undefined;
  readonly toleratedPercentage: Source | undefined;
  /** A field that needs a service of AWS: the state fails when it is entered. */
  readonly unsupported: 'ItemReader' | 'ResultWriter' | undefined;
}

export const concurrencyBounds = { least: 0, whole: true };
export const countBounds = { least: 0, whole: true };
export const percentageBounds = { least: 0, most: 100 };

const nowhere: StateGraph = { startAt: '', states: new Map() };

export function readMap(reader: StateReader, catchers: readonly Catcher[]): MapState {
  reader.either(['ItemProcessor', 'Iterator']);
  reader.either(['ItemSelector', 'Parameters']);
  const { graph, distributed } = readProcessor(reader);
  const flow = readFlow(reader);
  if (!distributed) refuseDistributedFields(reader);
  readLabel(reader);
  return {
    type: 'Map',
    name: reader.name,
    // Parameters is the older name of ItemSelector here.
    flow: flow.language === 'JSONPath' ? defined({ ...flow, parameters: undefined }) : flow,
    next: readNext(reader),
    retry: readRetry(reader),
    catch: catchers,
    processor: graph ?? nowhere,
    distributed,
    itemsPath: reader.language === 'JSONPath' ? reader.path('ItemsPath') : undefined,
    items: reader.language === 'JSONata' ? readItems(reader) : undefined,
    selector: readSelector(reader),
    batcher: readBatcher(reader),
    concurrency: reader.mapAmount('MaxConcurrency', concurrencyBounds),
    toleratedCount: reader.mapAmount('ToleratedFailureCount', countBounds),
    toleratedPercentage: reader.mapAmount('ToleratedFailurePercentage', percentageBounds),
    unsupported: reader.has('ItemReader') ? 'ItemReader' : reader.has('ResultWriter') ? 'ResultWriter' : undefined,
  };
}

function readProcessor(reader: StateReader): { graph: StateGraph | undefined; distributed: boolean } {
  const field = reader.has('ItemProcessor') || !reader.has('Iterator') ? 'ItemProcessor' : 'Iterator';
  const processor = reader.require(field) ? reader.object(field) : undefined;
  if (processor === undefined) return { graph: undefined, distributed: false };
  processor.allow(['StartAt', 'States', 'Comment', 'ProcessorConfig'], `an ${field}`);
  const config = processor.object('ProcessorConfig');
  const mode = config?.oneOf('Mode', ['INLINE', 'DISTRIBUTED']) ?? 'INLINE';
  config?.allow(['Mode', 'ExecutionType'], 'a ProcessorConfig');
  const type = config?.oneOf('ExecutionType', ['STANDARD', 'EXPRESS']);
  if (mode === 'DISTRIBUTED' && type === undefined && config?.has('ExecutionType') !== true) {
    config?.problems.add(config.pointer, 'has to have a field ExecutionType, since its Mode is DISTRIBUTED');
  }
  if (mode === 'INLINE' && type !== undefined) {
    config?.refuse('ExecutionType', 'can only stand beside "Mode": "DISTRIBUTED"');
  }
  const graph = reader.reading.graph(processor, [...reader.around, reader.name]);
  return { graph, distributed: mode === 'DISTRIBUTED' };
}

function refuseDistributedFields(reader: StateReader): void {
  for (const field of ['ItemReader', 'ResultWriter', 'Label']) {
    if (reader.has(field))
      reader.refuse(field, 'can only be there when the Mode of the ProcessorConfig is DISTRIBUTED');
  }
}

function readLabel(reader: StateReader): void {
  const label = reader.text('Label');
  if (label !== undefined && !/^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]{1,40}$/u.test(label)) {
    reader.refuse('Label', 'has to be 1 to 40 characters without blanks, brackets, wildcards and special characters');
  }
}

function readItems(reader: StateReader): JsonataTemplate | undefined {
  const items = reader.jsonata('Items');
  const written = reader.get('Items');
  if (items?.constant === true && !Array.isArray(written)) {
    return reader.refuse('Items', `has to be an array or a JSONata expression, not ${shown(written ?? null)}`);
  }
  return items;
}

function readSelector(reader: StateReader): PayloadTemplate | JsonataTemplate | undefined {
  if (reader.language === 'JSONata') return reader.jsonata('ItemSelector');
  return reader.payload('ItemSelector') ?? reader.payload('Parameters');
}
