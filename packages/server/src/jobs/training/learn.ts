import type { Comparison } from '@las/contract';
import {
  type FieldConfig,
  type HeldOutAnswer,
  type SkippedDocument,
  TooFewDocumentsError,
  type Training,
  type TrainingDocument,
} from '@las/extractor';
import { findServing } from '../../db/auto-train.js';
import type { Database } from '../../db/database.js';
import { listTrainedDocuments } from '../../db/training-documents.js';
import type { BegunRun } from '../../db/training-runs.js';
import type { DocumentReader } from '../../domain/document-reader.js';
import type { TrainedModels } from '../../domain/extraction/trained-models.js';
import { limitWords } from '../../domain/predicted-fields.js';
import { compareVersions } from './compare-versions.js';
import { type ReadDocuments, readTrainingDocuments } from './read-documents.js';
import type { RunWatch } from './run-watch.js';

/** Learns a model in threads of its own. */
export type Train = (
  documents: readonly TrainingDocument[],
  fields: FieldConfig,
  options: { threads: number; signal: AbortSignal; onProgress(fraction: number, what: string): void },
) => Promise<Training>;

export interface TrainingServices {
  db: Database;
  documents: DocumentReader;
  models: TrainedModels;
  train: Train;
  readerThreads: number;
  trainingThreads: number;
}

/** A training that is not to be tried again; the message is for whoever started it. */
export class TrainingFailedError extends Error {
  override readonly name = 'TrainingFailedError';
}

/** Share of the progress that reading makes; the rest is learning. */
const readingShare = 0.4;
const examplesOfSkipped = 3;

function describeSkipped(skipped: readonly SkippedDocument[]): string {
  if (skipped.length === 0) return '';
  const examples = skipped.slice(0, examplesOfSkipped).map(({ documentId, reason }) => ` ${documentId}: ${reason}`);
  return ` Documents that could not be read: ${skipped.length}.${examples.join('')}`;
}

/** What a run has made, ready to be stored. */
export interface Learned {
  training: Training;
  comparison: Comparison | null;
}

/** Reads, learns and compares. @throws TrainingFailedError when that cannot succeed by trying again. */
export async function learn(services: TrainingServices, run: BegunRun, watch: RunWatch): Promise<Learned> {
  const read = await readTrainingDocuments(services, run, {
    threads: services.readerThreads,
    signal: watch.signal,
    onRead: (done, all) =>
      watch.report(all === 0 ? 0 : (readingShare * done) / all, `reading documents, ${done} of ${all}`),
  });
  const training = await train(services, run, { ...read, watch });
  return { training, comparison: await compare(services, run, { ...read, watch, heldOut: training.heldOut }) };
}

async function train(
  services: TrainingServices,
  run: BegunRun,
  { documents, skipped, watch }: ReadDocuments & { watch: RunWatch },
): Promise<Training> {
  const fields = Object.fromEntries(
    Object.entries(run.fieldConfig).map(([label, { type, maxLength }]) => [label, { type, maxLength }]),
  );
  try {
    const training = await services.train(documents, fields, {
      threads: services.trainingThreads,
      signal: watch.signal,
      onProgress: (fraction, what) =>
        watch.report(readingShare + (1 - readingShare) * fraction, `${what}, ${Math.round(fraction * 100)} %`),
    });
    const { report } = training;
    const allSkipped = [...skipped, ...report.documents.skipped];
    return { ...training, report: { ...report, documents: { ...report.documents, skipped: allSkipped } } };
  } catch (error) {
    watch.signal.throwIfAborted();
    const message =
      error instanceof TooFewDocumentsError
        ? error.message + describeSkipped(skipped)
        : `An unexpected error ended the training; the service's log says more about ${run.trainingId}.`;
    throw new TrainingFailedError(message, { cause: error });
  }
}

/** Null where no version serves. None can begin to meanwhile: a model has one training at a time. */
async function compare(
  { db, models }: TrainingServices,
  run: BegunRun,
  made: ReadDocuments & { watch: RunWatch; heldOut: readonly HeldOutAnswer[] },
): Promise<Comparison | null> {
  const serving = await findServing(db, run.modelId);
  if (!serving) return null;
  const { signal, report } = made.watch;
  const { trainingId } = serving;
  return compareVersions(
    {
      ...serving,
      documents: await listTrainedDocuments(db, trainingId),
      extract: ({ pages }) => models.extract(trainingId, limitWords(pages), signal),
    },
    { ...run, ...made },
    {
      signal,
      onCompared: (done, all) => report(1, `comparing with the version that serves, ${done} of ${all}`),
    },
  );
}
