import type { Page } from '@las/extractor';
import { testDocuments, trainingDocuments } from '../generated/all-kinds.js';
import type { DocumentKind, GeneratedDocument } from '../generated/generated-document.js';
import { readScans } from '../generated/read-scans.js';
import { type AccentMeasures, measureAccents } from './accents.js';
import { runCurve, type Source } from './learning-curve.js';
import type { GeneratedResult } from './result.js';
import { normaliseSender } from './senders.js';

const TEST_DOCUMENTS = 60;

export interface GeneratedOptions {
  sizes: readonly number[];
  sources: readonly Source[];
  threads?: number | undefined;
  onProgress(what: string): void;
}

/** The learning curve of one kind of made-up documents, and how accents came out of its pictures if these were read. */
export async function measureGenerated(
  kind: DocumentKind,
  { sizes, sources, threads, onProgress }: GeneratedOptions,
): Promise<{ result: GeneratedResult; accents: AccentMeasures[] }> {
  const train = await trainingDocuments(kind, Math.max(...sizes));
  const test = await testDocuments(kind, TEST_DOCUMENTS);
  const result: GeneratedResult = {
    kind: kind.name,
    documents: { train: train.length, test: test.length },
    points: [],
    confidence: [],
    groups: [],
  };
  let accents: AccentMeasures[] = [];
  const all = [...train, ...test];
  for (const source of sources) {
    let pagesOf = ({ pages }: GeneratedDocument): readonly Page[] => pages;
    if (source === 'image') {
      const scans = await readScans(all, {
        ...(threads !== undefined && { threads }),
        onProgress: (done, total) => onProgress(`reading ${kind.name}: ${done} of ${total} pages`),
      });
      pagesOf = ({ id }) => scans.get(id) ?? [];
      accents = measureAccents(test.map((document) => ({ document, pages: pagesOf(document) })));
    }
    const read = (documents: readonly GeneratedDocument[]) =>
      documents.map((document) => ({ document, pages: pagesOf(document) }));
    const { points, confidence } = await runCurve(
      { source, train: read(train), tests: { clean: read(test) } },
      {
        fields: kind.fields,
        senders: new Map(all.map(({ id, sender }) => [id, normaliseSender(sender)])),
        sizes,
        repeatsOf: () => 1,
        subset: (documents, size) => documents.slice(0, size),
        onProgress: (what) => onProgress(`${kind.name}, ${what}`),
      },
    );
    result.points.push(...points);
    result.confidence.push(...confidence);
  }
  return { result, accents };
}
