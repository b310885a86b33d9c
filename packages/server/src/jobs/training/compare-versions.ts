import type { Comparison, FieldComparison, FieldConfig, VersionFigures } from '@las/contract';
import {
  type AnswerPair,
  comparePairs,
  type ExtractedField,
  findContradictions,
  type HeldOutAnswer,
  isSameValue,
  type JudgedAnswer,
  ModelFormatError,
  type TrainingDocument,
  type TruthValue,
} from '@las/extractor';
import type { Truth } from '../../db/schema.js';
import type { TrainedDocument } from '../../db/training-documents.js';
import { decide } from './decide-serving.js';

/** The version that serves until now, with what is known of its making. */
export interface ServingVersion {
  trainingId: string;
  /** Null where it was made before such things were noted. */
  fieldConfig: FieldConfig | null;
  documents: readonly TrainedDocument[];
  /** Its answers for a document; undefined where it was deleted. @throws ModelFormatError when it can no longer be loaded. */
  extract(document: TrainingDocument): Promise<ExtractedField[] | undefined>;
}

/** What a training has made. */
export interface NewVersion {
  automatic: boolean;
  fieldConfig: FieldConfig;
  /** All that were listed, also those that could not be read. */
  truths: ReadonlyMap<string, Truth>;
  documents: readonly TrainingDocument[];
  heldOut: readonly HeldOutAnswer[];
}

type Pairs = Record<'known' | 'fresh', AnswerPair[]>;

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Compares a new version with the one that serves, on the same documents, by answers of models that have not learned from them. Of
 * documents that both learned from with the same truth, each training has left such answers. Those that are
 * new to the serving version are given to it, and it cannot have learned from them.
 */
export async function compareVersions(
  serving: ServingVersion,
  fresh: NewVersion,
  { signal, onCompared }: { signal: AbortSignal; onCompared(done: number, all: number): void },
): Promise<Comparison> {
  const labels = compareLabels(serving.fieldConfig ?? fresh.fieldConfig, fresh.fieldConfig);
  const before = await answersBefore(serving, fresh, labels.common, { signal, onCompared });
  const pairs = new Map(labels.common.map((label): [string, Pairs] => [label, { known: [], fresh: [] }]));
  const truths = new Map(fresh.documents.map(({ id, groundTruth }) => [id, groundTruth]));
  for (const { documentId, label, value, confidence } of fresh.heldOut) {
    const earlier = before?.get(documentId)?.get(label);
    const truth = truths.get(documentId)?.[label];
    const { type } = fresh.fieldConfig[label] ?? {};
    if (!earlier || truth === undefined || type === undefined) continue;
    const judge = (answer: { value: string | null; confidence: number }): JudgedAnswer => ({
      right: isSameValue(type, answer.value, truth),
      confidence: answer.confidence,
    });
    pairs.get(label)?.[earlier.part].push({ before: judge(earlier), after: judge({ value, confidence }) });
  }
  const fields = Object.fromEntries([...pairs].map(([label, both]) => [label, compareField(both)]));
  const { replaced, reason } = decide({
    automatic: fresh.automatic,
    fields,
    comparable: serving.fieldConfig !== null,
    loadable: before !== undefined,
  });
  return {
    trainingId: serving.trainingId,
    replaced,
    reason,
    documents: countDocuments(serving.documents, fresh.truths),
    fields,
    addedFields: labels.added,
    removedFields: labels.removed,
    changedFields: labels.changed,
  };
}

function compareLabels(before: FieldConfig, after: FieldConfig) {
  const both = Object.keys(after).filter((label) => Object.hasOwn(before, label));
  const isSame = (label: string) => before[label]?.type === after[label]?.type;
  return {
    common: both.filter(isSame),
    changed: both.filter((label) => !isSame(label)),
    added: Object.keys(after).filter((label) => !Object.hasOwn(before, label)),
    removed: Object.keys(before).filter((label) => !Object.hasOwn(after, label)),
  };
}

function compareField({ known, fresh }: Pairs): FieldComparison {
  const parts: Record<keyof Pairs, VersionFigures> = { known: comparePairs(known), fresh: comparePairs(fresh) };
  const { documents, doubtful } = findContradictions(known, fresh);
  const found = [parts.known.verdict, parts.fresh.verdict, doubtful ? 'doubtful' : 'same'] as const;
  const verdict = (['worse', 'doubtful', 'better'] as const).find((one) => found.includes(one)) ?? 'same';
  return { verdict, contradicted: documents, ...parts };
}

function countDocuments(
  before: readonly TrainedDocument[],
  after: ReadonlyMap<string, Truth>,
): Comparison['documents'] {
  const known = before.filter(({ id, truth }) => sameTruth(truth, after.get(id))).length;
  const listed = before.filter(({ id }) => after.has(id)).length;
  return {
    known,
    added: after.size - listed,
    changed: listed - known,
    removed: before.length - listed,
  };
}

/** For the labels that both know: a field that was added to a model changes no truth. */
function sameTruth(before: Truth, after: Truth | undefined): boolean {
  if (!after) return false;
  return Object.keys(before).every((label) => !Object.hasOwn(after, label) || sameJson(before[label], after[label]));
}

interface EarlierAnswer {
  part: keyof Pairs;
  value: string | null;
  confidence: number;
}

type EarlierAnswers = Map<string, Map<string, EarlierAnswer>>;

/** What the serving version answers, by document and label; undefined where it cannot be loaded. */
async function answersBefore(
  serving: ServingVersion,
  fresh: NewVersion,
  labels: readonly string[],
  { signal, onCompared }: { signal: AbortSignal; onCompared(done: number, all: number): void },
): Promise<EarlierAnswers | undefined> {
  const answers: EarlierAnswers = new Map();
  // What it was trained on is not known: it may know these documents by heart.
  if (serving.fieldConfig === null) return answers;
  const trained = new Map(serving.documents.map((document) => [document.id, document]));
  for (const [index, document] of fresh.documents.entries()) {
    signal.throwIfAborted();
    onCompared(index, fresh.documents.length);
    const kept = keptAnswers(trained.get(document.id), document.groundTruth, labels);
    if (labels.some((label) => Object.hasOwn(document.groundTruth, label) && !kept.has(label))) {
      const extracted = await extractAnswers(serving, document);
      if (!extracted) return undefined;
      for (const [label, answer] of extracted) if (!kept.has(label)) kept.set(label, answer);
    }
    answers.set(document.id, kept);
  }
  return answers;
}

/** Held-out answers of the serving version's own training; where the truth was another, they count as for a new document. */
function keptAnswers(
  trained: TrainedDocument | undefined,
  truth: Readonly<Record<string, TruthValue>>,
  labels: readonly string[],
): Map<string, EarlierAnswer> {
  return new Map(
    labels.flatMap((label): [string, EarlierAnswer][] => {
      const answer = trained?.answers?.[label];
      const part = sameJson(trained?.truth[label], truth[label]) ? 'known' : 'fresh';
      return answer ? [[label, { ...answer, part }]] : [];
    }),
  );
}

async function extractAnswers(
  serving: ServingVersion,
  document: TrainingDocument,
): Promise<Map<string, EarlierAnswer> | undefined> {
  try {
    const fields = await serving.extract(document);
    return (
      fields && new Map(fields.map(({ label, value, confidence }) => [label, { value, confidence, part: 'fresh' }]))
    );
  } catch (error) {
    if (error instanceof ModelFormatError) return undefined;
    throw error;
  }
}
