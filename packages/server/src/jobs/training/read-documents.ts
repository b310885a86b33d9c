import type { SkippedDocument, TrainingDocument, TruthValue } from '@las/extractor';
import { type Reading, UnreadableDocumentError } from '@las/reader';
import { CorruptBlobError } from '../../blobs/blob-store.js';
import type { Database } from '../../db/database.js';
import { listTrainingDocuments, type TrainingDocumentRow } from '../../db/training-documents.js';
import type { BegunRun } from '../../db/training-runs.js';
import { DocumentGoneError, type DocumentReader } from '../../domain/document-reader.js';

export interface ReadDocuments {
  documents: TrainingDocument[];
  skipped: SkippedDocument[];
}

interface ReadOptions {
  /** How many are read at the same time. */
  threads: number;
  signal: AbortSignal;
  onRead(done: number, all: number): void;
}

type Outcome = { document: TrainingDocument } | { skipped: SkippedDocument } | undefined;

/** By label; of a label that is given more than once, the first value counts. */
function truthOf(items: TrainingDocumentRow['groundTruth']): Record<string, TruthValue> {
  return Object.fromEntries([...items].reverse().map(({ label, value }) => [label, value]));
}

async function outcomeOf(row: TrainingDocumentRow, reading: Promise<Reading>): Promise<Outcome> {
  try {
    const { pages } = await reading;
    return { document: { id: row.id, pages, groundTruth: truthOf(row.groundTruth) } };
  } catch (error) {
    if (error instanceof DocumentGoneError) return undefined;
    if (error instanceof UnreadableDocumentError || error instanceof CorruptBlobError) {
      return { skipped: { documentId: row.id, reason: error.message } };
    }
    throw error;
  }
}

/** Reads all documents to train on, a few at a time; only their words are held. Those deleted meanwhile are left out. */
export async function readTrainingDocuments(
  services: { db: Database; documents: DocumentReader },
  run: BegunRun,
  { threads, signal, onRead }: ReadOptions,
): Promise<ReadDocuments> {
  const filter = { labels: Object.keys(run.fieldConfig), batchIds: run.batchIds };
  const rows = await listTrainingDocuments(services.db, run.organizationId, filter);
  const outcomes: Outcome[] = new Array(rows.length);
  const waiting = rows.entries();
  let done = 0;
  async function readOn(): Promise<void> {
    for (const [index, row] of waiting) {
      signal.throwIfAborted();
      outcomes[index] = await outcomeOf(row, services.documents.read(row, run.preprocessConfig, signal));
      done++;
      onRead(done, rows.length);
    }
  }
  onRead(0, rows.length);
  await Promise.all(Array.from({ length: threads }, readOn));
  return {
    documents: outcomes.flatMap((outcome) => (outcome && 'document' in outcome ? [outcome.document] : [])),
    skipped: outcomes.flatMap((outcome) => (outcome && 'skipped' in outcome ? [outcome.skipped] : [])),
  };
}
