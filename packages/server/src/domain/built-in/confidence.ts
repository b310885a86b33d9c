import type { Json, JsonObject } from '@las/asl';
import { PredictionCreate } from '@las/contract';
import type { Database } from '../../db/database.js';
import { findServingReport } from '../../db/trainings.js';
import { notFound } from '../api-error.js';
import { bestByLabel } from '../best-by-label.js';
import type { BuiltIn, BuiltInDescription } from './built-in.js';
import { builtIn, TaskError } from './task-error.js';
import { inputReader, plainSchemas } from './task-input.js';

const share = { type: 'number', minimum: 0, maximum: 1 };
const labels = { type: 'array', items: { type: 'string' } };
const { modelId } = plainSchemas(PredictionCreate.properties);

const inputProperties = {
  predictions: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        label: { type: 'string', minLength: 1 },
        value: { type: ['string', 'boolean', 'number', 'null'] },
        confidence: share,
      },
      required: ['label', 'value', 'confidence'],
    },
  },
  thresholds: { type: 'object', additionalProperties: share },
  threshold: { ...share, description: 'Of labels that thresholds does not name; 0.95.' },
  modelId,
};

export const confidenceDescription: BuiltInDescription = {
  id: 'las:transition:commons-confidence',
  name: 'Split by confidence',
  description:
    'Says which labels are certain and which a person has to check; passes the input on with certain, uncertain, needsCheck and values.',
  inputJsonSchema: { type: 'object', properties: inputProperties, required: ['predictions'] },
  outputJsonSchema: {
    type: 'object',
    properties: {
      ...inputProperties,
      certain: labels,
      uncertain: labels,
      needsCheck: { type: 'boolean' },
      values: { type: 'object' },
    },
    required: ['predictions', 'certain', 'uncertain', 'needsCheck', 'values'],
  },
};

interface ConfidenceInput {
  predictions: { label: string; value: Json; confidence: number }[];
  thresholds?: Record<string, number>;
  threshold?: number;
  modelId?: string;
}

const readInput = inputReader<ConfidenceInput>(confidenceDescription.inputJsonSchema);
const usualThreshold = 0.95;

/** Null: no confidence is high enough. */
type Thresholds = ReadonlyMap<string, number | null>;

/** The model whose thresholds are to be looked up; undefined where the input says all that is needed. */
function modelToAsk({ thresholds, threshold, modelId }: ConfidenceInput): string | undefined {
  return thresholds === undefined && threshold === undefined ? modelId : undefined;
}

async function thresholdsOfModel(db: Database, organizationId: string, modelId: string): Promise<Thresholds> {
  const report = await findServingReport(db, organizationId, modelId);
  if (report === undefined) throw notFound(modelId);
  if (report === null) throw new TaskError('las.ModelNotReady', `${modelId} was never trained`);
  return new Map(
    Object.entries(report.fields).map(([label, { thresholdAt99Precision }]) => [label, thresholdAt99Precision]),
  );
}

/** @param wanted labels to tell apart whether they were predicted or not. */
function split(
  input: ConfidenceInput & JsonObject,
  thresholds: Thresholds,
  wanted: ReadonlySet<string> = new Set(),
): JsonObject {
  const best = bestByLabel(input.predictions);
  const isCertain = (label: string) => {
    const known = thresholds.get(label);
    const threshold = known === undefined ? (input.threshold ?? usualThreshold) : known;
    const found = best.get(label);
    return found !== undefined && threshold !== null && found.confidence >= threshold;
  };
  const all = [...new Set([...best.keys(), ...wanted])];
  const certain = all.filter(isCertain);
  const uncertain = all.filter((label) => !isCertain(label));
  const values = Object.fromEntries(all.map((label) => [label, best.get(label)?.value ?? null]));
  return { ...input, certain, uncertain, needsCheck: uncertain.length > 0, values };
}

/** A label that somebody names a threshold for is one that they want: without a prediction it is uncertain. */
function splitAsGiven(input: ConfidenceInput & JsonObject): JsonObject {
  const thresholds = new Map(Object.entries(input.thresholds ?? {}));
  return split(input, thresholds, new Set(thresholds.keys()));
}

export function confidenceBuiltIn({ db }: { db: Database }): BuiltIn {
  return builtIn(confidenceDescription, {
    immediate({ input }) {
      const given = readInput(input);
      return modelToAsk(given) === undefined ? splitAsGiven(given) : undefined;
    },
    async run({ organizationId, input }) {
      const given = readInput(input);
      const modelId = modelToAsk(given);
      if (modelId === undefined) return splitAsGiven(given);
      return split(given, await thresholdsOfModel(db, organizationId, modelId));
    },
  });
}
