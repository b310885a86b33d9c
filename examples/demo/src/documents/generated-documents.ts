import { generateSamples, sampleFields } from '@las/samples';
import type { Progress } from '../output/progress.js';
import type { DemoDocument, DocumentSet } from './document-set.js';

const trainingCount = 60;
const unseenCount = 20;
export const generatedCount = trainingCount + unseenCount;

/** Makes up invoices and receipts, so that the demo needs no documents of anyone's. */
export async function generateDocuments(
  seed: number,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<DocumentSet> {
  const documents: DemoDocument[] = [];
  for await (const { id, contentType, content, groundTruth } of generateSamples({ seed, count: generatedCount })) {
    signal.throwIfAborted();
    documents.push({ name: id, contentType, content, groundTruth });
    progress.update(documents.length / generatedCount, `${documents.length} of ${generatedCount}`);
  }
  return { fields: sampleFields, training: documents.slice(0, trainingCount), unseen: documents.slice(trainingCount) };
}
