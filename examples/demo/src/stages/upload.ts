import { BadRequestException, type Client, PayloadTooLargeException } from '@las/client';
import type { DemoDocument } from '../documents/document-set.js';
import { inParallel } from '../in-parallel.js';
import type { Progress } from '../output/progress.js';

export interface Uploaded {
  document: DemoDocument;
  documentId: string;
}

export interface Refused {
  document: DemoDocument;
  reason: string;
}

export interface UploadResult {
  uploaded: Uploaded[];
  refused: Refused[];
}

const atOnce = 4;

/** Uploads documents into a batch, with their true values unless told otherwise; notes which ones the service refuses. */
export async function uploadDocuments(
  client: Client,
  documents: readonly DemoDocument[],
  { batchId, withTruth, progress }: { batchId: string; withTruth: boolean; progress: Progress },
): Promise<UploadResult> {
  const result: UploadResult = { uploaded: [], refused: [] };
  let done = 0;
  const outcomes = await inParallel(documents, atOnce, async (document) => {
    const groundTruth = withTruth ? document.groundTruth : null;
    const options = groundTruth ? { batchId, groundTruth } : { batchId };
    const outcome = await client.createDocument(document.content, document.contentType, options).catch(refusalOf);
    done += 1;
    progress.update(done / documents.length, `${done} of ${documents.length}`);
    return { document, outcome };
  });
  for (const { document, outcome } of outcomes) {
    if (typeof outcome === 'string') result.refused.push({ document, reason: outcome });
    else result.uploaded.push({ document, documentId: outcome.documentId });
  }
  return result;
}

/** Why the service did not take a document; any other failure is thrown on. */
export function refusalOf(error: unknown): string {
  if (error instanceof BadRequestException || error instanceof PayloadTooLargeException) return error.message;
  throw error;
}
