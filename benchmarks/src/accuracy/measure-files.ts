import { dirname } from 'node:path';
import type { FieldConfig, Page } from '@las/extractor';
import { mixedDegradation } from '../degrade/degrade.js';
import { degradeDocuments, readDegraded } from '../degrade/degraded-documents.js';
import type { BenchmarkDocument } from '../documents-file.js';
import type { ReadDocument } from '../extraction/run.js';
import { transcriptPages } from '../extraction/transcript-pages.js';
import { readDocuments } from '../read-documents.js';
import {
  type CurveOptions,
  runCurve,
  runLeavingSendersOut,
  type Source,
  type SourceDocuments,
} from './learning-curve.js';
import type { FileResult } from './result.js';
import { sendersByLabel } from './senders.js';
import { randomSubset, repeatsOf } from './subsets.js';

const FOLDS = 3;

export interface FileDocuments {
  documents: readonly BenchmarkDocument[];
  /** The documents' images are found from here. */
  file: string;
}

export interface FileOptions {
  fields: FieldConfig;
  sender: string;
  /** Infinity stands for all. */
  sizes: readonly number[];
  sources: readonly Source[];
  /** At most so many subsets of a size. */
  repeats: number;
  threads?: number | undefined;
  onProgress(what: string): void;
}

/** The learning curve of documents in files. */
export async function measureFiles(
  train: FileDocuments,
  test: FileDocuments,
  options: FileOptions,
): Promise<FileResult> {
  const { fields, sender, sources, repeats, onProgress } = options;
  const count = train.documents.length;
  const curveOptions: CurveOptions = {
    fields,
    senders: sendersByLabel([...train.documents, ...test.documents], sender),
    sizes: [...new Set(options.sizes.map((size) => Math.min(size, count)))],
    repeatsOf: (size) => (size === count ? 1 : repeatsOf(size, repeats)),
    subset: (documents, size, number) => (size === count ? [...documents] : randomSubset(documents, size, number)),
    groupOf: (copies, id) => (copies === 'degraded' ? mixedDegradation(id) : undefined),
    onProgress,
  };
  const result: FileResult = {
    documents: { train: count, test: test.documents.length },
    sender,
    points: [],
    confidence: [],
    groups: [],
    leftOut: [],
  };
  for (const source of sources) {
    const documents = source === 'transcript' ? fromTranscripts(train, test) : await fromImages(train, test, options);
    const { points, confidence, groups } = await runCurve(documents, curveOptions);
    result.points.push(...points);
    result.confidence.push(...confidence);
    result.groups.push(...groups);
    if (!curveOptions.sizes.includes(count)) continue;
    const summary = await runLeavingSendersOut(source, documents.train, { ...curveOptions, folds: FOLDS });
    result.leftOut.push({ source, folds: FOLDS, documents: count, summary });
  }
  return result;
}

function fromTranscripts(train: FileDocuments, test: FileDocuments): SourceDocuments {
  const read = ({ documents }: FileDocuments) =>
    documents.map((document) => ({ document, pages: transcriptPages(document) }));
  return { source: 'transcript', train: read(train), tests: { clean: read(test) } };
}

async function fromImages(
  train: FileDocuments,
  test: FileDocuments,
  { threads, onProgress }: FileOptions,
): Promise<SourceDocuments> {
  const options = (what: string) => ({
    ...(threads !== undefined && { threads }),
    onProgress: (done: number, total: number) => onProgress(`reading ${what}: ${done} of ${total}`),
  });
  const read = async (what: string, { documents, file }: FileDocuments) =>
    withPages(documents, await readDocuments(documents, dirname(file), options(what)));
  onProgress('degrading images');
  const copies = await degradeDocuments(test.documents, dirname(test.file), 'mixed');
  return {
    source: 'image',
    train: await read('images to train on', train),
    tests: {
      clean: await read('images to test on', test),
      degraded: withPages(test.documents, await readDegraded(test.documents, copies, options('degraded images'))),
    },
  };
}

function withPages(
  documents: readonly BenchmarkDocument[],
  readings: ReadonlyMap<string, { pages: readonly Page[] }>,
): ReadDocument[] {
  return documents.map((document) => ({ document, pages: readings.get(document.id)?.pages ?? [] }));
}
