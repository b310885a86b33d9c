import type { JsonObject } from '@las/asl';
import { Document, GroundTruthItem } from '@las/contract';
import { type Database, inTransaction } from '../../db/database.js';
import { lockDocument } from '../../db/documents.js';
import { notFound } from '../api-error.js';
import { bestByLabel } from '../best-by-label.js';
import { updateDocument } from '../documents.js';
import type { BuiltIn, BuiltInDescription } from './built-in.js';
import { builtIn, TaskError } from './task-error.js';
import { inputReader, plainSchemas } from './task-input.js';

const mostItems = 1000;
const { documentId } = plainSchemas(Document.properties);
const { label, value: item } = plainSchemas(GroundTruthItem.properties);
// A form that was emptied says '', and means that the document has no such value.
const value = { ...item, minLength: 0 };
const fields = {
  type: 'array',
  items: { type: 'object', properties: { label, value }, required: ['label', 'value'] },
  maxItems: mostItems,
};
const valueByLabel = {
  type: 'object',
  propertyNames: label,
  additionalProperties: value,
  maxProperties: mostItems,
};
const prediction = {
  type: 'object',
  properties: { label, value, confidence: { type: 'number' } },
  required: ['label', 'value'],
};

export const feedbackDescription: BuiltInDescription = {
  id: 'las:transition:commons-feedback',
  name: 'Give feedback',
  description:
    'Writes verified values to the ground truth of a document, where they replace those of the same labels; passes the input on.',
  inputJsonSchema: {
    type: 'object',
    properties: {
      documentId,
      groundTruth: { anyOf: [fields, valueByLabel] },
      predictions: { type: 'array', items: prediction, maxItems: mostItems },
    },
    required: ['documentId'],
    anyOf: [{ required: ['groundTruth'] }, { required: ['predictions'] }],
  },
  outputJsonSchema: { type: 'object', properties: { documentId }, required: ['documentId'] },
};

interface FeedbackInput {
  documentId: string;
  groundTruth?: GroundTruthItem[] | Record<string, GroundTruthItem['value']>;
  predictions?: (GroundTruthItem & { confidence?: number })[];
}

const readInput = inputReader<FeedbackInput>(feedbackDescription.inputJsonSchema);

/** The values that the input says are right; the explicit ones go before predictions that were passed on. */
function verifiedItems({ groundTruth: given, predictions = [] }: FeedbackInput): GroundTruthItem[] {
  const items = Array.isArray(given)
    ? given
    : given !== undefined
      ? Object.entries(given).map(([label, value]) => ({ label, value }))
      : [...bestByLabel(predictions).values()];
  return items.map(({ label, value }) => ({ label, value: value === '' ? null : value }));
}

function merge(before: readonly GroundTruthItem[], items: readonly GroundTruthItem[]): GroundTruthItem[] {
  const given = new Set(items.map((item) => item.label));
  const merged = [...before.filter((item) => !given.has(item.label)), ...items];
  if (merged.length <= mostItems) return merged;
  throw new TaskError('las.InvalidInput', `A document has at most ${mostItems} values of ground truth`);
}

export function feedbackBuiltIn({ db }: { db: Database }): BuiltIn {
  return builtIn(feedbackDescription, {
    async run({ organizationId, input }): Promise<JsonObject> {
      const given = readInput(input);
      const items = verifiedItems(given);
      await inTransaction(db, async (trx) => {
        const document = await lockDocument(trx, organizationId, given.documentId);
        if (!document) throw notFound(given.documentId);
        const merged = merge(document.ground_truth ?? [], items);
        await updateDocument(trx, organizationId, given.documentId, { groundTruth: merged });
      });
      return given;
    },
  });
}
