import type { FieldSettings } from '../answers/field-settings.js';
import type { FieldWeights } from '../answers/field-weights.js';
import { buildCandidateFeatures } from '../candidates/candidate-features.js';
import { type CandidateType, findCandidates } from '../candidates/find-candidates.js';
import { type CandidateExample, trainCandidates } from '../candidates/train-candidates.js';
import { classFeatures } from '../classes/class-features.js';
import { documentFeatures } from '../classes/document-features.js';
import type { PreparedDocument } from '../features/prepare.js';
import { concatenateRows } from '../features/sparse-rows.js';
import { epochsFor } from '../learning/weights.js';
import { allowedTokens } from '../spans/allowed-tokens.js';
import { type SpanExample, trainSpans } from '../spans/train-spans.js';
import { buildVocabulary, buildVocabularyFeatures, shareOf } from '../spans/vocabulary.js';
import { toAlphanumeric } from '../text/normalise.js';
import type { Target } from './training-plan.js';

/** A document to fit a field to. */
export interface FitExample {
  document: PreparedDocument;
  target: Exclude<Target, { state: 'unusable' }>;
}

export interface FitOptions {
  seed: number;
  onProgress?(fraction: number): void;
}

const SPAN_RATE = 0.15;
const CANDIDATE_RATE = 0.1;

/** Fits one field to the documents. */
export function fitField(settings: FieldSettings, examples: readonly FitExample[], options: FitOptions): FieldWeights {
  if (settings.learner === 'spans') return fitSpans(settings, examples, options);
  const toExample = settings.learner === 'classes' ? classExample : candidateExample;
  const schedule = { rate: CANDIDATE_RATE, epochs: epochsFor(examples.length, 4000, [15, 50]) };
  const candidates = trainCandidates(
    examples.map((example) => toExample(settings, example)),
    { schedule, seed: options.seed, ...(options.onProgress && { onEpoch: options.onProgress }) },
  );
  return { learner: settings.learner, candidates };
}

function fitSpans(settings: FieldSettings, examples: readonly FitExample[], options: FitOptions): FieldWeights {
  const shares = examples.map(({ document, target }) => shareOf(document, spansOf(target)));
  const vocabulary = buildVocabulary(shares);
  const spanExamples = examples.map(({ document, target }, index): SpanExample => {
    const extra = buildVocabularyFeatures(vocabulary, document, shares[index] ?? null);
    return {
      layout: document.layout,
      features: concatenateRows(document.tokenFeatures, extra),
      allowed: allowedTokens(document.layout, settings.definition.type),
      positives: spansOf(target),
    };
  });
  const spans = trainSpans(spanExamples, {
    limits: settings.limits,
    schedule: { rate: SPAN_RATE, epochs: epochsFor(examples.length, 3000, [12, 40]) },
    seed: options.seed,
    ...(options.onProgress && { onEpoch: options.onProgress }),
  });
  return { learner: 'spans', spans, vocabulary };
}

const spansOf = (target: FitExample['target']) => (target.state === 'found' ? target.spans : []);

function candidateExample(settings: FieldSettings, { document, target }: FitExample): CandidateExample {
  const type = settings.definition.type as CandidateType;
  const candidates = findCandidates(document.layout, type, settings.dateOrder);
  return {
    features: buildCandidateFeatures(document, candidates, type),
    correct: Uint8Array.from(candidates, ({ key }) => (target.state === 'found' && key === target.key ? 1 : 0)),
  };
}

function classExample({ classes }: FieldSettings, { document, target }: FitExample): CandidateExample {
  return {
    features: classFeatures(documentFeatures(document), classes),
    correct: Uint8Array.from(classes, (name) =>
      target.state === 'found' && (toAlphanumeric(name) || name) === target.key ? 1 : 0,
    ),
  };
}
