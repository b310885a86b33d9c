import type { FieldConfig } from '@las/extractor';
import type { Measures } from '../extraction/measures.js';
import { extractAll, type ReadDocument, trainOn } from '../extraction/run.js';
import { type ReliabilityBin, reliabilityBins, tradeOff } from './confidence-curves.js';
import { splitBySender } from './senders.js';
import { type ModelRun, type Summary, summarise } from './summary.js';

export type Source = 'transcript' | 'image';

/** Documents to train on, and the same documents to test on in one or several copies. */
export interface SourceDocuments {
  source: Source;
  train: readonly ReadDocument[];
  /** By the name of the copies: clean, degraded. */
  tests: Readonly<Record<string, readonly ReadDocument[]>>;
}

export interface CurveOptions {
  fields: FieldConfig;
  /** Normalised sender by document id, for all documents. */
  senders: ReadonlyMap<string, string>;
  sizes: readonly number[];
  repeatsOf(size: number): number;
  subset(documents: readonly ReadDocument[], size: number, repeat: number): ReadDocument[];
  /** Parts of some copies that are measured by themselves, too, for the largest size. */
  groupOf?(copies: string, documentId: string): string | undefined;
  onProgress?(what: string): void;
}

export interface CurvePoint {
  source: Source;
  copies: string;
  size: number;
  repeats: number;
  summary: Summary;
}

/** How confidence and being right belong together, for the models of the largest size. */
export interface ConfidenceCurves {
  source: Source;
  copies: string;
  reliability: ReliabilityBin[];
  tradeOff: { coverage: number; precision: number }[];
}

/** Figures of a part of the test documents, for the models of the largest size. */
export interface GroupMeasures {
  source: Source;
  copies: string;
  group: string;
  documents: number;
  overall: Measures;
}

export interface Curve {
  points: CurvePoint[];
  confidence: ConfidenceCurves[];
  groups: GroupMeasures[];
}

/** Trains on subsets of each size and measures on the test documents; one model serves all copies. */
export async function runCurve(documents: SourceDocuments, options: CurveOptions): Promise<Curve> {
  const curve: Curve = { points: [], confidence: [], groups: [] };
  const { source, tests } = documents;
  for (const size of options.sizes) {
    const repeats = options.repeatsOf(size);
    const runs: Record<string, ModelRun[]> = Object.fromEntries(Object.keys(tests).map((copies) => [copies, []]));
    for (let repeat = 0; repeat < repeats; repeat++) {
      options.onProgress?.(`${source}: ${size} documents, ${repeat + 1} of ${repeats}`);
      const train = options.subset(documents.train, size, repeat);
      for (const [copies, run] of Object.entries(await runOnce(train, tests, options))) runs[copies]?.push(run);
    }
    for (const [copies, ofCopies] of Object.entries(runs)) {
      const summary = summarise(ofCopies, options.fields, options.senders);
      curve.points.push({ source, copies, size, repeats, summary });
      if (size !== options.sizes.at(-1)) continue;
      curve.confidence.push(confidenceCurves(source, copies, ofCopies));
      curve.groups.push(...groupMeasures({ source, copies, runs: ofCopies }, options));
    }
  }
  return curve;
}

/** All training documents, each answered by a model that saw no document of its sender. */
export async function runLeavingSendersOut(
  source: Source,
  documents: readonly ReadDocument[],
  options: Pick<CurveOptions, 'fields' | 'senders' | 'onProgress'> & { folds: number },
): Promise<Summary> {
  const { folds, senders } = options;
  const parts = splitBySender(documents, folds, ({ document }) => senders.get(document.id) ?? '');
  const runs: ModelRun[] = [];
  for (const [index, part] of parts.entries()) {
    options.onProgress?.(`${source}: senders left out, ${index + 1} of ${folds}`);
    const others = parts.filter((other) => other !== part).flat();
    runs.push(...Object.values(await runOnce(others, { part }, options)));
  }
  return summarise(runs, options.fields, senders);
}

async function runOnce(
  train: readonly ReadDocument[],
  tests: SourceDocuments['tests'],
  { fields, senders }: Pick<CurveOptions, 'fields' | 'senders'>,
): Promise<Record<string, ModelRun>> {
  const { model, report } = await trainOn(train, { fields, seed: 1 });
  const knownSenders = new Set(train.map(({ document }) => senders.get(document.id) ?? ''));
  return Object.fromEntries(
    Object.entries(tests).map(([copies, documents]) => [
      copies,
      { outcomes: extractAll(model, documents, fields).outcomes, report, knownSenders },
    ]),
  );
}

function confidenceCurves(source: Source, copies: string, runs: readonly ModelRun[]): ConfidenceCurves {
  const outcomes = runs.flatMap((run) => run.outcomes);
  return { source, copies, reliability: reliabilityBins(outcomes), tradeOff: tradeOff(outcomes) };
}

function groupMeasures(
  { source, copies, runs }: { source: Source; copies: string; runs: readonly ModelRun[] },
  { fields, senders, groupOf }: CurveOptions,
): GroupMeasures[] {
  const idsOf = new Map<string, Set<string>>();
  for (const { documentId } of runs.flatMap(({ outcomes }) => outcomes)) {
    const group = groupOf?.(copies, documentId);
    if (group !== undefined) idsOf.set(group, (idsOf.get(group) ?? new Set()).add(documentId));
  }
  return [...idsOf].map(([group, ids]) => {
    const own = runs.map((run) => ({ ...run, outcomes: run.outcomes.filter(({ documentId }) => ids.has(documentId)) }));
    return { source, copies, group, documents: ids.size, overall: summarise(own, fields, senders).overall };
  });
}
