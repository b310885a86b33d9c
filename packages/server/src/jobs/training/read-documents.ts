import type { SkippedDocument, TrainingDocument } from '@las/extractor';
import { type Reading, UnreadableDocumentError } from '@las/reader';
import { CorruptBlobError } from '../../blobs/blob-store.js';
import type { Database } from '../../db/database.js';
import type { Truth } from '../../db/schema.js';
import {
  keepTrainingDocuments,
  listTrainingDocuments,
  removeOldTrainingDocuments,
  type TrainingDocumentRow,
} from '../../db/training-documents.js';
import { type BegunRun, noteListing } from '../../db/training-runs.js';
import { DocumentGoneError, type DocumentReader } from '../../domain/document-reader.js';
import { RunLostError } from './run-watch.js';

export interface ReadDocuments {
  documents: TrainingDocument[];
  /** Of all documents that were listed. */
  truths: ReadonlyMap<string, Truth>;
  skipped: SkippedDocument[];
}

interface ReadOptions {
  /** How many are read at the same time. */
  threads: number;
  signal: AbortSignal;
  onRead(done: number, all: number): void;
}

type Outcome = { document: TrainingDocument } | { skipped: SkippedDocument } | undefined;

async function outcomeOf(row: TrainingDocumentRow, reading: Promise<Reading>): Promise<Outcome> {
  try {
    const { pages } = await reading;
    return { document: { id: row.id, pages, groundTruth: row.truth } };
  } catch (error) {
    if (error instanceof DocumentGoneError) return undefined;
    if (error instanceof UnreadableDocumentError || error instanceof CorruptBlobError) {
      return { skipped: { documentId: row.id, reason: error.message } };
    }
    throw error;
  }
}

/** Lists the documents to train on, and keeps the list: later changes are counted against it, and versions compared by it. */
async function listDocuments(db: Database, run: BegunRun): Promise<TrainingDocumentRow[]> {
  const selection = { ...run, labels: Object.keys(run.fieldConfig) };
  return db.transaction().execute(async (trx) => {
    const listedTime = new Date();
    const rows = await listTrainingDocuments(trx, selection);
    const listing = {
      field_config: JSON.stringify(run.fieldConfig),
      listed_time: listedTime,
      listed_count: rows.length,
    };
    if (!(await noteListing(trx, run, listing))) throw new RunLostError(run.trainingId);
    await keepTrainingDocuments(trx, run.trainingId, rows);
    await removeOldTrainingDocuments(trx, run.modelId, run.trainingId);
    return rows;
  });
}

/** Reads all documents to train on, a few at a time; only their words are held. Those deleted meanwhile are left out. */
export async function readTrainingDocuments(
  services: { db: Database; documents: DocumentReader },
  run: BegunRun,
  { threads, signal, onRead }: ReadOptions,
): Promise<ReadDocuments> {
  const rows = await listDocuments(services.db, run);
  const outcomes: Outcome[] = new Array(rows.length);
  const waiting = rows.entries();
  let done = 0;
  async function readOn(): Promise<void> {
    for (const [index, row] of waiting) {
      signal.throwIfAborted();
      outcomes[index] = await outcomeOf(
        row,
        services.documents.read({ ...row, organizationId: run.organizationId }, run.preprocessConfig, signal),
      );
      done++;
      onRead(done, rows.length);
    }
  }
  onRead(0, rows.length);
  await Promise.all(Array.from({ length: threads }, readOn));
  return {
    documents: outcomes.flatMap((outcome) => (outcome && 'document' in outcome ? [outcome.document] : [])),
    truths: new Map(rows.map(({ id, truth }) => [id, truth])),
    skipped: outcomes.flatMap((outcome) => (outcome && 'skipped' in outcome ? [outcome.skipped] : [])),
  };
}
