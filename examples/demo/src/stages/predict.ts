import type { Client, Prediction } from '@las/client';
import type { DemoDocument } from '../documents/document-set.js';
import { inParallel } from '../in-parallel.js';
import type { Progress } from '../output/progress.js';
import { type Refused, refusalOf, type Uploaded, uploadDocuments } from './upload.js';

export interface Predicted {
  document: DemoDocument;
  predictions: Prediction['predictions'];
  seconds: number;
}

const atOnce = 4;

/** Uploads documents without their true values and has their fields predicted; notes which ones cannot be. */
export async function predictDocuments(
  client: Client,
  documents: readonly DemoDocument[],
  { modelId, batchId, progress }: { modelId: string; batchId: string; progress: Progress },
): Promise<{ predicted: Predicted[]; refused: Refused[] }> {
  const firstHalf = { update: (share: number) => progress.update(share / 10, 'uploading'), end: () => undefined };
  const { uploaded, refused } = await uploadDocuments(client, documents, {
    batchId,
    withTruth: false,
    progress: firstHalf,
  });
  let done = 0;
  const outcomes = await inParallel(uploaded, atOnce, async (item) => {
    const outcome = await predictOne(client, modelId, item);
    done += 1;
    progress.update(0.1 + (0.9 * done) / uploaded.length, `${done} of ${uploaded.length}`);
    return outcome;
  });
  return {
    predicted: outcomes.filter((outcome) => 'predictions' in outcome),
    refused: [...refused, ...outcomes.filter((outcome) => 'reason' in outcome)],
  };
}

async function predictOne(
  client: Client,
  modelId: string,
  { document, documentId }: Uploaded,
): Promise<Predicted | Refused> {
  const start = performance.now();
  const outcome = await client.createPrediction(documentId, modelId).catch(refusalOf);
  if (typeof outcome === 'string') return { document, reason: outcome };
  return { document, predictions: outcome.predictions, seconds: (performance.now() - start) / 1000 };
}
