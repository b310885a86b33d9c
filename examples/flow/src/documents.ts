import type { Client, FieldConfig } from '@las/client';
import { generateSamples, type Sample, sampleFields } from '@las/samples';

const labels = ['total', 'date', 'due_date', 'tax'] as const;
const trainingCount = 30;
const unseenCount = 20;

/** Fields of the model. */
export const fields: FieldConfig = Object.fromEntries(
  labels.map((label) => [label, sampleFields[label]]),
) as FieldConfig;

export type Values = Record<string, string | null>;

/** A made-up document with what it truly says. */
export interface KnownDocument {
  name: string;
  content: Uint8Array;
  contentType: Sample['contentType'];
  truth: Values;
}

function toKnown({ id, content, contentType, groundTruth }: Sample): KnownDocument {
  const known = groundTruth.filter(({ label }) => label in fields);
  return { name: id, content, contentType, truth: Object.fromEntries(known.map(({ label, value }) => [label, value])) };
}

/** Documents to learn from, and others that the model has never seen. */
export async function makeDocuments(): Promise<{ training: KnownDocument[]; unseen: KnownDocument[] }> {
  const documents: KnownDocument[] = [];
  for await (const sample of generateSamples({ seed: 5, count: trainingCount + unseenCount, kinds: ['pdf'] })) {
    documents.push(toKnown(sample));
  }
  return { training: documents.slice(0, trainingCount), unseen: documents.slice(trainingCount) };
}

/** Uploads documents with their true values into a batch. */
export async function uploadForTraining(client: Client, documents: readonly KnownDocument[]): Promise<string> {
  const { batchId } = await client.createBatch({ name: 'Flow: to learn from' });
  for (const { content, contentType, truth } of documents) {
    const groundTruth = Object.entries(truth).map(([label, value]) => ({ label, value }));
    await client.createDocument(content, contentType, { batchId, groundTruth });
  }
  return batchId;
}
