import {
  type FieldConfig,
  loadModel,
  type Page,
  type Training,
  type TrainingDocument,
  type TrainingReport,
} from '@las/extractor';
import { trainInWorkers } from '@las/extractor/parallel';
import type { BenchmarkDocument } from '../documents-file.js';
import { compareValues } from './compare.js';
import { type Measures, measureAll, measureField, type Outcome } from './measures.js';

/** What `--json` writes; a stable interface. */
export interface ExtractionResult {
  overall: Measures;
  fields: Record<string, Measures>;
  trainSeconds: number;
  extractMsPerDocument: number;
  documents: { train: number; test: number };
}

/** A document with the words to extract from. */
export interface ReadDocument {
  document: Pick<BenchmarkDocument, 'id' | 'groundTruth'>;
  pages: readonly Page[];
}

export interface ExtractionRun {
  train: readonly ReadDocument[];
  test: readonly ReadDocument[];
  fields: FieldConfig;
  seed: number;
  threads?: number;
  onProgress?(fraction: number, what: string): void;
}

/** Trains on one part of the documents and measures on the other. */
export async function runExtraction(run: ExtractionRun): Promise<{
  result: ExtractionResult;
  outcomes: Outcome[];
  report: TrainingReport;
  modelBytes: number;
  trainCpuSeconds: number;
}> {
  const { train, test, fields, seed, threads, onProgress } = run;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const { model, report } = await trainOn(train, { fields, seed, threads, onProgress });
  const trainSeconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  const { outcomes, extractMsPerDocument } = extractAll(model, test, fields);
  const measured = measure(outcomes, fields, report);
  return {
    result: { ...measured, trainSeconds, extractMsPerDocument, documents: { train: train.length, test: test.length } },
    outcomes,
    report,
    modelBytes: model.length,
    trainCpuSeconds: (used.user + used.system) / 1e6,
  };
}

export interface TrainingRun {
  fields: FieldConfig;
  seed: number;
  threads?: number | undefined;
  onProgress?: ((fraction: number, what: string) => void) | undefined;
}

export function trainOn(
  documents: readonly ReadDocument[],
  { fields, seed, threads, onProgress }: TrainingRun,
): Promise<Training> {
  return trainInWorkers(documents.map(toTrainingDocument), fields, {
    seed,
    ...(threads !== undefined && { threads }),
    ...(onProgress && { onProgress }),
  });
}

export function measure(
  outcomes: readonly Outcome[],
  config: FieldConfig,
  report: TrainingReport,
): Pick<ExtractionResult, 'overall' | 'fields'> {
  const fields: Record<string, Measures> = {};
  for (const label of Object.keys(config)) {
    const own = outcomes.filter((outcome) => outcome.label === label);
    fields[label] = measureField(own, report.fields[label]?.thresholdAt99Precision ?? null);
  }
  return { overall: measureAll(fields, outcomes, report.overall.thresholdAt99Precision), fields };
}

/**
 * What a model answers for each field of each document, beside what is true. Time is taken when all documents have been
 * gone through once: a service answers with threads that are warm.
 */
export function extractAll(
  model: Uint8Array,
  test: readonly ReadDocument[],
  config: FieldConfig,
): { outcomes: Outcome[]; extractMsPerDocument: number } {
  const extractor = loadModel(model);
  const answers = test.map(({ pages }) => extractor.extract(pages));
  const started = performance.now();
  for (const { pages } of test) extractor.extract(pages);
  const milliseconds = performance.now() - started;
  const outcomes = test.flatMap(({ document }, index) => {
    const truths = truthsOf(document);
    return (answers[index] ?? []).flatMap(({ label, value, confidence }): Outcome[] => {
      const truth = truths[label];
      const type = config[label]?.type;
      if (truth === undefined || type === undefined) return [];
      const isWrong = truth === null || value === null;
      const comparison = isWrong ? { strict: false, norm: false, near: false } : compareValues(value, truth, type);
      return [{ documentId: document.id, label, truth, value, confidence, comparison }];
    });
  });
  return { outcomes, extractMsPerDocument: milliseconds / Math.max(1, test.length) };
}

function toTrainingDocument({ document, pages }: ReadDocument): TrainingDocument {
  return { id: document.id, pages, groundTruth: truthsOf(document) };
}

/** An empty value says that the document has none. */
function truthsOf({ groundTruth }: Pick<BenchmarkDocument, 'groundTruth'>): Record<string, string | null> {
  return Object.fromEntries(groundTruth.map(({ label, value }) => [label, value === '' ? null : value]));
}
